"""What a normaliser may do besides renaming bound variables and ring arithmetic.

A reason of a derivation names some of these; `prove` uses all. Each is a set of kernel rules.
"""

from __future__ import annotations

from enum import StrEnum


class Ability(StrEnum):
    EXCHANGE = "exchange"
    """Sums of sums become one sum; the order of its variables does not matter."""

    DISTRIBUTE = "distribute"
    """Factors move into and out of sums, a sum of terms is split, equal terms are counted."""

    REINDEX = "reindex"
    """Affine changes of summation variables: shift, reflection, skew, permutation."""

    PADDING = "padding"
    """Ranges are replaced by equivalent ones where the summand is not 0 anyway."""

    DELTA = "delta"
    """An equation for a summation variable removes it."""

    FLOORS = "floors"
    """floor((p D + d) / D) = p for 0 <= d < D, and cancelling in a floor."""

    EXP = "exp"
    """exp(x + y) = exp(x) exp(y), exp(0) = 1, 1/exp(x) = exp(-x)."""

    CANCEL = "cancel"
    """x * 1/x = 1 where x is shown not to be 0; such a divisor of both sides is left out."""

    CASES = "cases"
    """A condition that nothing decides is assumed, and then its opposite; sums are split by it."""

    SEARCH = "search"
    """What no reason of a derivation names: digits, sums of polynomials, maxima."""


ALL = frozenset(Ability)
NAMED = ALL - {Ability.SEARCH}
