"""softmax(Q K) V as one operation, in one pass over blocks of queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.tape.labels import Dims, Extents, elements, names_of, shape_of
from evoproof.numeric.tape.operand import Operand
from evoproof.numeric.tape.operation import Kind
from evoproof.numeric.tape.tape import Recorder
from evoproof.numeric.tape.views import view

if TYPE_CHECKING:
    import torch

SCORES = {"cpu": 2**18, "cuda": 2**24}
"""About how many scores a block has: as many as a cache holds, or as are worth a launch."""

FEWEST_ROWS = 16
"""Queries that a block has at least, where there are so many."""


@dataclass(frozen=True)
class Block:
    """Some queries of some batch entries."""

    batch: slice
    rows: slice

    def queries(self, tensor: torch.Tensor) -> torch.Tensor:
        return tensor[self.batch, self.rows]

    def keys(self, tensor: torch.Tensor) -> torch.Tensor:
        """The keys, or values, of the same batch entries."""
        return tensor[self.batch]


@dataclass(frozen=True)
class Roles:
    """Forms of the queries, keys and values: batch x rows x inner, batch x keys x inner."""

    batch: Dims
    rows: Dims
    keys: Dims
    inner: Dims


def roles(queries: Dims, keys: Dims, over: frozenset[str], summed: frozenset[str]) -> Roles | None:
    """The roles in a product that is summed over `summed`, under a softmax over `over`.

    Other dimensions of the keys alone are a batch, in which the queries are repeated. None where
    the queries range over `over`, or where dimensions overlap.
    """
    own = tuple(form for form in keys if not over.isdisjoint(names_of((form,))))
    inner = tuple(form for form in keys if not summed.isdisjoint(names_of((form,))))
    batch = tuple(form for form in keys if form not in (*own, *inner))
    rows = tuple(form for form in queries if form not in keys)
    parts = [names_of(dims) for dims in (batch, rows, own, inner)]
    apart = sum(map(len, parts)) == len(frozenset[str]().union(*parts))
    single = all(len(form) == 1 for form in own)
    return Roles(batch, rows, own, inner) if apart and single and parts[2] == over else None


@dataclass(frozen=True)
class Attend:
    """The three operands as batch x rows x inner, batch x keys x inner, batch x keys x columns."""

    queries: Callable[[torch.Tensor], torch.Tensor]
    keys: Callable[[torch.Tensor], torch.Tensor]
    values: Callable[[torch.Tensor], torch.Tensor]
    shape: tuple[int, ...]
    batch: int
    rows: int
    length: int
    inner: int
    scores: int

    @property
    def blocks(self) -> list[list[Block]]:
        """All queries in blocks: those of one inner list have the same batch entries."""
        many, rows = _extents(self.batch, self.rows, self.length, self.scores)
        return [
            [Block(slice(b, b + many), slice(r, r + rows)) for r in range(0, self.rows, rows)]
            for b in range(0, self.batch, many)
        ]

    def fused(self, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
        """In one call of torch, for real numbers."""
        operands = self.queries(q)[None], self.keys(k)[None], self.values(v)[None]
        attention = load().nn.functional.scaled_dot_product_attention
        return attention(*operands, scale=1.0).reshape(self.shape)


def attend(
    recorder: Recorder, known: Roles, queries: Operand, keys: Operand, values: Operand,
    extents: Extents, where: torch.device,
) -> Operand:  # fmt: skip
    """The operation on the tape; see `attention.Attention.fits` for what the values may be."""
    own = tuple(form for form in values.dims if form not in (*known.batch, *known.keys))
    dims = (*known.batch, *known.rows, *own)
    shape = shape_of(dims, extents)
    sizes = [elements(part, extents) for part in (known.batch, known.rows, known.keys)]
    batch, rows, length = sizes
    inner, columns = elements(known.inner, extents), elements(own, extents)
    run = Attend(
        _grouped(queries.dims, (known.batch, known.rows, known.inner), extents),
        _grouped(keys.dims, (known.batch, known.keys, known.inner), extents),
        _grouped(values.dims, (known.batch, known.keys, own), extents),
        shape, batch, rows, length, inner, SCORES[where.type],
    )  # fmt: skip
    slot = recorder.record(
        Kind.ATTEND, (queries.slot, keys.slot, values.slot), shape, run,
        terms=length, flops=2 * prod(sizes) * (inner + columns),
        temporary=3 * length * prod(_extents(batch, rows, length, SCORES[where.type])),
        name="attention",
    )  # fmt: skip
    return Operand(slot, dims)


def _extents(batch: int, rows: int, length: int, scores: int) -> tuple[int, int]:
    """How many of so many batch entries and queries a block has, each with `length` scores."""
    many = max(1, min(rows, max(FEWEST_ROWS, scores // max(1, length))))
    return max(1, min(batch, scores // max(1, many * length))), many


def _grouped(
    dims: Dims, groups: tuple[Dims, Dims, Dims], extents: Extents
) -> Callable[[torch.Tensor], torch.Tensor]:
    see = view(dims, tuple(form for group in groups for form in group), extents)
    shape = tuple(elements(group, extents) for group in groups)
    return lambda tensor: see(tensor).reshape(shape)
