"""A counterexample as a page shows it: sizes, its tensors as grids, both sides, or what is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evoproof.claims.syntax import Claim
from evoproof.refute import Counterexample
from evoproof.refute.instance import shape, sides
from evoproof.site.grids import Tensor, drawn, outside, table

MOST_POINTS = 48
"""Of the free indices: with more of them only the one where the sides differ is shown."""

_READ = re.compile(r"([^\W\d]\w*)\[(-?\d+(?:, -?\d+)*)\]")


@dataclass(frozen=True)
class Drawing:
    """`sides` are the left and the right one at every index, where they are few enough.

    `access` is a reading without meaning, `around` the tensor that it misses.
    """

    sizes: tuple[tuple[str, int], ...]
    index: tuple[tuple[str, int], ...]
    tensors: tuple[Tensor, ...]
    scalars: tuple[tuple[str, str], ...]
    functions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    left: str | None
    right: str | None
    note: str
    sides: tuple[Tensor, ...]
    access: str | None
    around: Tensor | None


def drawing(claim: Claim, found: Counterexample, *, every: bool) -> Drawing:
    """What to draw; `every`: both sides are wanted at every index, as of an identity."""
    return Drawing(
        sizes=tuple(found.sizes.items()),
        index=tuple(found.index.items()),
        tensors=tuple(drawn(name, entries) for name, entries in found.tensors.items()),
        scalars=tuple(found.scalars.items()),
        functions=tuple((name, tuple(one.items())) for name, one in found.functions.items()),
        left=found.left, right=found.right, note=found.note,
        sides=_sides(claim, found) if every and found.access is None else (),
        access=found.access,
        around=_around(claim, found),
    )  # fmt: skip


def _sides(claim: Claim, found: Counterexample) -> tuple[Tensor, ...]:
    """Both, with the entries marked in which they differ; none where there is but one entry."""
    both = sides(claim, found, MOST_POINTS)
    if both is None or len(both.left) < 2:
        return ()
    size = tuple(1 + max(at[k] for at in both.left) for k in range(len(both.names)))
    marks = dict.fromkeys(both.differ, "differs")
    named = (("left side", both.left), ("right side", both.right))
    return tuple(table(name, size, values, marks) for name, values in named)


def _around(claim: Claim, found: Counterexample) -> Tensor | None:
    reading = _READ.fullmatch(found.access or "")
    if reading is None:
        return None
    name, at = reading[1], tuple(map(int, reading[2].split(", ")))
    size = shape(claim, name, found.sizes)
    return None if size is None or len(size) != len(at) else outside(name, size, at)
