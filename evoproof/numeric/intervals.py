"""Interval arithmetic on integer expressions: what an expression can be, what a condition leaves.

An interval is (low, high), both ends in it; an end is an integer or an infinity.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from evoproof.kernel.poly import Atom, Floor, Poly
from evoproof.kernel.terms import Cond, Eq, Ge

Interval: TypeAlias = "tuple[float, float]"
EVERYTHING: Interval = (-math.inf, math.inf)


def interval(expr: Poly, ranges: Mapping[str, Interval]) -> Interval:
    """An interval that holds every value of `expr` while its names stay in `ranges`.

    >>> from evoproof.kernel.poly import poly
    >>> interval(poly("a") * -2 + 1, {"a": (0, 3)})
    (-5, 1)
    """
    low: float = 0
    high: float = 0
    for monomial, coefficient in expr.terms:
        one: Interval = (coefficient, coefficient)
        for atom in monomial:
            one = _times(one, _atom(atom, ranges))
        low, high = low + one[0], high + one[1]
    return low, high


def _atom(atom: Atom, ranges: Mapping[str, Interval]) -> Interval:
    if isinstance(atom, str):
        return ranges[atom]
    return _floor(interval(atom.numerator, ranges), interval(atom.denominator, ranges))


def _product(left: float, right: float) -> float:
    return left * right if left and right else 0


def _times(left: Interval, right: Interval) -> Interval:
    corners = [_product(x, y) for x in left for y in right]
    return min(corners), max(corners)


def _floor(top: Interval, bottom: Interval) -> Interval:
    """floor(n / d) is monotone in n and in d on either side of d = 0: the corners are extreme."""
    found: list[float] = [0] if bottom[0] <= 0 <= bottom[1] else []
    for low, high in ((bottom[0], min(bottom[1], -1)), (max(bottom[0], 1), bottom[1])):
        if low <= high:
            found += [_divide(n, d) for n in top for d in (low, high)]
    return min(found), max(found)


def _divide(top: float, bottom: float) -> float:
    if math.isinf(top):
        return top if bottom > 0 else -top
    if math.isinf(bottom):
        return 0 if top == 0 or (top > 0) == (bottom > 0) else -1
    return top // bottom


def allowed(cond: Cond) -> Interval:
    """Where the expression of the condition must lie, as far as an interval can say it."""
    if isinstance(cond, Ge):
        return 0, math.inf
    return (0, 0) if isinstance(cond, Eq) else EVERYTHING


def possible(cond: Cond, ranges: Mapping[str, Interval]) -> bool:
    """False only where no point of `ranges` satisfies the condition."""
    if not isinstance(cond, Ge | Eq):
        return True
    low, high = interval(cond.expr, ranges)
    wanted = allowed(cond)
    return low <= wanted[1] and wanted[0] <= high


def narrow(expr: Poly, room: Interval, ranges: dict[str, Interval], names: Iterable[str]) -> None:
    """Shrink `ranges` of `names`, keeping every point where `expr` lies in `room`.

    Each atom in turn: expr = rate * atom + rest, so rate * atom lies in room - rest.
    """
    for atom in _atoms(expr):
        rate, rest = _split(expr, atom)
        step = interval(rate, ranges)
        if step[0] <= 0 <= step[1]:
            continue
        other = interval(rest, ranges)
        left = _quotient((room[0] - other[1], room[1] - other[0]), step)
        _tighten(atom, left, ranges, names)


@lru_cache(maxsize=2**13)
def _atoms(expr: Poly) -> tuple[Atom, ...]:
    """The atoms in which the polynomial is linear, floors taken as letters."""
    met = [atom for monomial, _ in expr.terms for atom in dict.fromkeys(monomial)]
    powers = {a for monomial, _ in expr.terms for a in monomial if monomial.count(a) > 1}
    return tuple(atom for atom in dict.fromkeys(met) if atom not in powers)


@lru_cache(maxsize=2**13)
def _split(expr: Poly, atom: Atom) -> tuple[Poly, Poly]:
    rate = tuple(
        (tuple(one for one in monomial if one != atom), coefficient)
        for monomial, coefficient in expr.terms
        if atom in monomial
    )
    rest = tuple(term for term in expr.terms if atom not in term[0])
    zero = Poly(())
    return sum((Poly((one,)) for one in rate), zero), Poly(rest)


def _quotient(room: Interval, step: Interval) -> Interval:
    """The integers x with rate * x in `room` for some rate in `step`, which does not hold 0."""
    if step[0] < 0:
        room, step = (-room[1], -room[0]), (-step[1], -step[0])
    high = max(_divide(room[1], rate) for rate in step)
    low = min(-_divide(-room[0], rate) for rate in step)
    return low, high


def _tighten(atom: Atom, room: Interval, ranges: dict[str, Interval], names: Iterable[str]) -> None:
    if isinstance(atom, str):
        if atom in names:
            low, high = ranges[atom]
            ranges[atom] = max(low, room[0]), min(high, room[1])
    else:
        _tighten_floor(atom, room, ranges, names)


def _tighten_floor(
    atom: Floor, room: Interval, ranges: dict[str, Interval], names: Iterable[str]
) -> None:
    """low <= floor(n / d) <= high means low * d <= n < (high + 1) * d, for d >= 1."""
    divisors = interval(atom.denominator, ranges)
    if divisors[0] >= 1:
        low = min(_product(room[0], d) for d in divisors)
        high = max(_product(room[1] + 1, d) for d in divisors) - 1
        narrow(atom.numerator, (low, high), ranges, names)
