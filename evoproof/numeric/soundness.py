"""How likely two different formulas agree at random points modulo p, where a theorem says it.

DeMillo-Lipton-Schwartz-Zippel: a polynomial of total degree d that is not 0 modulo p vanishes with
probability at most d/p at a point of independent uniform entries. The difference of two quotients
of polynomials is N / D. If it is not 0 in the rationals, N has a coefficient that is not 0, and one
that p does not divide, since the |coefficients| sum up to less than p; and the values of the two
sides differ wherever neither N nor a denominator is 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from evoproof.kernel.build import add, mul, number
from evoproof.kernel.terms import Term
from evoproof.numeric.degrees import HUGE, quotient
from evoproof.numeric.primes import P
from evoproof.numeric.survey import functions_used, residue_obstacle, uses_exp

LIKELIEST = Fraction(2**22 + 1, 2**22 * P)
"""No residue of an entry is more likely: p q < 2^42, and 64 random bits are taken modulo p q."""


@dataclass(frozen=True)
class Soundness:
    """`bound`: two sides that differ at some entry agree at all of them with this probability or a
    smaller one; None where no theorem gives one, and `reason` says why."""

    bound: Fraction | None
    reason: str


def soundness(
    left: Term, right: Term, sizes: Mapping[str, int], ranges: Mapping[str, int], trials: int
) -> Soundness:
    """For `trials` independent points modulo p, at all of which no denominator was 0.

    `ranges` maps a free index to its extent. Raises UnboundedSum.
    """
    if reason := _beyond(left, right):
        return Soundness(None, reason)
    inside = {name: (size, size) for name, size in sizes.items()}
    inside |= {name: (0, max(extent, 1) - 1) for name, extent in ranges.items()}
    difference = quotient(add(left, mul(number(-1), right)), inside)
    degree, norm = difference.top.degree, difference.top.norm
    if norm >= P or difference.scale % P == 0:
        size = "2^64" if norm == HUGE else str(norm)
        return Soundness(None, f"coefficients may add up to {size}: one could be 0 modulo {P}")
    once = min(degree * LIKELIEST, Fraction(1))
    return Soundness(once**trials, f"degree {degree} at most, {trials} points modulo {P}")


def _beyond(left: Term, right: Term) -> str | None:
    """Why no theorem applies, where the formulas are no quotients of polynomials."""
    both = add(left, right)
    if reason := residue_obstacle(both):
        return reason
    if names := functions_used(both):
        return (
            f"{', '.join(names)}: a fixed hash stands for the function, of which nothing is proved"
        )
    return EXPONENTIALS if uses_exp(both) else None


EXPONENTIALS = "with exp, no bound below 1 is known to us for primes of 21 bits"
