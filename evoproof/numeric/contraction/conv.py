"""Two operands that meet as a convolution, given to the convolution of torch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.contraction.axes import Axis, axes, outputs, taps
from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.tape.device import Device
from evoproof.numeric.tape.labels import Dims, length, names_of, shape_of
from evoproof.numeric.tape.operation import Kind, Slot
from evoproof.numeric.tape.tape import Recorder
from evoproof.numeric.tape.views import view

if TYPE_CHECKING:
    import torch

RANK = 2


@dataclass(frozen=True)
class Conv:
    """The image is the left operand; `axes` are its windows, one or two.

    The other dimensions: those of the image alone are the batch, those of both are the groups where
    they stay and channels where they are summed, those of the kernel alone are the outputs.
    """

    meeting: Meeting
    device: Device
    itemsize: int
    axes: tuple[Axis, ...]

    @cached_property
    def _outputs(self) -> Dims:
        return outputs(self.axes)

    @cached_property
    def _taps(self) -> Dims:
        return taps(self.axes)

    @cached_property
    def _batch(self) -> Dims:
        return tuple(form for form in self.meeting.rows if form not in self._outputs)

    @cached_property
    def _channels(self) -> Dims:
        return tuple(form for form in self.meeting.inner if form not in self._taps)

    @cached_property
    def dims(self) -> Dims:
        meet = self.meeting
        return (*self._batch, *self._outputs, *meet.batch, *meet.columns)

    @cached_property
    def _windows(self) -> int:
        """What float64 on a CPU needs: every window as a row."""
        meet = self.meeting
        return meet.size((*meet.rows, *meet.inner, *meet.batch))

    @property
    def temporary(self) -> int:
        """The windows, and both operands in the order that the convolution asks for."""
        meet = self.meeting
        return self._windows + meet.size(meet.left) + meet.size(meet.right)

    @property
    def seconds(self) -> float:
        meet = self.meeting
        sides = (meet.left, meet.right, self.dims)
        traffic = (sum(map(meet.size, sides)) + 2 * self._windows) * self.itemsize
        grouped = 4 if meet.batch else 1
        return (
            6 * self.device.launch
            + grouped * meet.flops / self.device.products
            + self.device.copied(traffic, traffic)
        )

    def record(self, recorder: Recorder, left: Slot, right: Slot) -> Slot:
        meet, extents = self.meeting, self.meeting.extents
        left, padding = self._unpadded(recorder, left)
        spatial = tuple(axis.form for axis in self.axes)
        see_image = view(meet.left, (*self._batch, *meet.batch, *self._channels, *spatial), extents)
        see_kernel = view(
            meet.right, (*meet.batch, *meet.columns, *self._channels, *self._taps), extents
        )
        size = meet.size
        groups, channels = size(meet.batch), size(self._channels)
        batch, columns = size(self._batch), size(meet.columns)
        lengths = [length(form, extents) for form in spatial]
        image_shape = (
            batch,
            groups * channels,
            *(n - 2 * p for n, p in zip(lengths, padding, strict=True)),
        )
        kernel_shape = (groups * columns, channels, *shape_of(self._taps, extents))
        stride = tuple(axis.stride for axis in self.axes)
        dilation = tuple(axis.dilation for axis in self.axes)
        rank = len(self.axes)
        order = (0, *range(2, 2 + rank), 1)
        shape = shape_of(self.dims, extents)
        functional = load().nn.functional
        convolve = functional.conv2d if rank == RANK else functional.conv1d

        def run(image: torch.Tensor, kernel: torch.Tensor) -> torch.Tensor:
            found = convolve(
                see_image(image).reshape(image_shape), see_kernel(kernel).reshape(kernel_shape),
                stride=stride, padding=padding, dilation=dilation, groups=groups,
            )  # fmt: skip
            return found.permute(order).reshape(shape)

        return recorder.record(
            Kind.BILINEAR, (left, right), shape, run,
            terms=meet.terms, flops=meet.flops, temporary=self.temporary, name="conv",
        )  # fmt: skip

    def _unpadded(self, recorder: Recorder, slot: Slot) -> tuple[Slot, tuple[int, ...]]:
        """The image before it was padded, where the convolution can pad as well."""
        none = (0,) * len(self.axes)
        windows = [axis.form for axis in self.axes]
        digits = self.meeting.apart.intersection(self.meeting.left).difference(windows)
        if slot not in recorder.padded or digits:
            return slot, none
        source, pads = recorder.padded[slot]
        spatial = [self.meeting.left.index(form) for form in windows]
        amounts = tuple(pads[k][0] for k in spatial)
        others = [pad for k, pad in enumerate(pads) if k not in spatial]
        even = all(pads[k][0] == pads[k][1] for k in spatial)
        filled = 0 not in recorder.shape(source)  # torch refuses to pad an image without pixels
        able = even and filled and not any(map(any, others))
        return (source, amounts) if able else (slot, none)


def convolution(meeting: Meeting, device: Device, itemsize: int) -> Conv | None:
    """The meeting as a convolution whose image is the left operand, if it is one."""
    found = axes(meeting)
    if found is None or len(found) > RANK:
        return None
    kernel = names_of(meeting.right)
    proper = all(
        axis.tap in meeting.summed and axis.tap in kernel and axis.output not in kernel
        for axis in found
    )
    return Conv(meeting, device, itemsize, found) if proper else None
