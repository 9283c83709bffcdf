"""Convolution of an image with one kernel for all pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.numeric.backend import load

if TYPE_CHECKING:
    import torch


def by_conv2d(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """torch.nn.functional.conv2d of x[H, W, D_in] and w[K, K, D_in, D_out], K odd."""
    image, kernel = x.permute(2, 0, 1)[None], w.permute(3, 2, 0, 1)
    done = load().nn.functional.conv2d(image, kernel, padding=w.shape[0] // 2)
    return done[0].permute(1, 2, 0)


def by_products(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """One matrix product for each tap, of the image with its margin as one row of pixels.

    A tap is then a shift along the row, which copies nothing; the margin's columns are computed
    too, and dropped. x[H, W, D_in], w[K, K, D_in, D_out], K odd.
    """
    height, width, _ = x.shape
    window, l = w.shape[0], w.shape[0] // 2
    line = width + 2 * l
    pixels = load().nn.functional.pad(x, (0, 0, l, l, l, l + 1)).flatten(0, 1)
    out = pixels[: height * line] @ w[0, 0]
    for tap in range(1, window * window):
        u, v = divmod(tap, window)
        first = u * line + v
        out.addmm_(pixels[first : first + height * line], w[u, v])
    return out.view(height, line, -1)[:, :width]
