"""Sums of polynomials in a variable that no index uses, counting among them."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from evoproof.errors import RuleRefused
from evoproof.kernel.build import add, conditions, number
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.ring import to_ring
from evoproof.kernel.rules.sums import telescope
from evoproof.kernel.terms import Ge, Int, Mul, Pow, Sum, Term
from evoproof.prover.abilities import Ability
from evoproof.prover.components import reorder
from evoproof.prover.distinctions import split_apart, undecided
from evoproof.prover.ranges import Bounds, bounds_of
from evoproof.prover.rewriting import Rewriting, inner

if TYPE_CHECKING:
    from evoproof.prover.normalise import Normaliser

MOST = 6
"""The highest power that is summed."""


def count_names(engine: Normaliser, rewriting: Rewriting) -> bool:
    """Sum over one variable in which the body is a polynomial. Whether there was one.

    Without SEARCH, over one that the body does not depend on: equal terms are counted.
    """
    for name in rewriting.sum.names:
        if name in rewriting.sum.body.free and not engine.can(Ability.SEARCH):
            continue
        total = _total(rewriting.sum.body, name)
        found = bounds_of(rewriting.sum, name) if total is not None else None
        if (
            total is not None
            and found is not None
            and _count(engine, rewriting, name, found, total)
        ):
            rewriting.to(engine.normal(rewriting.given, rewriting.term))
            return True
    return False


def _total(body: Term, name: str) -> Term | None:
    """B with B[n := n + 1] - B = body, for a polynomial in n over factors without n."""
    parts: list[Term] = []
    for monomial, coefficient in to_ring(body).items():
        degree, others = 0, []
        for atom, (up, down) in monomial:
            if isinstance(atom, Int) and atom.expr is poly(name) and not down:
                degree = up
            elif name in atom.free:
                return None
            else:
                others += [Pow(atom, power) for power in (up, -down) if power]
        if degree > MOST:
            return None
        parts.append(Mul((number(coefficient), *others, _powers_below(name, degree))))
    return add(*parts) if parts else None


def _powers_below(name: str, power: int) -> Term:
    """0^k + 1^k + ... + (n - 1)^k as a polynomial in n."""
    coefficients = _sums(power)
    powers = [(number(c), Pow(Int(poly(name)), k)) for k, c in enumerate(coefficients) if k]
    return add(*(Mul(pair) for pair in powers))


@cache
def _sums(power: int) -> list[Fraction]:
    """From n^(k+1) = sum over x < n of ((x + 1)^(k+1) - x^(k+1)), solved for the highest power."""
    found = [Fraction(0)] * (power + 1) + [Fraction(1)]
    for lower in range(power):
        for k, value in enumerate(_sums(lower)):
            found[k] -= comb(power + 1, lower) * value
    return [value / (power + 1) for value in found]


def _count(
    engine: Normaliser, rewriting: Rewriting, name: str, bounds: Bounds, total: Term
) -> bool:
    known = inner(rewriting.given, rewriting.sum)
    low, high = bounds
    rivals = [*combinations(low, 2), *combinations(high, 2)]
    for one, other in rivals:
        cond = Ge(one - other)
        if not undecided(known, cond):
            continue
        splits = engine.can(Ability.SEARCH) and engine.may_split()
        return splits and split_apart(rewriting, cond)
    return _count_range(rewriting, name, bounds, total)


def _count_range(rewriting: Rewriting, name: str, bounds: Bounds, total: Term) -> bool:
    """One bound of each kind is the tightest one: the others follow from it."""
    for first in bounds[0]:
        for last in bounds[1]:
            try:
                _isolate(rewriting, name, first, last)
            except RuleRefused:
                continue
            rewriting.body(telescope, first, last, total)
            return True
    return False


def _isolate(rewriting: Rewriting, name: str, first: Poly, last: Poly) -> None:
    """Sum (x, n), C of b  becomes  Sum x, C of Sum n, first <= n <= last of b."""
    term, own = rewriting.sum, [Ge(poly(name) - first), Ge(last - poly(name))]
    rest = [cond for cond in term.conds if name not in cond.free]
    if len(term.names) > 1:
        # This follows, and is what bounds the other variables without n.
        rest.append(Ge(last - first))
    rewriting.conds([*rest, *own])
    others = tuple(one for one in term.names if one != name)
    reorder(rewriting, (*others, name))
    body = rewriting.sum.body
    rewriting.unflatten(Sum(others, conditions(rest), Sum((name,), conditions(own), body)))
