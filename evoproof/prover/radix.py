"""Conditions on numbers written in digits: D a + r >= 0 with 0 <= r < D says a >= 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations
from math import gcd

from evoproof.kernel.build import at_least, conditions
from evoproof.kernel.poly import ONE, Poly, poly
from evoproof.kernel.terms import Ge
from evoproof.prover.floors import divide
from evoproof.prover.rewriting import Context, shown

DIGITS = 4
"""How many digits are taken off one condition."""


def simplified(given: Context, names: Sequence[str], conds: Context) -> Context:
    """Equivalent conditions on `names` with smaller expressions, where some are found."""
    if all(_is_plain(cond.expr) for cond in (*given, *conds)):
        return conds
    kept = list(conds)
    for position, cond in enumerate(kept):
        if isinstance(cond, Ge):
            others = conditions([*given, *(one for one in kept if one is not cond)])
            kept[position] = _smaller(others, _unfloored(others, frozenset(names), cond))
    return conditions(kept)


def _unfloored(known: Context, bound: frozenset[str], cond: Ge) -> Ge:
    """floor(e / d) >= a  is  e >= a d, and  floor(e / d) <= b  is  e <= b d + d - 1."""
    for one in cond.expr.floors:
        divisor, quotient = one.denominator, Poly((((one,), 1),))
        for sign in (1, -1):
            rest = cond.expr - quotient * sign
            if (
                one in rest.atoms
                or one.free.isdisjoint(bound)
                or not shown(known, [at_least(divisor, 1)])
            ):
                continue
            top = rest * divisor + one.numerator * sign
            return Ge(top if sign == 1 else top + divisor - ONE)
    return cond


def _is_plain(expr: Poly) -> bool:
    """Whether all is linear in names, with coefficients 1 and -1: no digits are written in it."""
    terms = [(monomial, value) for monomial, value in expr.terms if monomial]
    return not expr.floors and all(len(m) <= 1 and abs(value) == 1 for m, value in terms)


def _smaller(known: Context, cond: Ge) -> Ge:
    for _ in range(DIGITS):
        found = next(_quotients(known, cond.expr), None)
        if found is None:
            break
        cond = Ge(found)
    return cond


def _quotients(known: Context, expr: Poly) -> Iterator[Poly]:
    """a with  expr >= 0  <=>  a >= 0, from expr = D a + r and 0 <= r < D."""
    for divisor in _divisors(expr):
        quotient, rest = divide(expr, divisor)
        if not quotient.terms:
            continue
        for shift in (0, -1, 1):
            digit = rest - divisor * shift
            if shown(known, [at_least(divisor, 1), Ge(digit), at_least(divisor - ONE, digit)]):
                yield quotient + shift
                break
    for digit, divisor in _digits(known):
        quotient, rest = divide(expr - digit, divisor)
        if quotient.terms and not rest.terms and shown(known, [at_least(divisor, 1)]):
            yield quotient


@cache
def _digits(known: Context) -> list[tuple[Poly, Poly]]:
    """r and D with the conditions r >= 0 and D - 1 - r >= 0, both with several terms."""
    exprs = [cond.expr for cond in known if isinstance(cond, Ge) and not _is_plain(cond.expr)]
    pairs = ((low, low + high + ONE) for low, high in permutations(exprs, 2))
    return [(low, divisor) for low, divisor in pairs if len(divisor.terms) == 1]


def _divisors(expr: Poly) -> Iterator[Poly]:
    """Integers, names and coefficients of names that divide a part of the expression."""
    slopes = [expr.coefficient(name) for name in sorted(expr.free)]
    seen: dict[Poly, None] = {}
    for slope in slopes:
        if slope is not None and slope.terms and slope.constant not in (1, -1):
            seen.setdefault(slope if slope.terms[-1][1] > 0 else -slope)
    whole = gcd(*(value for monomial, value in expr.terms if monomial))
    if whole > 1:
        seen.setdefault(poly(whole))
    yield from seen
