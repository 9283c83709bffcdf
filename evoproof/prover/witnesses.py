"""Points that show that a sum of positive terms is not empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evoproof.kernel.judgements import Witnesses, children
from evoproof.kernel.poly import ZERO, Poly, poly
from evoproof.kernel.substitution import map_cond
from evoproof.kernel.terms import Cond, Ge, Sum, Term
from evoproof.prover.rewriting import Context, inner, shown

BUDGET = 200
"""How many points are tried for one sum."""


def witnesses(given: Context, term: Term) -> Witnesses:
    """A witness for every sum in the term for which one is found."""
    found: list[tuple[Sum, tuple[Poly, ...]]] = []
    if isinstance(term, Sum):
        point = next((p for p in _points(given, term) if _inside(given, term, p)), None)
        found += [(term, point)] if point is not None else []
        given = inner(given, term)
    for child in children(term):
        found += witnesses(given, child)
    return tuple(found)


def _inside(given: Context, term: Sum, point: Sequence[Poly]) -> bool:
    values = dict(zip(term.names, point, strict=True))
    return shown(given, [map_cond(c, lambda e: e.replace(values)) for c in term.conds])


def _points(given: Context, term: Sum) -> Iterator[tuple[Poly, ...]]:
    """Points at which a lower bound, or a lower bound that is also one outside, is reached."""
    budget = BUDGET
    stack: list[tuple[Poly, ...]] = [()]
    while stack and budget > 0:
        point = stack.pop()
        budget -= 1
        if len(point) == len(term.names):
            yield point
            continue
        name = term.names[len(point)]
        values = dict(zip(term.names, point, strict=False))
        stack += [(*point, one) for one in reversed(list(_candidates(given, term, name, values)))]


def _candidates(given: Context, term: Sum, name: str, values: dict[str, Poly]) -> Iterator[Poly]:
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
