"""The image that the pictures look at: a sun above a slope, three colours, made by a formula.

Red, green and blue are centred: 1 is full, -1 is none, and the 0 outside the image is mid-grey.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

SIZE = 12
CHANNELS = 3
FULL = 16
"""Levels of a colour are 0 to FULL."""

Levels: TypeAlias = tuple[int, int, int]

SUN = (16, 12, 2)


def levels(i: int, j: int) -> Levels:
    """Red, green and blue of row i, column j: a gradient, with a disc and an edge."""
    if 2 * i + j > 23:
        return (4, 6 + j // 4, 2)
    if (2 * i - 7) ** 2 + (2 * j - 13) ** 2 <= 26:
        return SUN
    return (2 + i, 6 + 3 * i // 4, 15)


def entry(i: int, j: int, c: int) -> Fraction:
    """X[i, j, c], between -1 and 1."""
    return Fraction(2 * levels(i, j)[c], FULL) - 1
