"""Meetings of operands as plain sums over their names, and what a strategy makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from random import Random
from typing import Any

import torch

from evoproof.numeric.contraction.blocks import blocks
from evoproof.numeric.contraction.conv import convolution
from evoproof.numeric.contraction.matmul import Matmul
from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.contraction.shifts import shifts
from evoproof.numeric.contraction.sweep import Sweep
from evoproof.numeric.tape.device import CPU
from evoproof.numeric.tape.labels import alone, names_of, shape_of
from evoproof.numeric.tape.operation import Kind
from evoproof.numeric.tape.tape import Recorder

ITEMSIZE = 8
MUCH = 2 * 10**5


@dataclass(frozen=True)
class Way:
    """A strategy for a meeting; `turned` where it takes the right operand first."""

    kind: str
    strategy: Any
    turned: bool = False


def ways(meeting: Meeting) -> list[Way]:
    """Every strategy that applies, a sweep once for each prefix of its loops."""
    found = []
    if meeting.inner and (meeting.rows or meeting.columns):
        found.append(Way("matmul", Matmul(meeting, CPU, ITEMSIZE)))
    for count in range(len(meeting.loops) + 1):
        loops = meeting.loops[:count]
        kind = f"sweep of {count}" if loops else "product"
        found.append(Way(kind, Sweep(meeting, CPU, ITEMSIZE, loops)))
    for turned, one in ((False, meeting), (True, meeting.mirrored)):
        for find in (convolution, shifts, blocks):
            strategy = find(one, CPU, ITEMSIZE)
            if strategy is not None:
                kind = find.__name__
                if find is blocks:
                    kind = f"{'scores' if strategy.are_scores else 'values'} in blocks"
                found.append(Way(kind, strategy, turned))
    return found


@dataclass(frozen=True)
class Sum:
    """The sum over `summed` of a product of tensors, one for each of `factors`, entry by entry."""

    factors: tuple
    summed: frozenset
    extents: dict
    entries: tuple

    @cached_property
    def names(self) -> list[str]:
        names = sorted(names_of(form for dims in self.factors for form in dims))
        return sorted(names, key=lambda name: name in self.summed)

    @cached_property
    def grids(self) -> dict[str, torch.Tensor]:
        sizes = [self.extents[name] for name in self.names]
        lines = [torch.arange(size) for size in sizes]
        found = torch.meshgrid(*lines, indexing="ij") if lines else ()
        return dict(zip(self.names, found, strict=True))

    def read(self, tensor: torch.Tensor, dims: Any) -> torch.Tensor:
        """The entries at every value of the names, none of them seen through a stride."""
        places = [sum(self.grids[name] * rate for name, rate in form) for form in dims]
        return tensor[tuple(places)] if places else tensor

    @cached_property
    def value(self) -> torch.Tensor:
        """Over all names that are not summed, in the order of `names`."""
        total = torch.ones([self.extents[name] for name in self.names], dtype=torch.float64)
        for tensor, dims in zip(self.entries, self.factors, strict=True):
            total = total * self.read(tensor, dims)
        last = [k for k, name in enumerate(self.names) if name in self.summed]
        return total.sum(last) if last else total

    def assert_equal(self, found: torch.Tensor, dims: Any) -> None:
        """Every entry of `found`, labelled by `dims`, is exactly the sum there."""
        assert found.shape == shape_of(dims, self.extents)
        assert names_of(dims) == frozenset(self.names) - self.summed
        kept = {name: grid for name, grid in self.grids.items() if name not in self.summed}
        first = (0,) * len(self.summed.intersection(self.names))
        grids = {name: grid[(..., *first)] for name, grid in kept.items()}
        places = [sum(grids[name] * rate for name, rate in form) for form in dims]
        assert torch.equal(found[tuple(places)] if places else found, self.value)


def drawn(draw: Random, dims: Any, extents: Any) -> torch.Tensor:
    """Small integers; in memory in any order of the dimensions, some repeated, maybe with gaps."""
    shape = shape_of(dims, extents)
    generator = torch.Generator().manual_seed(draw.randrange(2**31))
    order = draw.sample(range(len(shape)), len(shape))
    if draw.random() < 0.5:
        order = sorted(order)
    gap = draw.choice((0, 0, 1))
    room = [1 if draw.random() < 0.1 else shape[k] + gap for k in order]
    stored = torch.randint(-9, 10, room, generator=generator).double()
    inside = stored[tuple(slice(gap if size > 1 else 0, None) for size in room)]
    return inside.permute([order.index(k) for k in range(len(shape))]).expand(shape)


def brute(meeting: Meeting, draw: Random) -> Sum:
    factors = (meeting.left, meeting.right)
    entries = tuple(drawn(draw, dims, meeting.extents) for dims in factors)
    return Sum(factors, meeting.summed, dict(meeting.extents), entries)


def met(way: Way, one: Sum) -> tuple[torch.Tensor, Any]:
    """What the strategy's operation gives for the operands, and the operation."""
    recorder = Recorder()
    slots = [
        recorder.record(Kind.LEAF, (), shape_of(dims, one.extents), None) for dims in one.factors
    ]
    number = way.strategy.record(recorder, *(reversed(slots) if way.turned else slots))
    operation = recorder.operations[number]
    assert operation.kind is Kind.BILINEAR and number == len(slots)
    return operation.run(*(one.entries[slot] for slot in operation.inputs)), operation


class Drawing:
    """Random meetings: names with extents, forms of one or two of them, dimensions in any order."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.extents: dict[str, int] = {}

    def name(self, letter: str, low: int = 2, high: int = 5) -> str:
        name = f"{letter}{sum(one[0] == letter for one in self.extents)}"
        self.extents[name] = self.draw.randint(low, high)
        return name

    def several(self, letter: str, most: int = 1) -> list:
        return [alone(self.name(letter)) for _ in range(self.draw.randint(0, most))]

    def window(self, output: str, tap: str, *, plain: bool = False) -> Any:
        rates = (1, 1) if plain else self.draw.choice(((1, 1), (1, 1), (2, 1), (1, 2), (3, 2)))
        return tuple(sorted(zip((output, tap), rates, strict=True)))

    def digits(self, letter: str) -> Any:
        """n x1 + x0, with or without values that it leaves out."""
        low, high = self.name(letter), self.name(letter)
        base = self.extents[low] + self.draw.choice((0, 0, 1))
        return tuple(sorted(((high, base), (low, 1))))

    def mixed(self, *groups: list) -> tuple:
        forms = [form for group in groups for form in group]
        return tuple(self.draw.sample(forms, len(forms)))

    def meeting(self, left: tuple, right: tuple, summed: Any) -> Meeting:
        if self.draw.random() < 0.5:
            left, right = right, left
        return Meeting(left, right, frozenset(summed), self.extents)


def convolved(seed: int) -> Meeting:
    """An image with one to three windows meets a kernel; in half of them lines are in order."""
    one = Drawing(seed)
    count = one.draw.choice((1, 1, 2, 2, 2, 3))
    outputs = [one.name("i", 2, 7) for _ in range(count)]
    taps = [one.name("u", 2, 6) for _ in range(count)]
    windows = [one.window(*pair) for pair in zip(outputs, taps, strict=True)]
    channels, columns = one.several("c", 2), one.several("m", 2)
    if one.draw.random() < 0.5:
        left = (*windows, *channels)
        others = []
    else:
        others = [*one.several("g"), *([one.digits("g")] if one.draw.random() < 0.3 else [])]
        left = one.mixed(windows, channels, others, one.several("n"))
    right = one.mixed([*map(alone, taps)], channels, others, columns)
    return one.meeting(left, right, [*taps, *names_of(channels)])


def gathered(seed: int) -> Meeting:
    """Windows meet their outputs, the taps kept (scores) or summed (values)."""
    one = Drawing(seed)
    count = one.draw.choice((1, 1, 2, 2, 3))
    top = 20 if count == 1 else 7
    outputs = [one.name("i", 2, top) for _ in range(count)]
    taps = [one.name("u", 2, 5) for _ in range(count)]
    plain = one.draw.random() < 0.8
    windows = [one.window(*pair, plain=plain) for pair in zip(outputs, taps, strict=True)]
    heads, inner = one.several("h", 2), one.several("k", 2)
    if one.draw.random() < 0.3:
        whole = one.digits("h")
        apart = [alone(name) for name, _ in whole]
        left = one.mixed(windows, [whole])
        if one.draw.random() < 0.5:
            right = one.mixed([*map(alone, (*outputs, *taps))], apart[:1])
            return one.meeting(left, right, taps)
        return one.meeting(left, one.mixed([*map(alone, outputs)], apart), names_of(apart[:1]))
    if one.draw.random() < 0.5:
        left = one.mixed(windows, heads, inner)
        right = one.mixed([*map(alone, outputs)], heads, inner)
        return one.meeting(left, right, names_of(inner))
    left = one.mixed(windows, heads, inner)
    right = one.mixed([*map(alone, (*outputs, *taps))], heads)
    return one.meeting(left, right, taps)


def anything(seed: int) -> Meeting:
    """Forms of up to two names of a small pool on both sides, any shared names summed."""
    one = Drawing(seed)
    pool = [one.name("x", 2, 4) for _ in range(one.draw.randint(2, 5))]
    left, right = (_forms(one, pool) for _ in range(2))
    shared = sorted(names_of(left) & names_of(right))
    summed = one.draw.sample(shared, one.draw.randint(0, len(shared)))
    return one.meeting(left, right, summed)


def _forms(one: Drawing, pool: list[str]) -> tuple:
    """Dimensions in which every name of the pool stands at most once."""
    names = one.draw.sample(pool, one.draw.randint(1, len(pool)))
    found = []
    while names:
        if len(names) > 1 and one.draw.random() < 0.4:
            found.append(one.window(names.pop(), names.pop()))
        else:
            found.append(alone(names.pop()))
    return tuple(found)


def meetings(count: int) -> list[Meeting]:
    """So many of each sort, the same every time; without those that are much work."""
    makers = (convolved, gathered, anything)
    found = (make(seed) for make, seed in product(makers, range(count)))
    return [one for one in found if prod(one.extents.values()) < MUCH]
