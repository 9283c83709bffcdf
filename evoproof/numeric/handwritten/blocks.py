"""Attention to neighbours by matrix products: blocks of pixels with all keys that one of them sees.

Most keys of a block are no neighbours of a given pixel in it: their scores are made -inf.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load

if TYPE_CHECKING:
    import torch

SIDE = 4
"""Pixels along the side of a block."""

GATHERED = 2**18
"""How many bytes of keys are gathered at once: they stay in the cache."""


def by_blocks(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, heads: int, l: int
) -> torch.Tensor:
    """[H, W, M D_h]: attention with M heads to neighbours; those outside have key and value 0.

    query and key [H, W, M D_k], value[H, W, M D_h], the heads side by side.
    """
    height, width, _ = query.shape
    right, below = -width % SIDE, -height % SIDE
    queries = _cut(_widened(query, 0, right, below), SIDE, heads)
    keys = _cut(_widened(key, l, right, below), SIDE + 2 * l, heads)
    values = keys if value is key else _cut(_widened(value, l, right, below), SIDE + 2 * l, heads)
    out = query.new_empty(height + below, width + right, value.shape[2])
    _attend(queries, keys, values, _cut(out, SIDE, heads), _apart(l, out.dtype, out.device))
    return out[:height, :width]


def _attend(
    queries: torch.Tensor,
    keys: torch.Tensor,
    values: torch.Tensor,
    out: torch.Tensor,
    apart: torch.Tensor,
) -> None:
    """Fill `out` a few rows of blocks at a time; `apart` is added to the scores."""
    torch, batch = load(), _at_once(keys)
    asked, near, done = (one.new_empty(batch, *one.shape[1:]) for one in (queries, keys, out))
    sums = near if values is keys else values.new_empty(batch, *values.shape[1:])
    left, right, read, written = map(_matrices, (asked, near, sums, done))
    scores = left.new_empty(*left.shape[:2], right.shape[1])
    weights = torch.empty_like(scores)
    for first in range(0, len(out), batch):
        rows = slice(first, first + batch)
        asked.copy_(queries[rows])
        near.copy_(keys[rows])
        if values is not keys:
            sums.copy_(values[rows])
        torch.baddbmm(apart, left, right.mT, out=scores)
        torch.softmax(scores, -1, out=weights)
        torch.bmm(weights, read, out=written)
        out[rows] = done


def _at_once(keys: torch.Tensor) -> int:
    """How many rows of blocks are gathered at once: a divisor of their number."""
    rows, most = len(keys), GATHERED // (keys[0].numel() * keys.element_size())
    return max((n for n in range(1, min(most, rows) + 1) if rows % n == 0), default=1)


def _widened(maps: torch.Tensor, l: int, right: int, below: int) -> torch.Tensor:
    """The maps with a margin of l, and more zeros where they end."""
    ends = (0, 0, l, l + right, l, l + below)
    return load().nn.functional.pad(maps, ends) if any(ends) else maps


def _cut(maps: torch.Tensor, reach: int, heads: int) -> torch.Tensor:
    """[rows, columns, heads, reach, reach, D]: a view of the places from each block's first one."""
    height, width, channels = maps.shape
    line, step, one = maps.stride()
    rows, columns = ((size - reach) // SIDE + 1 for size in (height, width))
    shape = (rows, columns, heads, reach, reach, channels // heads)
    strides = (SIDE * line, SIDE * step, channels // heads * one, line, step, one)
    return maps.as_strided(shape, strides)


def _matrices(blocks: torch.Tensor) -> torch.Tensor:
    """[rows columns heads, reach reach, D]."""
    return blocks.view(-1, blocks.shape[3] * blocks.shape[4], blocks.shape[5])


@cache
def _apart(l: int, dtype: torch.dtype, device: torch.device) -> torch.Tensor:
    """[SIDE SIDE, reach reach]: 0 where a pixel sees a place, -inf elsewhere."""
    torch = load()
    pixel, place = torch.arange(SIDE)[:, None], torch.arange(SIDE + 2 * l)
    near = (place >= pixel) & (place <= pixel + 2 * l)
    both = (near[:, None, :, None] & near[None, :, None, :]).flatten(2).flatten(0, 1)
    return torch.zeros(both.shape, dtype=dtype).masked_fill_(~both, -torch.inf).to(device)
