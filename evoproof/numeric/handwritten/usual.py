"""Windowed operators as they are usually written: torch.nn.functional.unfold, then einsum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.operators import neighbours, unfolded_attention

if TYPE_CHECKING:
    import torch

    Weights = tuple[torch.Tensor, ...]


def convolution(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """[H, W, D_out] of x[H, W, D_in] and w[K, K, D_in, D_out], K odd."""
    torch, window = load(), w.shape[0]
    image = x.permute(2, 0, 1)[None]
    taps = torch.nn.functional.unfold(image, window, padding=window // 2)[0]
    kernel = w.permute(2, 0, 1, 3).flatten(0, 2)
    return torch.einsum("tn,tm->nm", taps, kernel).view(*x.shape[:2], -1)


def multi_head_attention(x: torch.Tensor, weights: Weights, l: int) -> torch.Tensor:
    """Local attention with M heads: [H, W, D_out] of x[H, W, D_in].

    `weights`: w_q and w_k [M, D_in, D_k], w_v[M, D_in, D_h], w_o[M D_h, D_out]. Neighbours outside
    take part with key and value 0.
    """
    *projections, w_o = weights
    query, key, value = (x @ w[:, None] for w in projections)
    heads = unfolded_attention(neighbours(query, key, value, l, "zero"))
    return heads.movedim(0, -2).flatten(-2) @ w_o
