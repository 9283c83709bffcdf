"""A second reading of the grammar of terms: one point at a time, exact fractions, mpmath for exp.

It shares nothing with evoproof.numeric, and tries every integer of a range for a bound variable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import mpmath

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Cond,
    Divides,
    Eq,
    Ge,
    Int,
    Max,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)  # fmt: skip

mpmath.mp.dps = 60


@dataclass(frozen=True)
class Reference:
    """Entries by tensor (nested lists) and the reach -reach .. reach of every bound variable."""

    entries: Mapping[Tensor, Any]
    reach: int

    def value(self, term: Term, names: Mapping[str, int]) -> Any:
        match term:
            case Num(value=value):
                return value
            case Int(expr=expr):
                return Fraction(integer(expr, names))
            case Access():
                return self.read(term, names)
            case Apply(function="max", args=args):
                return max((self.value(arg, names) for arg in args), key=real)
            case Apply(args=(arg,)):
                return mpmath.exp(real(self.value(arg, names)))
            case Add(args=args):
                return total(self.value(arg, names) for arg in args)
            case Mul(args=args):
                result = Fraction(1)
                for arg in args:
                    result = times(result, self.value(arg, names))
                return result
            case Pow(base=base, exponent=exponent):
                below = self.value(base, names)
                return below**exponent if below else Fraction(0)
            case Sum():
                return total(self.value(term.body, point) for point in self.points(term, names))
            case Max():
                found = [self.value(term.body, point) for point in self.points(term, names)]
                return max(found, key=real, default=Fraction(0))
        raise TypeError(term)

    def points(self, term: Sum | Max, names: Mapping[str, int]) -> Any:
        line = range(-self.reach, self.reach + 1)
        for values in product(line, repeat=len(term.names)):
            point = {**names, **dict(zip(term.names, values, strict=True))}
            if all(holds(cond, point) for cond in term.conds):
                yield point

    def read(self, term: Access, names: Mapping[str, int]) -> Any:
        tensor, places = term.tensor, [integer(index, names) for index in term.indices]
        sizes = [integer(size, names) for size in tensor.shape]
        if not all(0 <= p < n for p, n in zip(places, sizes, strict=True)):
            assert tensor.padded, f"{tensor.name} read at {places}, shape {sizes}"
            return Fraction(0)
        if tensor.body is not None:
            own = dict(zip(tensor.parameters or (), places, strict=True))
            return self.value(tensor.body, {**names, **own})
        found = self.entries[tensor]
        for place in places:
            found = found[place]
        return Fraction(found)


def real(value: Any) -> Any:
    if isinstance(value, Fraction):
        return mpmath.mpf(value.numerator) / value.denominator
    return value


def total(values: Any) -> Any:
    result: Any = Fraction(0)
    for value in values:
        if isinstance(value, Fraction) and isinstance(result, Fraction):
            result = result + value
        else:
            result = real(result) + real(value)
    return result


def times(left: Any, right: Any) -> Any:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left * right
    return real(left) * real(right)


def integer(expr: Poly, names: Mapping[str, int]) -> int:
    result = 0
    for monomial, coefficient in expr.terms:
        part = coefficient
        for atom in monomial:
            if isinstance(atom, str):
                part *= names[atom]
            else:
                divisor = integer(atom.denominator, names)
                part *= integer(atom.numerator, names) // divisor if divisor else 0
        result += part
    return result


def holds(cond: Cond, names: Mapping[str, int]) -> bool:
    match cond:
        case Ge(expr=expr):
            return integer(expr, names) >= 0
        case Eq(expr=expr):
            return integer(expr, names) == 0
        case Divides(modulus=modulus, expr=expr):
            return integer(expr, names) % modulus == 0
    raise TypeError(cond)
