"""From a number to a colour: blue to orange through white where there are signs, else to purple.

Both run through lightness as well as hue, so that they can be told apart without seeing colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]

SIGNED: Sequence[Colour] = (
    (8, 64, 129),
    (103, 169, 207),
    (247, 247, 247),
    (241, 163, 64),
    (140, 63, 4),
)
POSITIVE: Sequence[Colour] = ((247, 247, 247), (188, 189, 220), (117, 107, 177), (63, 0, 125))
NICE = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 8.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """The colours of the numbers from 0 to `limit`, of -limit too if `signed`."""

    limit: float
    signed: bool

    @property
    def ticks(self) -> tuple[float, ...]:
        """The ends of the scale, and its middle."""
        low = -self.limit if self.signed else 0.0
        return low, (low + self.limit) / 2, self.limit

    def colour(self, value: float) -> str:
        """Of a number on the scale, as #rrggbb."""
        low, _, high = self.ticks
        return hexadecimal(
            between(SIGNED if self.signed else POSITIVE, (value - low) / (high - low))
        )


def scale(values: Iterable[float]) -> Scale:
    """The least scale with a round end that holds all values."""
    known = list(values)
    largest = max(map(abs, known), default=0.0)
    return Scale(_rounded_up(largest) if largest else 1.0, any(value < 0 for value in known))


def between(stops: Sequence[Colour], part: float) -> Colour:
    """The colour at `part`, from 0 to 1, of the way along the stops."""
    place = part * (len(stops) - 1)
    first = min(int(place), len(stops) - 2)
    along = place - first
    red, green, blue = (
        round(one + along * (other - one))
        for one, other in zip(stops[first], stops[first + 1], strict=True)
    )
    return red, green, blue


def hexadecimal(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def number(value: float) -> str:
    """With a few digits, and a 0 that has no sign.

    >>> number(-0.00001), number(2.5), number(0.0712)
    ('0', '2.5', '0.071')
    """
    short = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _rounded_up(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return next(one * power for one in NICE if one * power >= value * (1 - 1e-12))
