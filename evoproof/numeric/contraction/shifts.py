"""A convolution as one matrix product for each tap, of the image as one long row of pixels.

Along the row a tap is a shift, which copies nothing; what lies between two lines of the output is
computed too, and never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.contraction.axes import Axis, axes, outputs, taps
from evoproof.numeric.contraction.matmul import FULL_RATE
from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.tape.device import Device
from evoproof.numeric.tape.labels import Dims, length, names_of, shape_of
from evoproof.numeric.tape.operation import Kind, Slot
from evoproof.numeric.tape.tape import Recorder
from evoproof.numeric.tape.views import view

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Shifts:
    """The image is the left operand, its dimensions are the windows and then the channels."""

    meeting: Meeting
    device: Device
    itemsize: int
    axes: tuple[Axis, ...]

    @cached_property
    def dims(self) -> Dims:
        return (*outputs(self.axes), *self.meeting.columns)

    @cached_property
    def _channels(self) -> Dims:
        windows = {axis.form for axis in self.axes}
        return tuple(form for form in self.meeting.left if form not in windows)

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        """How many pixels one step along each axis passes."""
        lengths = [length(axis.form, self.meeting.extents) for axis in self.axes]
        return tuple(prod(lengths[k + 1 :]) for k in range(len(lengths)))

    @cached_property
    def _pixels(self) -> int:
        """From the first to the last pixel of the output, those between the lines included."""
        sizes = shape_of(outputs(self.axes), self.meeting.extents)
        return 1 + sum((size - 1) * line for size, line in zip(sizes, self._lines, strict=True))

    @cached_property
    def temporary(self) -> int:
        """What is computed between the lines, and the kernel with its taps in front."""
        between = self._pixels * self.meeting.size(self.meeting.columns)
        return between - self.meeting.size(self.dims) + self.meeting.size(self.meeting.right)

    @property
    def seconds(self) -> float:
        meet = self.meeting
        rounds = meet.size(taps(self.axes))
        channels, columns = meet.size(self._channels), meet.size(meet.columns)
        narrow = min(channels, columns, FULL_RATE) / FULL_RATE
        result = self._pixels * columns * self.itemsize
        one = (
            2 * self.device.launch
            + 2 * self._pixels * channels * columns / self.device.products / narrow
            + self.device.copied(2 * result, 2 * result)
        )
        return 4 * self.device.launch + rounds * one

    def record(self, recorder: Recorder, left: Slot, right: Slot) -> Slot:
        meet, extents = self.meeting, self.meeting.extents
        channels, columns = meet.size(self._channels), meet.size(meet.columns)
        see = view(meet.right, (*taps(self.axes), *self._channels, *meet.columns), extents)
        sizes = shape_of(taps(self.axes), extents)
        steps = [axis.dilation * line for axis, line in zip(self.axes, self._lines, strict=True)]
        places = [sum(map(int.__mul__, place, steps)) for place in product(*map(range, sizes))]
        pixels = self._pixels
        shape = shape_of(self.dims, extents)
        lines = [line * columns for line in self._lines]
        inner = [prod(shape[k + 1 :]) for k in range(len(self.axes), len(shape))]
        mm = load().mm

        def run(image: torch.Tensor, kernel: torch.Tensor) -> torch.Tensor:
            row = image.reshape(-1, channels)
            matrices = see(kernel).reshape(-1, channels, columns)
            found = mm(row[:pixels], matrices[0])
            for matrix, place in zip(matrices[1:], places[1:], strict=True):
                found.addmm_(row[place : place + pixels], matrix)
            return found.as_strided(shape, (*lines, *inner))

        return recorder.record(
            Kind.BILINEAR, (left, right), shape, run,
            terms=meet.terms, flops=meet.flops, temporary=self.temporary, name="shifts",
        )  # fmt: skip


def shifts(meeting: Meeting, device: Device, itemsize: int) -> Shifts | None:
    """The meeting as shifted products, if its left operand is an image whose lines are adjacent."""
    found = axes(meeting)
    if found is None or meeting.batch or meeting.opened[0] == meeting.left:
        return None
    kernel = names_of(meeting.right)
    proper = all(
        axis.tap in meeting.summed and axis.tap in kernel and axis.output not in kernel
        and axis.stride == 1
        for axis in found
    )  # fmt: skip
    in_front = meeting.left[: len(found)] == tuple(axis.form for axis in found)
    channels = meeting.left[len(found) :]
    summed = bool(channels) and all(form in meeting.inner for form in channels)
    return Shifts(meeting, device, itemsize, found) if proper and in_front and summed else None
