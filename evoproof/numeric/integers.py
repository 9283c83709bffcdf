"""Integer expressions and conditions at one point, in Python integers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from evoproof.kernel.poly import Atom, Poly
from evoproof.kernel.terms import Cond, Divides, Eq, Ge
from evoproof.numeric.errors import NumericError


def value(expr: Poly, names: Mapping[str, int]) -> int:
    """The integer that `expr` is; a floor by zero is 0, one of the values the kernel allows.

    >>> from evoproof.kernel.poly import floor, poly
    >>> value(floor(poly("n") + 1, poly("d")), {"n": -8, "d": 2})
    -4
    """
    return sum(
        coefficient * math.prod(_atom(atom, names) for atom in monomial)
        for monomial, coefficient in expr.terms
    )


def _atom(atom: Atom, names: Mapping[str, int]) -> int:
    if isinstance(atom, str):
        if atom not in names:
            raise NumericError(f"{atom} has no value: sizes are given for {sorted(names)}")
        return names[atom]
    divisor = value(atom.denominator, names)
    return value(atom.numerator, names) // divisor if divisor else 0


def holds(cond: Cond, names: Mapping[str, int]) -> bool:
    match cond:
        case Ge(expr=expr):
            return value(expr, names) >= 0
        case Eq(expr=expr):
            return value(expr, names) == 0
        case Divides(modulus=modulus, expr=expr):
            return value(expr, names) % modulus == 0
    raise NumericError(f"unknown condition {cond!r}")


def all_hold(conds: Iterable[Cond], names: Mapping[str, int]) -> bool:
    return all(holds(cond, names) for cond in conds)
