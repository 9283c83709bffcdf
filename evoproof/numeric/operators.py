"""The real operators that derivations are held against, images with the channels last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from evoproof.numeric.backend import load
from evoproof.numeric.errors import NumericError

if TYPE_CHECKING:
    import torch


def conv2d(
    x: torch.Tensor,
    w: torch.Tensor,
    padding: tuple[int, int] = (0, 0),
    stride: int = 1,
    dilation: int = 1,
    groups: int = 1,
) -> torch.Tensor:
    """torch.nn.functional.conv2d of x[H, W, D_in] and w[K_h, K_w, D_in / groups, D_out].

    The result, [H', W', D_out], has at (i, j, m) the sum over u, v, c of
    w[u, v, c, m] x[i s + u d - p, j s + v d - p, g D_in / groups + c], 0 outside, where
    g = m // (D_out / groups) and p = padding[0]: nothing is flipped. `padding` is (before, after)
    on both axes.
    """
    functional = load().nn.functional
    image = functional.pad(x.permute(2, 0, 1), (*padding, *padding))[None]
    kernel = w.permute(3, 2, 0, 1)
    done = functional.conv2d(image, kernel, stride=stride, dilation=dilation, groups=groups)
    return done[0].permute(1, 2, 0)


def local_attention(
    x: torch.Tensor,
    w_q: torch.Tensor,
    w_k: torch.Tensor,
    w_v: torch.Tensor,
    l: int,
    border: Literal["mask", "zero"] = "mask",
) -> torch.Tensor:
    """Self-attention of each pixel to its (2l + 1)^2 neighbours, pixel by pixel.

    x[H, W, D_in], w_q and w_k [D_in, D_k], w_v[D_in, D_out]; the result is [H, W, D_out]. Scores
    are q . k with no scale. Border "mask": neighbours outside the image are left out; "zero": they
    take part with key and value 0.
    """
    if border not in ("mask", "zero"):
        raise NumericError(f"border {border!r}: the borders are mask and zero")
    torch = load()
    query, key, value = x @ w_q, x @ w_k, x @ w_v
    out = value.new_zeros(value.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            scores, values = _neighbours(query[i, j], key, value, (i, j, l), border == "zero")
            out[i, j] = torch.softmax(torch.stack(scores), 0) @ torch.stack(values)
    return out


def _neighbours(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    place: tuple[int, int, int],
    zeros: bool,
) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """Score and value of every neighbour of the pixel that takes part."""
    i, j, reach = place
    height, width, channels = value.shape
    scores, values = [], []
    for p in range(i - reach, i + reach + 1):
        for q in range(j - reach, j + reach + 1):
            if 0 <= p < height and 0 <= q < width:
                scores.append(query @ key[p, q])
                values.append(value[p, q])
            elif zeros:
                scores.append(query.new_zeros(()))
                values.append(value.new_zeros(channels))
    return scores, values
