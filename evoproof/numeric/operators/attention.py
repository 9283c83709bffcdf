"""Self-attention to all pixels or to neighbours, in two ways: by unfold, and by torch's attention.

Scores are q . k with no scale. Heads come first: queries are [M, H, W, D_k].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evoproof.numeric.backend import load
from evoproof.numeric.errors import NumericError

if TYPE_CHECKING:
    import torch

Border = Literal["mask", "zero"]


@dataclass(frozen=True)
class Neighbours:
    """What the pixels attend to: 2l + 1 by 2l + 1 keys each, l of them beyond the image.

    query[M, H, W, D_k] at the pixels; key[M, H + 2l, W + 2l, D_k] and value[M, H + 2l, W + 2l, D_h]
    with a margin of l; there[H + 2l, W + 2l]: which of these take part.
    """

    query: torch.Tensor
    key: torch.Tensor
    value: torch.Tensor
    there: torch.Tensor

    @property
    def radius(self) -> int:
        return (self.key.shape[1] - self.query.shape[1]) // 2


def neighbours(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, l: int, border: Border
) -> Neighbours:
    """Query, key and value [M, H, W, ...] of an image with a margin of l.

    Border "mask": neighbours outside the image are left out; "zero": they take part with key and
    value 0.
    """
    if border not in ("mask", "zero"):
        raise NumericError(f"border {border!r}: the borders are mask and zero")
    there = beyond(key.new_ones(1, *key.shape[1:3], 1), l)[0, :, :, 0] > 0
    return Neighbours(query, beyond(key, l), beyond(value, l), there | (border == "zero"))


def everywhere(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> Neighbours:
    """Query of the image, key and value of the image with its margin; all of them take part."""
    there = load().ones(key.shape[1:3], dtype=load().bool, device=key.device)
    return Neighbours(query, key, value, there)


def beyond(maps: torch.Tensor, l: int) -> torch.Tensor:
    """maps[M, H, W, D] with l rows and columns of zeros around them."""
    return load().nn.functional.pad(maps, (0, 0, l, l, l, l))


def unfolded_attention(one: Neighbours) -> torch.Tensor:
    """[M, H, W, D_h] by torch.nn.functional.unfold: scores, softmax and sum over K K taps."""
    torch = load()
    heads, height, width = one.query.shape[:3]
    window = 2 * one.radius + 1
    key, value = _taps(one.key, window), _taps(one.value, window)
    there = _taps(one.there.to(key)[None, :, :, None], window) > 0
    query = one.query.reshape(heads, height * width, -1)
    scores = torch.einsum("mnd,mdtn->mtn", query, key).masked_fill(~there[:, 0], -torch.inf)
    out = torch.einsum("mtn,mdtn->mnd", scores.softmax(1), value)
    return out.reshape(heads, height, width, -1)


def _taps(maps: torch.Tensor, window: int) -> torch.Tensor:
    """[M, D, K K, H W]: what is below each tap of the window at each pixel."""
    found = load().nn.functional.unfold(maps.permute(0, 3, 1, 2), window)
    return found.view(maps.shape[0], maps.shape[3], window * window, -1)


def masked_attention(one: Neighbours) -> torch.Tensor:
    """[M, H, W, D_h] by torch.nn.functional.scaled_dot_product_attention to the whole image.

    Its mask lets a pixel see its neighbours alone.
    """
    maps = (one.query, one.key, one.value)
    query, key, value = (each.flatten(1, 2) for each in maps)
    done = load().nn.functional.scaled_dot_product_attention(
        query, key, value, attn_mask=allowed(one.there, one.radius), scale=1.0
    )
    return done.reshape(*one.query.shape[:3], -1)


def allowed(there: torch.Tensor, l: int) -> torch.Tensor:
    """[H W, (H + 2l) (W + 2l)]: whether a pixel attends to a place of the image with its margin."""
    rows, columns = (_near(size, l, there.device) for size in there.shape)
    near = rows[:, None, :, None] & columns[None, :, None, :] & there
    return near.flatten(2, 3).flatten(0, 1)


def _near(size: int, l: int, device: torch.device) -> torch.Tensor:
    """[n, n + 2l]: whether a place is within l of a pixel, n + 2l = size."""
    torch = load()
    pixel, place = (torch.arange(n, device=device) for n in (size - 2 * l, size))
    offset = place - pixel[:, None]
    return (offset >= 0) & (offset <= 2 * l)


def attention(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    """torch.nn.functional.scaled_dot_product_attention to all keys.

    query[M, n, D_k], key[M, r, D_k], value[M, r, D_h]; the result is [M, n, D_h].
    """
    functional = load().nn.functional
    return functional.scaled_dot_product_attention(query, key, value, scale=1.0)


def local_attention(
    x: torch.Tensor,
    w_q: torch.Tensor,
    w_k: torch.Tensor,
    w_v: torch.Tensor,
    l: int,
    border: Border = "mask",
) -> torch.Tensor:
    """Self-attention of each pixel to its (2l + 1)^2 neighbours, by unfold.

    x[H, W, D_in], w_q and w_k [D_in, D_k], w_v[D_in, D_out]; the result is [H, W, D_out].
    """
    query, key, value = ((x @ w)[None] for w in (w_q, w_k, w_v))
    return unfolded_attention(neighbours(query, key, value, l, border))[0]
