"""Points that show that a sum of positive terms is not empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evoproof.kernel.judgements import Witnesses, children
from evoproof.kernel.poly import ZERO, Poly, poly
from evoproof.kernel.substitution import map_cond
from evoproof.kernel.terms import Binder, Cond, Ge, Sum, Term
from evoproof.prover.rewriting import Context, inner, shown

BUDGET = 200
"""How many points are tried for one sum."""


def witnesses(given: Context, term: Term) -> Witnesses:
    """A witness for every sum in the term for which one is found."""
    found: list[tuple[Sum, tuple[Poly, ...]]] = []
    if isinstance(term, Sum):
        point = point_of(given, term)
        found += [(term, point)] if point is not None else []
        given = inner(given, term)
    for child in children(term):
        found += witnesses(given, child)
    return tuple(found)


def point_of(given: Context, term: Binder) -> tuple[Poly, ...] | None:
    """A point of the range: one coordinate after the other, each where a lower bound is reached."""
    budget = BUDGET
    stack: list[tuple[Poly, ...]] = [()]
    while stack and budget > 0:
        point = stack.pop()
        budget -= 1
        values = dict(zip(term.names, point, strict=False))
        if not _possible(given, term, values):
            continue
        if len(point) == len(term.names):
            return point
        name = term.names[len(point)]
        stack += [(*point, one) for one in reversed(list(_candidates(given, term, name, values)))]
    return None


def _possible(given: Context, term: Binder, values: dict[str, Poly]) -> bool:
    """Whether the conditions that speak of no other coordinate hold there."""
    others = [name for name in term.names if name not in values]
    known = [cond for cond in term.conds if cond.free.isdisjoint(others)]
    return shown(given, [map_cond(cond, lambda expr: expr.replace(values)) for cond in known])


def _candidates(given: Context, term: Binder, name: str, values: dict[str, Poly]) -> Iterator[Poly]:
    seen: dict[Poly, None] = {}
    for cond in term.conds:
        slope = cond.expr.coefficient(name) if isinstance(cond, Ge) else None
        if slope is None or slope.constant != 1 or not isinstance(cond, Ge):
            continue
        low = poly(name) - cond.expr.replace(values)
        for target in (ZERO, *_outside(given)):
            if low.free.isdisjoint(term.names):
                seen.setdefault(low + target)
    yield from seen or [ZERO]


def _outside(given: Sequence[Cond]) -> list[Poly]:
    return [cond.expr for cond in given if isinstance(cond, Ge) and len(cond.expr.terms) == 1]
