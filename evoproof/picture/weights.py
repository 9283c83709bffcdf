"""Windows and colours that the weights of the operators are made of: functions of a tap."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

Profile: TypeAlias = Callable[[int, int], Fraction]

RADIUS = 2
WINDOW = 2 * RADIUS + 1
BELL = (1, 4, 6, 4, 1)
"""Binomial numbers, a Gaussian bell of WINDOW taps."""


def blob(u: int, v: int) -> Fraction:
    """A bell in both directions, 1 at the centre."""
    return Fraction(BELL[u] * BELL[v], BELL[RADIUS] ** 2)


def hat(u: int, v: int) -> Fraction:
    """Positive at the centre, negative around it."""
    distance = (u - RADIUS) ** 2 + (v - RADIUS) ** 2
    return blob(u, v) * (2 - distance) / 2


def down(u: int, v: int) -> Fraction:
    """From negative above to positive below."""
    return Fraction((u - RADIUS) * BELL[v], RADIUS * BELL[RADIUS])


def across(u: int, v: int) -> Fraction:
    """From negative at the left to positive at the right."""
    return down(v, u)


def point(u: int, v: int) -> Fraction:
    """1 at the centre, 0 elsewhere."""
    return Fraction(u == RADIUS and v == RADIUS)


def mixture(rows: tuple[tuple[int, ...], ...]) -> Callable[[int, int], Fraction]:
    """A matrix of quarters."""
    return lambda row, column: Fraction(rows[row][column], 4)
