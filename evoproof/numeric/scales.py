"""Sizes at which formulas cost something: the largest of a few draws whose plans are cheap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from random import Random
from typing import Literal, TypeAlias

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond
from evoproof.numeric.instances import Sizes, Wishes, inhabited, samples

Scale: TypeAlias = Literal["small", "one", "window", "roomy", "spread", "point", "medium", "large"]
"""Sizes by kind: the small ones are those of `instances`, and a window of one pixel ("point")."""
PROBES = 6


@dataclass(frozen=True)
class Reach:
    """The largest side of an image, window and other size that are drawn, and the multiplications
    and additions that one expression may cost."""

    side: int
    window: int
    other: int
    flops: int


REACHES: Mapping[str, Reach] = {
    "medium": Reach(side=32, window=4, other=24, flops=20_000_000),
    "large": Reach(side=64, window=7, other=128, flops=5_000_000_000),
}


def scaled_sizes(
    names: Iterable[str],
    hypotheses: Sequence[Cond],
    free: Mapping[str, Poly],
    scale: Scale,
    cost: Callable[[Sizes], int],
    *,
    seed: int = 0,
    wishes: Wishes | None = None,
    windows: frozenset[str] = frozenset(),
) -> Sizes | None:
    """Sizes at which `cost` (in flops) is within the reach of the scale, or None.

    They satisfy the hypotheses as in `instances.choose_sizes`, are distinct where they can be, and
    none of them is 1. `windows` are the names of windows (see `survey.window_sizes`).
    """
    reach, wishes, letters = REACHES[scale], wishes or Wishes(), sorted(names)
    tops = {name: _top(name, reach, wishes, windows) for name in letters}
    draw = Random(f"{seed}:{scale}:{letters}")
    on_sizes = [cond for cond in hypotheses if cond.free.isdisjoint(free)]
    found = samples(letters, on_sizes, tops, draw, max(tops.values(), default=1))
    plain = [one for one in found if min(one.values(), default=2) > 1] or found
    distinct = max((len(set(one.values())) for one in plain), default=0)
    ranked = sorted(
        (one for one in plain if len(set(one.values())) == distinct),
        key=lambda one: -prod(one.values()),
    )
    for probe in _probes(ranked):
        if inhabited(probe, hypotheses, free) and cost(probe) <= reach.flops:
            return probe
    return None


def _top(name: str, reach: Reach, wishes: Wishes, windows: frozenset[str]) -> int:
    if name in wishes.image:
        return min(reach.side, wishes.at_most.get(name, reach.side))
    most = reach.window if name in windows else reach.other
    return min(most, wishes.at_most.get(name, most))


def _probes(ranked: Sequence[Sizes]) -> list[Sizes]:
    """A few of them, from the largest towards the smallest."""
    places = sorted({len(ranked) * k // PROBES for k in range(PROBES)})
    return [ranked[place] for place in places if place < len(ranked)]
