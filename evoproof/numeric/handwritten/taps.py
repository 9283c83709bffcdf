"""Attention to neighbours tap by tap: each is a slice of the image with its margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.operators import beyond

if TYPE_CHECKING:
    import torch


def by_taps(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, heads: int, l: int
) -> torch.Tensor:
    """[H, W, M D_h]: attention with M heads to neighbours; those outside have key and value 0.

    query and key [H, W, M D_k], value[H, W, M D_h], the heads side by side.
    """
    torch, window = load(), 2 * l + 1
    height, width, _ = query.shape
    keys, values = beyond(key, l), split(beyond(value, l), heads)
    scores = query.new_empty(window * window, height, width, heads)
    products = torch.empty_like(query)
    by_head = split(products, heads)
    for tap, score in enumerate(scores):
        u, v = divmod(tap, window)
        torch.mul(query, keys[u : u + height, v : v + width], out=products)
        torch.sum(by_head, -1, out=score)
    return weighted(scores.softmax(0)[..., None], values).flatten(2)


def split(maps: torch.Tensor, parts: int) -> torch.Tensor:
    """[H, W, M, D] of maps[H, W, M D]."""
    return maps.view(*maps.shape[:2], parts, -1)


def weighted(weights: torch.Tensor, maps: torch.Tensor) -> torch.Tensor:
    """The sum over the taps of weights[K K, H, W, M, 1] times maps[H + 2l, W + 2l, M, D]."""
    taps, height, width, _, _ = weights.shape
    window = maps.shape[0] - height + 1
    out = weights[0] * maps[:height, :width]
    for tap in range(1, taps):
        u, v = divmod(tap, window)
        out.addcmul_(weights[tap], maps[u : u + height, v : v + width])
    return out
