"""Involution whose kernels a bottleneck makes of each pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.handwritten.taps import split, weighted
from evoproof.numeric.operators import beyond

if TYPE_CHECKING:
    import torch

    from evoproof.numeric.arithmetic import Function

    Pair = tuple[torch.Tensor, torch.Tensor]


def relu(*args: torch.Tensor) -> torch.Tensor:
    """max(x, 0) of one argument, the activation of the bottleneck."""
    return load().relu(*args)


def bottleneck(
    x: torch.Tensor, weights: Pair, norm: Pair, activation: Function, groups: int
) -> torch.Tensor:
    """[H, W, D] of x[H, W, D], tap by tap; G divides D.

    `weights`: w_0[D_r, D] and w_1[G K K, D_r]; `norm`: scale and shift [D_r] before the activation.
    """
    (reduce, span), (scale, shift) = weights, norm
    kernels = activation((x @ reduce.mT).mul_(scale).add_(shift)) @ span.mT
    taps = split(kernels, groups).permute(3, 0, 1, 2).contiguous()
    l = round(taps.shape[0] ** 0.5) // 2
    maps = split(beyond(x, l), groups)
    return weighted(taps[..., None], maps).flatten(2)
