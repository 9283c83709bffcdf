"""Two formulas at several random points modulo p, with the points where a denominator vanished.

A denominator that is 0 modulo p at one point is an accident, and what 1/0 = 0 makes of it proves
nothing: that entry does not count at that point. One that is 0 at every point is 0 in the
rationals, where 1/0 = 0 is the meaning, and counts. Zeros under a mask have been dropped before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.prime_field import Part, zeros_of

if TYPE_CHECKING:
    import torch

TRIALS = 2
DRAWS = 8


@dataclass(frozen=True)
class Comparison:
    """What several points say of each entry.

    `differs`: the two sides differ there. `undecided`: neither this, nor have they agreed at
    enough points without an accident. `draws` points were taken; `zeros`: at some of them some
    denominator was 0, at one entry or more.
    """

    differs: torch.Tensor
    undecided: torch.Tensor
    draws: int
    zeros: bool


def compare(lefts: Sequence[Part], rights: Sequence[Part], trials: int = TRIALS) -> Comparison:
    """Both sides at the same independent points, reduced, in full shape.

    Where a denominator was 0 at every point so far, all of these zeros may be accidents: a
    difference there counts only after DRAWS points.
    """
    left, right = _Side.of(lefts), _Side.of(rights)
    fair = left.fair & right.fair
    apart = ((left.values != right.values) & fair).any(0)
    suspect = (left.always | right.always) & (len(lefts) < DRAWS)
    differs = apart & ~suspect
    undecided = ((fair.sum(0) < trials) | apart) & ~differs
    zeros = bool(left.zeros.any() or right.zeros.any())
    return Comparison(differs, undecided, len(lefts), zeros)


@dataclass(frozen=True)
class _Side:
    """One formula at all points, which are the first dimension; `always` lacks it."""

    values: torch.Tensor
    zeros: torch.Tensor
    always: torch.Tensor

    @staticmethod
    def of(points: Sequence[Part]) -> _Side:
        torch = load()
        zeros = torch.stack([zeros_of(part) for part in points])
        return _Side(torch.stack([part.value for part in points]), zeros, zeros.all(0))

    @property
    def fair(self) -> torch.Tensor:
        """Where no denominator was 0 by accident."""
        return self.zeros == self.always


def settled(draw: Callable[[int], tuple[Part, Part]], trials: int = TRIALS) -> Comparison:
    """The comparison after as many points as it takes, at least `trials` and at most DRAWS.

    `draw(n)` evaluates both sides at the n-th point, n = 0, 1, ...
    """
    points = [draw(number) for number in range(trials)]
    while True:
        lefts, rights = zip(*points, strict=True)
        found = compare(lefts, rights, trials)
        if len(points) >= DRAWS or not bool(found.undecided.any()):
            return found
        points.append(draw(len(points)))
