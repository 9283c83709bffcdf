"""Two operands multiplied entry by entry and added up, in a loop over some names of the windows.

Inside the loop every operand is a plain view: windows become slices, so nothing is copied but the
products of one round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.tape.device import Device
from evoproof.numeric.tape.labels import Dims, Form, alone, shape_of
from evoproof.numeric.tape.operation import Kind, Slot
from evoproof.numeric.tape.tape import Recorder
from evoproof.numeric.tape.views import moved, strides_in

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Sweep:
    """Products of entries, in one round for each value of the names of `loop`."""

    meeting: Meeting
    device: Device
    itemsize: int
    loop: tuple[str, ...] = ()

    @cached_property
    def dims(self) -> Dims:
        """Names of windows in front, then the larger operand's order."""
        meet = self.meeting
        left, right = meet.opened
        kept = [form for form in dict.fromkeys((*left, *right)) if not meet.is_summed(form)]
        front = [form for form in kept if form[0][0] in meet.loops and len(form) == 1]
        front.sort(key=lambda form: meet.loops.index(form[0][0]))
        return (*front, *(form for form in kept if form not in front))

    @cached_property
    def _round(self) -> tuple[Dims, Dims]:
        """What one round gives: the dimensions that stay, and those that are summed."""
        looped = {alone(name) for name in self.loop}
        kept = tuple(form for form in self.dims if form not in looped)
        return kept, tuple(form for form in self.meeting.inner if form not in looped)

    @cached_property
    def _rounds(self) -> int:
        return prod(self.meeting.extents[name] for name in self.loop)

    @cached_property
    def _adds(self) -> bool:
        """Whether several rounds add to the same entries."""
        return not self.meeting.summed.isdisjoint(self.loop)

    @cached_property
    def temporary(self) -> int:
        kept, inner = self._round
        size = self.meeting.size
        products = size((*kept, *inner)) if inner else 0
        sums = size(kept) if inner and self._adds else 0
        return products + sums + sum(size(dims) for dims in self._sides if self._is_moved(dims))

    @cached_property
    def _sides(self) -> tuple[Dims, Dims]:
        return self.meeting.left, self.meeting.right

    def _is_moved(self, dims: Dims) -> bool:
        """Whether it is worth a copy with the loop's names in front: windows never are."""
        looped = [alone(name) for name in self.loop if alone(name) in dims]
        if not looped or any(form in self.meeting.windows for form in dims):
            return False
        return list(dims[: len(looped)]) != looped

    @cached_property
    def seconds(self) -> float:
        kept, inner = self._round
        size = self.meeting.size((*kept, *inner))
        touched = 2 + 4 * bool(inner) + self._adds
        launches = 1 + bool(inner) + bool(inner and self._adds)
        traffic = touched * size * self.itemsize
        held = 3 * size * self.itemsize
        one = launches * self.device.launch + self.device.copied(traffic, held)
        moved = 2 * self.itemsize * sum(map(self.meeting.size, filter(self._is_moved, self._sides)))
        return self.device.launch + self._rounds * one + self.device.copied(moved, moved)

    def record(self, recorder: Recorder, left: Slot, right: Slot) -> Slot:
        meet = self.meeting
        shape = shape_of(self.dims, meet.extents)
        run = self._plain() if not self.loop else self._looped(shape)
        return recorder.record(
            Kind.BILINEAR, (left, right), shape, run,
            terms=meet.terms, flops=meet.flops, temporary=self.temporary, name=self._name,
        )  # fmt: skip

    @property
    def _name(self) -> str:
        return f"sweep of {self._rounds} rounds" if self.loop else "product"

    @cached_property
    def _space(self) -> tuple[Dims, tuple[int, ...]]:
        """The dimensions of one round's products, and which of them are summed."""
        kept, inner = self._round
        last = self._last
        if inner and last in inner:
            inner = (*(form for form in inner if form != last), last)
            return (*kept, *inner), tuple(range(len(kept), len(kept) + len(inner)))
        return (*inner, *kept), tuple(range(len(inner)))

    @cached_property
    def _last(self) -> Form | None:
        """The dimension along which the larger operand is contiguous."""
        larger = max(self._sides, key=self.meeting.size)
        return larger[-1] if larger else None

    def _plain(self) -> object:
        mul, (space, summed) = load().mul, self._space
        one, other = (_Side(dims, self, space) for dims in self._sides)
        shape = shape_of(space, self.meeting.extents)

        def run(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            # written in the order of the labels: left to itself, torch takes that of its operands
            products = mul(one.whole(x), other.whole(y), out=x.new_empty(shape))
            return products.sum(summed) if summed else products

        return run

    def _looped(self, shape: Sequence[int]) -> object:
        mul, add, (space, summed) = load().mul, load().sum, self._space
        one, other = (_Side(dims, self, space) for dims in self._sides)
        result = _Side(self.dims, self, self._round[0], moves=False)
        values = list(product(*(range(self.meeting.extents[name]) for name in self.loop)))
        adds, scratch = self._adds, shape_of(space, self.meeting.extents)

        def run(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            found = x.new_zeros(shape) if adds else x.new_empty(shape)
            left, right, out = one.rounds(x), other.rounds(y), result.rounds(found)
            room = x.new_empty(scratch) if summed else None
            for place in values:
                here, a, b = out(place), left(place), right(place)
                if room is None:
                    if adds:
                        here.addcmul_(a, b)
                    else:
                        mul(a, b, out=here)
                else:
                    mul(a, b, out=room)
                    if adds:
                        here.add_(room.sum(summed))
                    else:
                        add(room, summed, out=here)
            return found

        return run


class _Side:
    """One operand of a sweep: its views, round by round."""

    def __init__(self, dims: Dims, sweep: Sweep, space: Dims, *, moves: bool = True) -> None:
        meet = sweep.meeting
        looped = [alone(name) for name in sweep.loop]
        self.order: list[int] | None = None
        if moves and sweep._is_moved(dims):
            front = [form for form in looped if form in dims]
            dims_in_order = (*front, *(form for form in dims if form not in front))
            self.order = [dims.index(form) for form in dims_in_order]
            dims = dims_in_order
        self.shape = shape_of(space, meet.extents)
        self.steps = [strides_in(dims, form) for form in space]
        self.loop_steps = [strides_in(dims, form) for form in looped]

    def ready(self, tensor: torch.Tensor) -> torch.Tensor:
        return tensor if self.order is None else tensor.permute(self.order).contiguous()

    def whole(self, tensor: torch.Tensor) -> torch.Tensor:
        return tensor.as_strided(self.shape, moved(tensor.stride(), self.steps))

    def rounds(self, tensor: torch.Tensor) -> _Rounds:
        tensor = self.ready(tensor)
        strides = tensor.stride()
        return _Rounds(
            tensor, self.shape, moved(strides, self.steps), moved(strides, self.loop_steps)
        )


class _Rounds:
    """The view that belongs to each round of the loop."""

    def __init__(
        self, tensor: torch.Tensor, shape: Sequence[int], strides: list[int], jumps: list[int]
    ) -> None:
        self.tensor, self.shape, self.strides, self.jumps = tensor, shape, strides, jumps
        self.start = tensor.storage_offset()

    def __call__(self, place: tuple[int, ...]) -> torch.Tensor:
        start = self.start + sum(map(int.__mul__, place, self.jumps))
        return self.tensor.as_strided(self.shape, self.strides, start)
