"""A formula at given sizes as a plan: chosen by cost, its memory known, replayed in any lane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from evoproof.kernel.terms import Tensor, Term
from evoproof.numeric.arithmetic import Arithmetic, Function, Plain, V
from evoproof.numeric.errors import OutOfMemory
from evoproof.numeric.flat.flatten import flatten
from evoproof.numeric.integers import value
from evoproof.numeric.literal import common
from evoproof.numeric.plan.lower import Lowering
from evoproof.numeric.plan.output import joined, output
from evoproof.numeric.plan.replay import Replay, replay
from evoproof.numeric.survey import base_tensors
from evoproof.numeric.tape.device import memory, rates
from evoproof.numeric.tape.operation import Slot
from evoproof.numeric.tape.tape import Tape

if TYPE_CHECKING:
    import torch

ITEMSIZE = 8
MOST_TILES = 1024


@dataclass(frozen=True)
class Plan:
    """A tape, and what is known of it before it runs: operations, flops, bytes at its peak."""

    tape: Tape
    shape: tuple[int, ...]
    device: torch.device

    @property
    def operations(self) -> int:
        return len(self.tape.operations)

    @property
    def flops(self) -> int:
        return self.tape.flops

    @property
    def peak_bytes(self) -> int:
        """The most bytes that live at once in float64, the given tensors not counted."""
        return self.tape.peak_elements * ITEMSIZE

    def ready(
        self, arithmetic: Arithmetic[V], functions: Mapping[str, Function] | None = None
    ) -> Replay[V]:
        return replay(self.tape, arithmetic, functions or {})

    def floats(
        self, tensors: Mapping[Tensor, torch.Tensor],
        functions: Mapping[str, Function] | None = None,
    ) -> torch.Tensor:  # fmt: skip
        """The values in the dtype of the tensors; see `literal.literal`."""
        _, dtype = common(tensors)
        return self.ready(Plain(self.device, dtype), functions)(tensors)


def plan(
    term: Term, sizes: Mapping[str, int], ranges: Mapping[str, int], *,
    device: torch.device, max_bytes: int | None = None, entry_bytes: int = ITEMSIZE,
) -> Plan:  # fmt: skip
    """How `term` is computed over its free indices: dimension k is the k-th name of `ranges`.

    The output is computed in tiles where its temporaries would pass `max_bytes`, by default a
    quarter of the memory there is; an entry of a temporary takes `entry_bytes`. Raises OutOfMemory
    where as many as MOST_TILES tiles pass it, before anything is allocated, and UnboundedSum.
    """
    room = memory(device) if max_bytes is None else max_bytes
    parts = dict.fromkeys(ranges, 1)
    output = prod(ranges.values()) * entry_bytes
    while True:
        tape = _Tiling(term, sizes, ranges, parts, device, room // entry_bytes).tape()
        needed = max(tape.peak_elements * entry_bytes, output)
        if needed <= room:
            return Plan(tape, tuple(ranges.values()), device)
        least = 2 * output  # all tiles, and what they are joined in
        wide = next((name for name, size in ranges.items() if parts[name] < size), None)
        if wide is None or least > room or prod(parts.values()) >= MOST_TILES:
            raise OutOfMemory(min(needed, least) if least > room else needed, room)
        parts[wide] = min(ranges[wide], 2 * parts[wide])


@dataclass(frozen=True)
class _Tiling:
    """The output cut in `parts` along each free index; what tiles share is computed once."""

    term: Term
    sizes: Mapping[str, int]
    ranges: Mapping[str, int]
    parts: Mapping[str, int]
    device: torch.device
    room: int

    def tape(self) -> Tape:
        shapes = {
            tensor: tuple(max(0, value(size, self.sizes)) for size in tensor.shape)
            for tensor in base_tensors(self.term)
        }
        lowering = Lowering(self.device, rates(self.device), shapes, self.room // 4, ITEMSIZE)
        return lowering.recorder.tape(self._joined(lowering, {}))

    def _joined(self, lowering: Lowering, tile: dict[str, tuple[int, int]]) -> Slot:
        """The part of the output that is fixed by `tile`, all of it in the other indices."""
        name = next((name for name in self.ranges if name not in tile), None)
        if name is None:
            return output(lowering, flatten(self.term, self.sizes, tile), tile)
        slots = [
            self._joined(lowering, {**tile, name: piece})
            for piece in _pieces(self.ranges[name], self.parts[name])
        ]
        return joined(lowering.recorder, slots, len(tile))


def _pieces(size: int, count: int) -> list[tuple[int, int]]:
    """`count` pieces of nearly equal length: first index and length of each."""
    ends = [size * k // count for k in range(count + 1)]
    return [(low, high - low) for low, high in pairwise(ends)]
