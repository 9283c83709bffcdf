"""Integer expressions as affine forms over loops; floors are divided out where intervals allow it.

x = n q + r with 0 <= r < n has floor(x / n) = q. What is not affine after that stays a polynomial.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd
from typing import TypeAlias

from evoproof.kernel.poly import Atom, Poly, floor
from evoproof.numeric.flat.formula import Affine, Index
from evoproof.numeric.intervals import Interval, interval

Boxes: TypeAlias = "Mapping[str, tuple[int, int]]"
"""The least and the greatest value of every loop."""


def affine(terms: Mapping[str, int], offset: int = 0) -> Affine:
    return Affine(tuple(sorted([term for term in terms.items() if term[1]])), offset)


def constant(value: int) -> Affine:
    return Affine((), value)


def loop(name: str) -> Affine:
    return Affine(((name, 1),))


def rate(form: Affine, name: str) -> int:
    """The coefficient of a name."""
    return next((rate for one, rate in form.terms if one == name), 0)


def combined(form: Affine, times: int, other: Affine) -> Affine:
    """form + times * other."""
    terms = dict(form.terms)
    for name, rate in other.terms:
        terms[name] = terms.get(name, 0) + times * rate
    return affine(terms, form.offset + times * other.offset)


def replaced(form: Affine, name: str, value: Affine) -> Affine:
    """The form with `value`, in which the name may occur again, for the name."""
    times = rate(form, name)
    if not times:
        return form
    rest = Affine(tuple(term for term in form.terms if term[0] != name), form.offset)
    return combined(rest, times, value)


def as_poly(index: Index) -> Poly:
    if isinstance(index, Poly):
        return index
    constant_part = (((), index.offset),) if index.offset else ()
    return Poly((*constant_part, *(((name,), rate) for name, rate in index.terms)))


def limits(index: Index, boxes: Boxes) -> Interval:
    """An interval that holds every value of the index."""
    if isinstance(index, Poly):
        return interval(index, boxes)
    low = high = index.offset
    for name, rate in index.terms:
        first, last = boxes[name]
        low += rate * (first if rate > 0 else last)
        high += rate * (last if rate > 0 else first)
    return low, high


def linear_at(expr: Poly, values: Mapping[str, Affine]) -> Affine | None:
    """`expr` with affine values for its names, None where it is no sum of names.

    A name without a value stands for itself.
    """
    terms: dict[str, int] = {}
    offset = 0
    for monomial, coefficient in expr.terms:
        if not monomial:
            offset += coefficient
            continue
        atom = monomial[0]
        if len(monomial) > 1 or not isinstance(atom, str):
            return None
        value = values.get(atom)
        if value is None:
            terms[atom] = terms.get(atom, 0) + coefficient
            continue
        offset += coefficient * value.offset
        for name, rate in value.terms:
            terms[name] = terms.get(name, 0) + coefficient * rate
    return affine(terms, offset)


def index_at(expr: Poly, values: Mapping[str, Affine], boxes: Boxes) -> Index:
    """`expr` with affine values for its names, affine where it can be."""
    linear = linear_at(expr, values)
    if linear is not None:
        return linear
    total: Index = constant(0)
    for monomial, coefficient in expr.terms:
        product: Index = constant(coefficient)
        for atom in monomial:
            product = _times(product, _atom(atom, values, boxes))
        total = _plus(total, product)
    return total


def _atom(atom: Atom, values: Mapping[str, Affine], boxes: Boxes) -> Index:
    if isinstance(atom, str):
        return values.get(atom) or loop(atom)
    top = index_at(atom.numerator, values, boxes)
    return quotient(top, index_at(atom.denominator, values, boxes), boxes)


def _plus(left: Index, right: Index) -> Index:
    if isinstance(left, Affine) and isinstance(right, Affine):
        return combined(left, 1, right)
    return _simplest(as_poly(left) + as_poly(right))


def _times(left: Index, right: Index) -> Index:
    if isinstance(left, Affine) and not left.terms and isinstance(right, Affine):
        return combined(constant(0), left.offset, right)
    return _simplest(as_poly(left) * as_poly(right))


def _simplest(expr: Poly) -> Index:
    linear = linear_at(expr, {})
    return expr if linear is None else linear


def quotient(top: Index, bottom: Index, boxes: Boxes) -> Index:
    """floor(top / bottom), 0 where the divisor is the number 0.

    >>> quotient(affine({"x": 4, "y": 1}, 8), constant(4), {"x": (0, 9), "y": (0, 3)})
    Affine(terms=(('x', 1),), offset=2)
    """
    if isinstance(bottom, Affine) and not bottom.terms and isinstance(top, Affine):
        if bottom.offset < 0:
            top, bottom = combined(constant(0), -1, top), constant(-bottom.offset)
        return _divided(top, bottom.offset, boxes) if bottom.offset else constant(0)
    if bottom == constant(0):
        return constant(0)
    return _simplest(floor(as_poly(top), as_poly(bottom)))


def _divided(top: Affine, divisor: int, boxes: Boxes) -> Index:
    """The quotient by a positive integer."""
    whole = affine({name: rate // divisor for name, rate in top.terms if rate % divisor == 0})
    rest = affine({name: rate for name, rate in top.terms if rate % divisor}, top.offset)
    low, high = limits(rest, boxes)
    if low // divisor == high // divisor:
        return combined(whole, 1, constant(int(low // divisor)))
    return _plus(whole, _coarser(rest, divisor, boxes))


def _coarser(top: Affine, divisor: int, boxes: Boxes) -> Index:
    """floor((s x + r) / (s n)) = floor((x + k) / n) where floor(r / s) = k, one number."""
    for step in sorted({gcd(rate, divisor) for _, rate in top.terms} - {1}, reverse=True):
        fine = affine({name: rate for name, rate in top.terms if rate % step}, top.offset)
        low, high = limits(fine, boxes)
        if low // step == high // step:
            coarse = {name: rate // step for name, rate in top.terms if rate % step == 0}
            return _divided(affine(coarse, int(low // step)), divisor // step, boxes)
    return floor(as_poly(top), as_poly(constant(divisor)))
