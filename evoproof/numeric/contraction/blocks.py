"""Windows met by matrix products: blocks of neighbouring outputs with all that one of them sees.

Most of what a block sees is outside the window of a given output in it. Those scores are computed
and dropped; those weights are 0. The products run at a multiple of the rate of entrywise ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

from evoproof.numeric.contraction.axes import Axis, axes, outputs, taps
from evoproof.numeric.contraction.block_products import Layout, places, scores, values
from evoproof.numeric.contraction.matmul import FULL_RATE
from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.tape.device import Device
from evoproof.numeric.tape.labels import Dims, Form, opened, shape_of
from evoproof.numeric.tape.operation import Kind, Slot
from evoproof.numeric.tape.tape import Recorder
from evoproof.numeric.tape.views import view

SIDES = {1: 16, 2: 4}
"""How many outputs a block has along each axis, for one and for two axes."""

GATHERED = 2**16
"""How many elements are gathered at once: they stay in the cache."""


@dataclass(frozen=True)
class Blocks:
    """The left operand has the windows; the right one the outputs, and the taps if they are summed.

    Scores keep the taps and sum the inner dimensions of both; values sum the taps, and the
    left operand's own dimensions are the columns.
    """

    meeting: Meeting
    device: Device
    itemsize: int
    axes: tuple[Axis, ...]

    @property
    def are_scores(self) -> bool:
        return self.axes[0].tap not in self.meeting.summed

    @cached_property
    def _last(self) -> Dims:
        """The dimensions of the left operand that a matrix has beside what a block sees."""
        meet = self.meeting
        return meet.inner if self.are_scores else meet.rows

    @cached_property
    def _heads(self) -> Dims:
        return tuple(form for form in self.meeting.batch if form not in self._moving)

    @cached_property
    def _moving(self) -> frozenset[Form]:
        return frozenset((*outputs(self.axes), *taps(self.axes)))

    @cached_property
    def dims(self) -> Dims:
        front = taps(self.axes) if self.are_scores else ()
        own = () if self.are_scores else self._last
        return (*front, *outputs(self.axes), *self._heads, *own)

    @cached_property
    def _side(self) -> int:
        return SIDES[len(self.axes)]

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        """How many blocks there are along each axis."""
        sizes = shape_of(outputs(self.axes), self.meeting.extents)
        return tuple(-(-size // self._side) for size in sizes)

    @cached_property
    def _reach(self) -> tuple[int, ...]:
        """How far a block sees along each axis."""
        return tuple(self._side - 1 + self.meeting.extents[axis.tap] for axis in self.axes)

    @cached_property
    def _sizes(self) -> tuple[int, int, int, int]:
        """Blocks (in all heads), outputs of a block, places that it sees, other dimensions."""
        meet = self.meeting
        blocks = prod(self._counts) * meet.size(self._heads)
        return blocks, self._side ** len(self.axes), prod(self._reach), meet.size(self._last)

    @cached_property
    def temporary(self) -> int:
        blocks, inside, seen, last = self._sizes
        rows = self._rows
        gathered = blocks * (seen * last + inside * (seen + last))
        ragged = any(self.meeting.extents[axis.output] % self._side for axis in self.axes)
        return gathered * rows // self._counts[0] + ragged * self.meeting.size(self.meeting.left)

    @cached_property
    def _rows(self) -> int:
        """How many blocks along the first axis are gathered at once."""
        blocks, _, seen, last = self._sizes
        one = blocks // self._counts[0] * seen * last
        return max(1, min(self._counts[0], GATHERED // one))

    @property
    def seconds(self) -> float:
        blocks, inside, seen, last = self._sizes
        narrow = min(inside, last, FULL_RATE) / FULL_RATE
        rounds = -(-self._counts[0] // self._rows)
        moved = self.itemsize * blocks * (2 * seen * last + 2 * inside * last)
        dense = self.itemsize * blocks * inside * seen * 3
        band = self.meeting.size((*self._moving, *self._heads)) * (1 if self.are_scores else 2)
        return (
            (4 + 12 * rounds) * self.device.launch
            + band * self.device.scattered
            + blocks * self.device.matrix
            + 2 * blocks * inside * seen * last / self.device.products / narrow
            + self.device.copied(moved + dense, moved / rounds)
        )

    def record(self, recorder: Recorder, left: Slot, right: Slot) -> Slot:
        meet = self.meeting
        shape = shape_of(self.dims, meet.extents)
        layout = Layout(
            self._side, self._counts, self._reach, shape_of(self._heads, meet.extents),
            shape_of(self._last, meet.extents), self._rows,
        )  # fmt: skip
        windows = tuple(axis.form for axis in self.axes)
        image = opened(meet.left, meet.apart - meet.windows)
        wide = places(image, (windows, self._heads, self._last))
        last = self._last if self.are_scores else ()
        narrow = places(meet.opened[1], (taps(self.axes), outputs(self.axes), self._heads, last))
        run = scores(layout, wide, narrow) if self.are_scores else values(layout, wide, narrow)
        see_image = view(meet.left, image, meet.extents)
        see_other = view(meet.right, meet.opened[1], meet.extents)
        return recorder.record(
            Kind.BILINEAR, (left, right), shape, lambda x, y: run(see_image(x), see_other(y)),
            terms=meet.terms, flops=meet.flops, temporary=self.temporary, name="blocks",
        )  # fmt: skip


def blocks(meeting: Meeting, device: Device, itemsize: int) -> Blocks | None:
    """The meeting by blocks, if its left operand has windows and the right one all outputs."""
    found = axes(meeting)
    if found is None or len(found) not in SIDES or meeting.columns:
        return None
    plain = all(axis.stride == axis.dilation == 1 for axis in found)
    shared = set(outputs(found)) <= set(meeting.batch)
    at = set(taps(found))
    as_scores = set(meeting.rows) == at and bool(meeting.inner)
    as_values = set(meeting.inner) == at and bool(meeting.rows)
    fits = plain and shared and (as_scores or as_values)
    return Blocks(meeting, device, itemsize, found) if fits else None
