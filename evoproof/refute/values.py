"""Numbers of the refuter: exact fractions, and real numbers where exp needs them.

An exact value is an `int` or a `Fraction`. In exact arithmetic exp(x) is 2**x: it keeps each law of
exp that a formula may use and is rational at integers. Real arithmetic has mpmath numbers and the
true exp, and is used to confirm a difference.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import mpmath

from evoproof.errors import EvoproofError

Value = Any  # int | Fraction | a real number of mpmath
LARGEST_EXPONENT = 4096
_UNDECIDED = Fraction(1, 10**25)


class NotEvaluable(EvoproofError):
    """An expression, or a value in it, that the refuter has no meaning for."""


class NeedsReal(EvoproofError):
    """exp of a number that is not an integer: 2**x is not rational, use real arithmetic."""


@cache
def reals(digits: int) -> Any:
    """The mpmath context with that many decimal digits."""
    context = mpmath.MPContext()
    context.dps = digits
    return context


def is_exact(value: Value) -> bool:
    return isinstance(value, (int, Fraction))


def exact_exp(value: Value) -> Value:
    """2**x for an integer x. Raises NeedsReal for another x."""
    if value.denominator != 1:
        raise NeedsReal(f"2**({value}) is not rational")
    _refuse_huge(value)
    power = int(value)
    return 1 << power if power >= 0 else Fraction(1, 1 << -power)


def real_exp(value: Value, digits: int) -> Value:
    """e**x with that many digits; exactly 1 at 0."""
    if is_exact(value) and value == 0:
        return 1
    _refuse_huge(reals(digits).convert(value))
    return reals(digits).exp(reals(digits).convert(value))


def power(base: Value, exponent: int) -> Value:
    """base ** exponent for an integer exponent; 1/0 = 0 and 0**0 = 1.

    >>> power(0, -1), power(2, -2), power(0, 0)
    (0, Fraction(1, 4), 1)
    """
    if exponent >= 0:
        return base**exponent
    if base == 0:
        return 0
    if is_exact(base):
        return Fraction(1) / Fraction(base) ** -exponent
    if abs(base) < 1e-25:
        raise NotEvaluable("a divisor is zero within rounding")
    return 1 / base**-exponent


def snapped(value: Value) -> Fraction:
    """The value itself if exact, else to 25 decimals: equal arguments of a function stay equal."""
    if is_exact(value):
        return Fraction(value)
    return int(mpmath.floor(value * 10**25 + 0.5)) * _UNDECIDED


def _refuse_huge(value: Value) -> None:
    if abs(value) > LARGEST_EXPONENT:
        raise NotEvaluable("exp of a number that is too large to compute with")
