"""Two operands multiplied as matrices: dimensions grouped into batch, rows, inner and columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.tape.device import Device
from evoproof.numeric.tape.labels import Dims, shape_of
from evoproof.numeric.tape.operation import Kind, Slot
from evoproof.numeric.tape.tape import Recorder
from evoproof.numeric.tape.views import view

if TYPE_CHECKING:
    import torch

FULL_RATE = 16
"""From about so many rows and columns on, a matrix product runs at its full rate."""


@dataclass(frozen=True)
class Matmul:
    """One (batched) matrix product; windows and groups that are not adjacent are copied first."""

    meeting: Meeting
    device: Device
    itemsize: int

    @property
    def dims(self) -> Dims:
        return (*self.meeting.batch, *self.meeting.rows, *self.meeting.columns)

    @cached_property
    def seconds(self) -> float:
        meet = self.meeting
        rows, columns = meet.size(meet.rows), meet.size(meet.columns)
        narrow = min(rows, columns, FULL_RATE) / FULL_RATE
        copied = 3 * self.temporary * self.itemsize
        traffic = self._elements * self.itemsize + copied
        return (
            (2 + 5 * (self.temporary > 0)) * self.device.launch
            + meet.flops / self.device.products / narrow
            + self.device.copied(traffic, traffic)
        )

    @cached_property
    def _elements(self) -> int:
        sides = (self.meeting.left, self.meeting.right, self.dims)
        return sum(map(self.meeting.size, sides))

    @cached_property
    def temporary(self) -> int:
        meet = self.meeting
        sides = ((meet.left, meet.opened[0], meet.rows), (meet.right, meet.opened[1], meet.columns))
        return sum(
            meet.size((*meet.batch, *own, *meet.inner))
            for given, dims, own in sides
            if any(form in meet.windows for form in given) or self._is_copied(dims, own)
        )

    def _is_copied(self, dims: Dims, own: Dims) -> bool:
        """Whether the groups cannot be seen as one dimension each without moving entries."""
        groups = [group for group in (self.meeting.batch, own, self.meeting.inner) if group]
        places = [[dims.index(form) for form in group] for group in groups]
        adjacent = all(place == list(range(place[0], place[0] + len(place))) for place in places)
        return not adjacent

    def record(self, recorder: Recorder, left: Slot, right: Slot) -> Slot:
        meet = self.meeting
        extents = meet.extents
        see_left = view(meet.left, (*meet.batch, *meet.rows, *meet.inner), extents)
        see_right = view(meet.right, (*meet.batch, *meet.inner, *meet.columns), extents)
        batch, rows, inner, columns = map(
            meet.size, (meet.batch, meet.rows, meet.inner, meet.columns)
        )
        shape = shape_of(self.dims, extents)
        front = (batch,) if meet.batch else ()
        multiply = load().bmm if meet.batch else load().mm

        def run(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            one = see_left(x).reshape(*front, rows, inner)
            return multiply(one, see_right(y).reshape(*front, inner, columns)).view(shape)

        return recorder.record(
            Kind.BILINEAR, (left, right), shape, run,
            terms=meet.terms, flops=meet.flops, temporary=self.temporary, name="matmul",
        )  # fmt: skip
