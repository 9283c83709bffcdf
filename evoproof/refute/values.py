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
LARGEST_REAL_EXPONENT = 100  # what is added to so large a number is not lost to rounding
LARGEST_BITS = 8_000
LARGEST_ARGUMENT = 10**30  # of a function, if it is rounded
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
    _refuse_huge(value, LARGEST_EXPONENT)
    power = int(value)
    return 1 << power if power >= 0 else Fraction(1, 1 << -power)


def real_exp(value: Value, digits: int) -> Value:
    """e**x with that many digits; exactly 1 at 0."""
    if is_exact(value) and value == 0:
        return 1
    _refuse_huge(reals(digits).convert(value), LARGEST_REAL_EXPONENT)
    return reals(digits).exp(reals(digits).convert(value))


def power(base: Value, exponent: int) -> Value:
    """base ** exponent for an integer exponent; 1/0 = 0 and 0**0 = 1.

    >>> power(0, -1), power(2, -2), power(0, 0)
    (0, Fraction(1, 4), 1)
    """
    if is_exact(base) and bits(base) * abs(exponent) > LARGEST_BITS and base not in (0, 1, -1):
        raise NotEvaluable("a power that is too large to compute with")
    if not is_exact(base) and base != 0:
        _refuse_huge(base.context.log(abs(base)) * exponent, 2 * LARGEST_REAL_EXPONENT)
    return base**exponent if exponent >= 0 else quotient(1, base**-exponent)


def quotient(value: Value, divisor: Value) -> Value:
    """value / divisor; x/0 = 0.

    >>> quotient(3, 0), quotient(3, 2)
    (0, Fraction(3, 2))
    """
    if divisor == 0:
        return 0
    if is_exact(divisor):
        return value * Fraction(1, divisor)
    if abs(divisor) < 1e-25:
        raise NotEvaluable("a divisor is zero within rounding")
    return value * (1 / divisor)  # mpmath multiplies by a Fraction, but divides none


def larger(one: Value, other: Value) -> Value:
    return one if one + -other >= 0 else other


def smaller(one: Value, other: Value) -> Value:
    return one if one + -other <= 0 else other


def bits(value: Value) -> int:
    """How long an exact number is."""
    return int(value.numerator.bit_length() + value.denominator.bit_length())


def snapped(value: Value) -> Fraction:
    """The value itself if exact, else to 25 decimals: equal arguments of a function stay equal."""
    if is_exact(value):
        return Fraction(value)
    if abs(value) > LARGEST_ARGUMENT:
        raise NotEvaluable("an argument that is too large to be told from its neighbours")
    return int(value.context.floor(value * 10**25 + 0.5)) * _UNDECIDED  # not rounded to a float


def _refuse_huge(value: Value, largest: int) -> None:
    if abs(value) > largest:
        raise NotEvaluable("an exponential that is too large to compute with")
