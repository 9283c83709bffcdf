"""sizes, integers, scalars, functions, tensors, padded, free: what the names of a claim are."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from evoproof.claims.names import near, objection
from evoproof.claims.parse import reading_of
from evoproof.claims.scope import Meaning, described
from evoproof.claims.source import Source
from evoproof.claims.syntax import Expr, Kind, Tensor, Variable

Names = dict[str, Meaning]


def items(source: Source) -> list[ast.expr]:
    """The parts between the commas."""
    return source.tree.elts if isinstance(source.tree, ast.Tuple) else [source.tree]


def declarable(source: Source, node: ast.expr, names: Mapping[str, Meaning]) -> str:
    """The name that the node declares. Raises ClaimError if it is none, reserved or taken."""
    if not isinstance(node, ast.Name):
        hint = "letters, digits and _, no digit first; names are separated by commas"
        raise source.error(node, _no_name(node), hint)
    if trouble := objection(node.id):
        raise source.error(node, trouble, "choose another name")
    if node.id in names:
        message = f"{node.id} is declared twice: it is {described(names[node.id])} already"
        raise source.error(node, message, "a name is declared once")
    return node.id


def _no_name(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=None | True | False as value):
            return f"{value} is a reserved word"
        case _:
            return "a name is wanted here"


def variables(source: Source, kind: Kind, names: Names) -> None:
    """'N, K': sizes, integers or scalars."""
    for node in items(source):
        name = declarable(source, node, names)
        names[name] = Variable(name, kind)


def tensors(source: Source, padded: Collection[str], names: Names) -> None:
    """'A[N, K], B[K]'; a shape's entry is an integer expression."""
    for node in items(source):
        if not isinstance(node, ast.Subscript):
            hint = "write A[N, K]; a number without indices goes under scalars"
            raise source.error(node, "a tensor is declared with its shape", hint)
        name = declarable(source, node.value, names)
        entries = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if not entries:
            raise source.error(node, "a tensor without indices", "declare it under scalars")
        shape = tuple([_integer(source, one, names, "a shape's entry") for one in entries])
        names[name] = Tensor(name, shape, name in padded)


def listed_names(source: Source) -> dict[str, ast.expr]:
    """'X, Y': names, each once, that are declared elsewhere."""
    found: dict[str, ast.expr] = {}
    for node in items(source):
        if not isinstance(node, ast.Name):
            raise source.error(node, "a tensor's name is wanted here", "write X, Y")
        if node.id in found:
            raise source.error(node, f"{node.id} is listed twice")
        found[node.id] = node
    return found


def all_tensors(source: Source, listed: Mapping[str, ast.expr], names: Names) -> None:
    """Raises ClaimError for a padded name that is no tensor."""
    for name, node in listed.items():
        meaning = names.get(name)
        if meaning is None:
            known = [key for key, one in names.items() if isinstance(one, Tensor)]
            hint = near(name, known) or "padded lists names that stand under tensors"
            raise source.error(node, f"unknown tensor {name}", hint)
        if not isinstance(meaning, Tensor):
            raise source.error(node, f"{name} is {described(meaning)}, no tensor")


def free_indices(source: Source, names: Names) -> None:
    """'i < N, j < M'; an extent may speak of the free indices before it."""
    for node in items(source):
        match node:
            case ast.Compare(left=left, ops=[ast.Lt()], comparators=[bound]):
                name = declarable(source, left, names)
                extent = _integer(source, bound, names, "an extent")
                names[name] = Variable(name, Kind.INDEX, extent)
            case _:
                hint = "write i < N, for all i from 0 to N - 1; other bounds go under given"
                raise source.error(node, "a free index has an extent", hint)


def _integer(source: Source, node: ast.expr, names: Names, wanted: str) -> Expr:
    return reading_of(source, names).expression(node, wanted)
