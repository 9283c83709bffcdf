"""How large a formula is as a quotient of polynomials in the entries: degrees and coefficients.

At concrete sizes, for the worst entry of the output, by one walk and without expanding anything.
With c the `scale`, N and the denominators D_1 .. D_n polynomials with integer coefficients,

    term = N / (c D_1^(e_1) .. D_n^(e_n))

wherever no D is 0. A sum over a box counts its points without looking at its conditions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from math import lcm, prod

from evoproof.kernel.substitution import unfolded
from evoproof.kernel.terms import Access, Add, Apply, Int, Max, Mul, Num, Pow, Sum, Term
from evoproof.numeric.box import enter, extent
from evoproof.numeric.errors import NumericError
from evoproof.numeric.intervals import Interval, interval

HUGE = 2**64


@dataclass(frozen=True)
class Size:
    """Upper bounds: the total degree, and the sum of |coefficients| (HUGE for that and more)."""

    degree: int = 0
    norm: int = 1

    def __mul__(self, other: Size) -> Size:
        return Size(self.degree + other.degree, min(self.norm * other.norm, HUGE))

    def __pow__(self, exponent: int) -> Size:
        norm = self.norm
        if norm > 1:
            norm = HUGE if exponent >= HUGE.bit_length() else min(norm**exponent, HUGE)
        return Size(self.degree * exponent, norm)


@dataclass(frozen=True)
class Quotient:
    """`top` / (`scale` times each denominator to its power); a denominator is told by its term."""

    top: Size
    scale: int = 1
    below: Mapping[Term, tuple[Size, int]] = field(default_factory=dict)

    @property
    def bottom(self) -> Size:
        """The product of the denominators."""
        return prod((size**power for size, power in self.below.values()), start=Size())


class NotAlgebraic(NumericError):
    """The formula is no quotient of polynomials; the message says what it has in it."""


def quotient(term: Term, ranges: Mapping[str, Interval]) -> Quotient:
    """The quotient that `term` is while its names stay in their ranges.

    Raises NotAlgebraic for exp, max and unknown functions, and UnboundedSum.
    """
    match term:
        case Num(value=value):
            return Quotient(Size(0, abs(value.numerator)), value.denominator)
        case Int(expr=expr):
            return Quotient(Size(0, int(max(map(abs, interval(expr, ranges))))))
        case Access():
            body = unfolded(term)
            return Quotient(Size(1, 1)) if body is None else quotient(body, ranges)
        case Add(args=args):
            return _sum([quotient(arg, ranges) for arg in args])
        case Mul(args=args):
            return reduce(_product, (quotient(arg, ranges) for arg in args), Quotient(Size()))
        case Pow(base=base, exponent=exponent):
            found = quotient(base, ranges)
            return _power(found if exponent > 0 else _inverse(base, found), abs(exponent))
        case Sum():
            return _sum_over(term, ranges)
        case Apply(function=function):
            raise NotAlgebraic(f"{function} is no polynomial")
        case Max():
            raise NotAlgebraic("Max is no polynomial")
    raise NumericError(f"unknown term {term!r}")


def _product(left: Quotient, right: Quotient) -> Quotient:
    below = dict(left.below)
    for key, (size, power) in right.below.items():
        below[key] = size, power + (below[key][1] if key in below else 0)
    return Quotient(left.top * right.top, left.scale * right.scale, below)


def _power(base: Quotient, exponent: int) -> Quotient:
    below = {key: (size, power * exponent) for key, (size, power) in base.below.items()}
    return Quotient(base.top**exponent, base.scale**exponent, below)


def _sum(parts: Iterable[Quotient]) -> Quotient:
    """Over the least common denominator."""
    found = list(parts)
    scale = lcm(*(one.scale for one in found))
    below: dict[Term, tuple[Size, int]] = {}
    for one in found:
        for key, (size, power) in one.below.items():
            below[key] = size, max(power, below[key][1] if key in below else 0)
    tops = [one.top * Size(0, scale // one.scale) * _missing(one, below) for one in found]
    degree = max((top.degree for top in tops), default=0)
    return Quotient(Size(degree, min(sum(top.norm for top in tops), HUGE)), scale, below)


def _missing(one: Quotient, below: Mapping[Term, tuple[Size, int]]) -> Size:
    powers = {key: power for key, (_, power) in one.below.items()}
    parts = (size ** (power - powers.get(key, 0)) for key, (size, power) in below.items())
    return prod(parts, start=Size())


def _inverse(base: Term, found: Quotient) -> Quotient:
    """1 / (N / (c D)) = c D / N."""
    return Quotient(found.bottom * Size(0, found.scale), 1, {base: (found.top, 1)})


def _sum_over(term: Sum, ranges: Mapping[str, Interval]) -> Quotient:
    """Denominators in which a bound name occurs are others at each point of the box.

    Their product is told by the sum and the denominator; for another sum it counts as another one.
    """
    term, inside = enter(term, ranges)
    if inside is None:
        return Quotient(Size(0, 0))
    points = prod(extent(name, inside) for name in term.names)
    body = quotient(term.body, inside)
    names = frozenset(term.names)
    varying = {k: one for k, one in body.below.items() if not k.free.isdisjoint(names)}
    others = Quotient(Size(), 1, varying).bottom ** (points - 1)
    below = {k: one for k, one in body.below.items() if k not in varying}
    for key, (size, power) in varying.items():
        below[Sum(term.names, term.conds, Mul((key, term.body)))] = size**points, power
    return Quotient(body.top * others * Size(0, points), body.scale, below)
