"""Operators as plain loops over pixels: the oracle of the ones that torch makes fast."""

from __future__ import annotations

from typing import Any

import torch


def loop_attention(one: Any) -> torch.Tensor:
    """Attention of each pixel of each head to its neighbours (see `Neighbours`), one by one."""
    heads, height, width, _ = one.query.shape
    window = 2 * one.radius + 1
    out = one.value.new_zeros(heads, height, width, one.value.shape[-1])
    for m in range(heads):
        for i in range(height):
            for j in range(width):
                places = [
                    (p, q)
                    for p in range(i, i + window)
                    for q in range(j, j + window)
                    if one.there[p, q]
                ]
                scores = torch.stack([one.query[m, i, j] @ one.key[m, p, q] for p, q in places])
                values = torch.stack([one.value[m, p, q] for p, q in places])
                out[m, i, j] = torch.softmax(scores, 0) @ values
    return out


def loop_involution(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """Channel m of pixel (i, j): the sum of w[i, j, u, v, g] x[i-l+u, j-l+v, m], 0 outside."""
    height, width, channels = x.shape
    window, groups = w.shape[3:]
    l = window // 2
    out = torch.zeros_like(x)
    for i in range(height):
        for j in range(width):
            for m in range(channels):
                for u in range(window):
                    for v in range(window):
                        p, q = i - l + u, j - l + v
                        if 0 <= p < height and 0 <= q < width:
                            out[i, j, m] += w[i, j, u, v, m * groups // channels] * x[p, q, m]
    return out
