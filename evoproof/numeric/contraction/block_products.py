"""The matrix products of `blocks`: what a block sees is gathered, a few lines at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from evoproof.numeric.backend import load
from evoproof.numeric.tape.labels import Dims

if TYPE_CHECKING:
    import torch

Run: TypeAlias = "Callable[[torch.Tensor, torch.Tensor], torch.Tensor]"
Places: TypeAlias = "tuple[tuple[int, ...], ...]"


def places(dims: Dims, groups: Sequence[Dims]) -> Places:
    """Where the forms of each group stand in `dims`; those that do not are left out."""
    return tuple(tuple(dims.index(form) for form in group if form in dims) for group in groups)


@dataclass(frozen=True)
class Layout:
    """Blocks: outputs along a side, blocks and places seen along each axis; other dimensions.

    `rows` lines of blocks along the first axis are gathered at once.
    """

    side: int
    counts: tuple[int, ...]
    reach: tuple[int, ...]
    heads: tuple[int, ...]
    last: tuple[int, ...]
    rows: int

    @cached_property
    def inside(self) -> int:
        return int(self.side ** len(self.counts))

    @cached_property
    def seen(self) -> int:
        return prod(self.reach)

    @cached_property
    def taps(self) -> tuple[int, ...]:
        return tuple(reach - self.side + 1 for reach in self.reach)

    @cached_property
    def one_line(self) -> int:
        """Blocks, in all heads, along one line."""
        return prod(self.counts[1:]) * prod(self.heads)

    def chunks(self) -> Iterator[tuple[int, int]]:
        """The first line of blocks and the number of lines, chunk by chunk."""
        for first in range(0, self.counts[0], self.rows):
            yield first, min(self.rows, self.counts[0] - first)

    def band(self, lines: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Shape and strides of a dense block matrix [blocks, inside, seen] seen as taps, then
        (blocks, side) along each axis, then heads."""
        dense = self.inside * self.seen
        heads = prod(self.heads)
        shape, strides = [*self.taps], [*_suffixes(self.reach)]
        counts = (lines, *self.counts[1:])
        steps = [heads * dense * step for step in _suffixes(counts)]
        within = _suffixes((self.side,) * len(counts))
        for count, step, row, place in zip(
            counts, steps, within, _suffixes(self.reach), strict=True
        ):
            shape += [count, self.side]
            strides += [step, row * self.seen + place]
        return (*shape, *self.heads), (*strides, *(dense * one for one in _suffixes(self.heads)))


def _suffixes(sizes: Sequence[int]) -> list[int]:
    """The strides of a contiguous tensor."""
    return [prod(sizes[k + 1 :]) for k in range(len(sizes))]


def _padded(tensor: torch.Tensor, dims: Sequence[int], sizes: Sequence[int]) -> torch.Tensor:
    """Zeros after the end of some dimensions, up to these sizes."""
    missing = [0] * tensor.dim()
    for dim, size in zip(dims, sizes, strict=True):
        missing[dim] = size - tensor.shape[dim]
    if not any(missing):
        return tensor
    amounts = [amount for one in reversed(missing) for amount in (0, one)]
    return load().nn.functional.pad(tensor, amounts)


class _Wide:
    """The operand with windows: gathered as [blocks, places seen, last]."""

    def __init__(self, layout: Layout, at: Places, tensor: torch.Tensor) -> None:
        windows, heads, last = at
        sizes = [
            (count - 1) * layout.side + reach
            for count, reach in zip(layout.counts, layout.reach, strict=True)
        ]
        self.tensor = _padded(tensor, windows, sizes)
        self.layout = layout
        strides = self.tensor.stride()
        self.line = layout.side * strides[windows[0]]
        self.strides = [
            *(layout.side * strides[k] for k in windows), *(strides[k] for k in heads),
            *(strides[k] for k in (*windows, *last)),
        ]  # fmt: skip

    def gathered(self, first: int, lines: int, room: torch.Tensor) -> torch.Tensor:
        layout = self.layout
        shape = (lines, *layout.counts[1:], *layout.heads, *layout.reach, *layout.last)
        start = self.tensor.storage_offset() + first * self.line
        view = self.tensor.as_strided(shape, self.strides, start)
        part = room[: lines * layout.one_line]
        part.view(shape).copy_(view)
        return part


def _banded(
    tensor: torch.Tensor, taps: Sequence[int], outputs: Sequence[int], heads: Sequence[int],
    layout: Layout, first: int, lines: int,
) -> torch.Tensor:  # fmt: skip
    """A tensor of taps, outputs and heads with the dimensions of `Layout.band`."""
    strides = tensor.stride()
    steps = [strides[k] for k in taps]
    for k in outputs:
        steps += [layout.side * strides[k], strides[k]]
    steps += [strides[k] for k in heads]
    start = tensor.storage_offset() + first * layout.side * strides[outputs[0]]
    return tensor.as_strided(layout.band(lines)[0], steps, start)


def scores(layout: Layout, at_wide: Places, at_narrow: Places) -> Run:
    """wide[windows, heads, last], narrow[outputs, heads, last] to [taps, outputs, heads]."""
    _, outputs, heads, last = at_narrow
    axes = len(layout.counts)
    sizes = tuple(count * layout.side for count in layout.counts)
    inner = prod(layout.last)
    taps_first = (
        tuple(range(axes)),
        tuple(range(axes, 2 * axes)),
        tuple(range(2 * axes, 2 * axes + len(layout.heads))),
    )

    def run(wide: torch.Tensor, narrow: torch.Tensor) -> torch.Tensor:
        image = _Wide(layout, at_wide, wide)
        shape = [narrow.shape[k] for k in outputs]
        narrow = _padded(narrow, outputs, sizes)
        strides = narrow.stride()
        steps = [
            *(layout.side * strides[k] for k in outputs), *(strides[k] for k in heads),
            *(strides[k] for k in (*outputs, *last)),
        ]  # fmt: skip
        batch = layout.rows * layout.one_line
        near = wide.new_empty(batch, layout.seen, inner)
        asked = wide.new_empty(batch, layout.inside, inner)
        dense = wide.new_empty(batch, layout.inside, layout.seen)
        found = wide.new_empty(*layout.taps, *sizes, *layout.heads)
        for first, lines in layout.chunks():
            keys = image.gathered(first, lines, near)
            block = (lines, *layout.counts[1:], *layout.heads, *(layout.side,) * axes, *layout.last)
            start = narrow.storage_offset() + first * steps[0]
            queries = asked[: len(keys)]
            queries.view(block).copy_(narrow.as_strided(block, steps, start))
            products = dense[: len(keys)]
            load().bmm(queries, keys.transpose(1, 2), out=products)
            band = products.as_strided(*layout.band(lines), products.storage_offset())
            _banded(found, *taps_first, layout, first, lines).copy_(band)
        return found[(slice(None),) * axes + tuple(map(slice, shape))]

    return run


def values(layout: Layout, at_wide: Places, at_narrow: Places) -> Run:
    """wide[windows, heads, last], weights[taps, outputs, heads] to [outputs, heads, last]."""
    taps, outputs, heads, _ = at_narrow
    axes = len(layout.counts)
    sizes = tuple(count * layout.side for count in layout.counts)
    columns = prod(layout.last)

    def run(wide: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
        image = _Wide(layout, at_wide, wide)
        shape = [weights.shape[k] for k in outputs]
        weights = _padded(weights, outputs, sizes)
        batch = layout.rows * layout.one_line
        near = wide.new_empty(batch, layout.seen, columns)
        dense = wide.new_zeros(batch, layout.inside, layout.seen)
        room = wide.new_empty(batch, layout.inside, columns)
        found = wide.new_empty(*sizes, *layout.heads, *layout.last)
        outer = found.stride()
        steps = [
            *(layout.side * outer[k] for k in range(axes)),
            *outer[axes : axes + len(layout.heads)], *outer[:axes],
            *outer[axes + len(layout.heads) :],
        ]  # fmt: skip
        for first, lines in layout.chunks():
            maps = image.gathered(first, lines, near)
            matrix = dense[: len(maps)]
            band = matrix.as_strided(*layout.band(lines), matrix.storage_offset())
            band.copy_(_banded(weights, taps, outputs, heads, layout, first, lines))
            products = room[: len(maps)]
            load().bmm(matrix, maps, out=products)
            block = (lines, *layout.counts[1:], *layout.heads, *(layout.side,) * axes, *layout.last)
            found.as_strided(block, steps, first * steps[0]).copy_(products.view(block))
        return found[tuple(map(slice, shape))]

    return run
