"""Bounds of quotients, shown one by one: with them z3 shows more of a claim to be in bounds.

From f < (G + H) * F follows f // F < G + H, a step that z3 does not take while it looks at a
product of f // F with something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import at_least, conditions, equal
from evoproof.kernel.judgements import children, with_child
from evoproof.kernel.poly import ONE, Floor, floor
from evoproof.kernel.terms import Access, Binder, Cond, Ge, Term
from evoproof.prover.floors import divide, own_expressions, simplify_floors
from evoproof.prover.rewriting import Rewriting, inner

MOST = 40
"""How many bounds are tried."""


def with_lemmas(given: tuple[Cond, ...], terms: Iterable[Term]) -> tuple[Cond, ...]:
    """What is given, and bounds of the quotients in the terms that follow from it."""
    spoken = frozenset[str]().union(*(cond.free for cond in given))
    found = dict.fromkeys(one for term in terms for one in _floors(term) if one.free <= spoken)
    bounds = dict.fromkeys(bound for one in found for bound in _bounds(given, one))
    return conditions([*given, *(bound for bound in [*bounds][:MOST] if implies(given, bound))])


def with_values(given: tuple[Cond, ...], term: Term) -> Term:
    """The term with the floors of its indices by value, where the ranges around them show it.

    An index is equal to what replaces it wherever it is met, so it is in bounds where that is.
    """
    if isinstance(term, Access):
        work = Rewriting(given, term)
        simplify_floors(work)
        return work.term
    inside = given
    if isinstance(term, Binder):
        inside = inner(tuple(c for c in given if c.free.isdisjoint(term.names)), term)
    for position, child in enumerate(children(term)):
        term = with_child(term, position, with_values(inside, child))
    return term


def _floors(term: Term) -> Iterator[Floor]:
    yield from (one for expr in own_expressions(term) for one in expr.floors)
    for child in children(term):
        yield from _floors(child)


def _bounds(given: tuple[Cond, ...], one: Floor) -> Iterator[Cond]:
    """Candidates for q = n // d: its value, q >= 0, q < b (b <= q) where n < b d (b d <= n)."""
    value = floor(one.numerator, one.denominator)
    quotient, rest = divide(one.numerator, one.denominator)
    yield equal(value, quotient + floor(rest, one.denominator))
    yield Ge(value)
    for cond in given:
        if isinstance(cond, Ge) and not one.numerator.free.isdisjoint(cond.free):
            above, _ = divide(cond.expr + one.numerator + ONE, one.denominator)
            below, _ = divide(one.numerator - cond.expr, one.denominator)
            yield from (at_least(above - ONE, value), at_least(value, below))
