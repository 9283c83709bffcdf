"""Involution by the formula of its authors: Li et al., CVPR 2021, Algorithm 1.

The kernels weigh the unfolded image, as they do: [1, G, 1, K K, H, W] times
[1, G, D / G, K K, H, W], summed over the taps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load

if TYPE_CHECKING:
    import torch

    Function = Callable[[torch.Tensor], torch.Tensor]


def involution(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """Involution of x[H, W, D] with w[H, W, K, K, G], a kernel for each pixel; G divides D."""
    K, G = w.shape[2], w.shape[4]
    return _aggregated(x, w.permute(4, 2, 3, 0, 1).reshape(1, G * K * K, *x.shape[:2]), K, G)


def bottleneck(
    x: torch.Tensor,
    weights: tuple[torch.Tensor, torch.Tensor],
    norm: tuple[torch.Tensor, torch.Tensor],
    activation: Function,
    groups: int,
) -> torch.Tensor:
    """Involution of x[H, W, D] with kernels made of each pixel: conv, norm, activation, conv.

    `weights`: w_0[D_r, D] and w_1[G K K, D_r]; `norm`: scale and shift [D_r] of a batch
    normalisation with mean 0 and variance 1.
    """
    functional = load().nn.functional
    reduce, span = (one[:, :, None, None] for one in weights)
    mean = x.new_zeros(reduce.shape[0])
    reduced = functional.conv2d(x.permute(2, 0, 1)[None], reduce)
    normed = functional.batch_norm(reduced, mean, mean + 1, *norm, eps=0.0)
    kernels = functional.conv2d(activation(normed), span)
    return _aggregated(x, kernels, round((kernels.shape[1] / groups) ** 0.5), groups)


def _aggregated(x: torch.Tensor, kernels: torch.Tensor, K: int, G: int) -> torch.Tensor:
    """The image weighed with kernels[1, G K K, H, W] that each group of channels shares."""
    H, W, D = x.shape
    unfolded = load().nn.functional.unfold(x.permute(2, 0, 1)[None], K, padding=K // 2)
    weight = kernels.view(1, G, K * K, H, W).unsqueeze(2)
    out = (weight * unfolded.view(1, G, D // G, K * K, H, W)).sum(3)
    return out.view(D, H, W).permute(1, 2, 0)
