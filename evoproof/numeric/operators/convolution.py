"""Operators whose weights are the same at every pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.numeric.backend import load

if TYPE_CHECKING:
    import torch


def conv2d(
    x: torch.Tensor,
    w: torch.Tensor,
    padding: tuple[int, int] = (0, 0),
    stride: int = 1,
    dilation: int = 1,
    groups: int = 1,
    bias: torch.Tensor | None = None,
) -> torch.Tensor:
    """torch.nn.functional.conv2d of x[H, W, D_in] and w[K_h, K_w, D_in / groups, D_out].

    The result, [H', W', D_out], has at (i, j, m) the sum over u, v, c of
    w[u, v, c, m] x[i s + u d - p, j s + v d - p, g D_in / groups + c], 0 outside, where
    g = m // (D_out / groups) and p = padding[0]: nothing is flipped. `padding` is (before, after)
    on both axes; a negative one crops. The bias[D_out] is added everywhere.
    """
    functional = load().nn.functional
    image = functional.pad(x.permute(2, 0, 1), (*padding, *padding))[None]
    kernel = w.permute(3, 2, 0, 1)
    done = functional.conv2d(image, kernel, bias, stride, dilation=dilation, groups=groups)
    return done[0].permute(1, 2, 0)


def linear(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """torch.nn.functional.linear: the rows x[..., D_in] times w[D_in, D_out]."""
    return load().nn.functional.linear(x, w.mT)


def average(x: torch.Tensor, l: int) -> torch.Tensor:
    """torch.nn.functional.avg_pool2d of x[H, W, D] over windows of 2l + 1 by 2l + 1 pixels.

    Neighbours outside the image count, with value 0.
    """
    image = x.permute(2, 0, 1)
    done = load().nn.functional.avg_pool2d(image, 2 * l + 1, stride=1, padding=l)
    return done.permute(1, 2, 0)
