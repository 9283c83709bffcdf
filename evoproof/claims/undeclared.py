"""A claim whose sizes are not declared: they are the names in shapes and ranges."""

from __future__ import annotations

import ast
from dataclasses import replace

from evoproof.claims.abbreviations import sides
from evoproof.claims.claim import Fields, Texts, claim_of, pieces, sources
from evoproof.claims.declarations import items
from evoproof.claims.names import RESERVED
from evoproof.claims.source import Source
from evoproof.claims.syntax import Claim


def claim_from(
    *,
    left: str,
    right: str,
    name: str = "claim",
    sizes: Texts | None = None,
    integers: Texts = (),
    scalars: Texts = (),
    functions: Texts = (),
    tensors: Texts = (),
    padded: Texts = (),
    free: Texts = (),
    given: Texts = (),
    let: Texts = (),
    title: str = "",
    expect: str = "proved",
) -> Claim:
    """A claim from single texts. Raises ClaimError.

    Without `sizes`, they are the names that are not declared otherwise and occur in shapes, in the
    extents of free indices or in ranges, in this order.
    """
    fields = Fields(
        left=left,
        right=right,
        sizes=() if sizes is None else sizes,
        integers=integers,
        scalars=scalars,
        functions=functions,
        tensors=tensors,
        padded=padded,
        free=free,
        given=given,
        let=let,
    )
    if sizes is None:
        fields = replace(fields, sizes=", ".join(_undeclared(fields)))
    return claim_of(name, fields, title, expect)


def _undeclared(fields: Fields) -> list[str]:
    """Each name once; what is malformed is passed over here, and refused when it is read."""
    declared: set[str] = set(RESERVED)
    used: list[str] = []
    for field in ("integers", "scalars", "functions", "tensors", "free"):
        for source in sources(field, getattr(fields, field)):
            for item in items(source):
                declared.update(_names(_head(item)))
                used += [name for part in _measures(item) for name in _names(part)]
    for number, definition in enumerate(pieces(fields.let), 1):
        head, body = sides(f"let {number}", definition)
        declared.update(_names(_head(head.tree)))
        used += _in_ranges(
            body.tree, {name for part in _measures(head.tree) for name in _names(part)}
        )
    for field, side in (("left", fields.left), ("right", fields.right)):
        used += _in_ranges(Source(field, side).tree, set())
    return [name for name in dict.fromkeys(used) if name not in declared]


def _head(item: ast.expr) -> ast.expr:
    """A of A[N], i of i < N, w of w."""
    match item:
        case ast.Subscript(value=head) | ast.Compare(left=head):
            return head
        case _:
            return item


def _measures(item: ast.expr) -> list[ast.expr]:
    """[N] of A[N], [N] of i < N."""
    match item:
        case ast.Subscript(slice=measure):
            return [measure]
        case ast.Compare(comparators=measures):
            return measures
        case _:
            return []


def _in_ranges(tree: ast.expr, bound: set[str]) -> list[str]:
    """The names in the ranges of the tree that no range of it binds, nor `bound`."""
    clauses = [one for one in ast.walk(tree) if isinstance(one, ast.comprehension)]
    bound = bound.union(*(_names(one.target) for one in clauses))
    used = [name for one in clauses for name in _names(one.iter)]
    return [name for name in used if name not in bound]


def _names(tree: ast.expr) -> list[str]:
    """In the order of the text."""
    found = [one for one in ast.walk(tree) if isinstance(one, ast.Name)]
    return [one.id for one in sorted(found, key=lambda one: (one.lineno, one.col_offset))]
