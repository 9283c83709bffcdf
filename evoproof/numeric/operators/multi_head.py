"""Attention with several heads, by torch's own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.operators.attention import allowed

if TYPE_CHECKING:
    import torch

    Weights = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


def multi_head_attention(
    x: torch.Tensor,
    samples: torch.Tensor,
    weights: Weights,
    seen: torch.Tensor | None = None,
) -> torch.Tensor:
    """torch.nn.MultiheadAttention of x[n, D] to samples[r, D], to those seen[n, r] if it is given.

    `weights`: w_q, w_k, w_v [M, D, D / M] and w_o[D, D], with D and D / M channels in every place,
    for that is all that the module has. Its rows are heads one after the other, and it divides the
    scores by sqrt(D / M), which w_q takes back.
    """
    module, hidden = _module(weights), None if seen is None else ~seen
    with load().no_grad():
        done, _ = module(
            x[None], samples[None], samples[None], attn_mask=hidden, need_weights=False
        )
    return done[0]


def local_multi_head_attention(
    x: torch.Tensor, weights: Weights, there: torch.Tensor
) -> torch.Tensor:
    """The same for each pixel of x[H, W, D] to its neighbours.

    `there`: as in `Neighbours`; x is 0 in the margin.
    """
    l = (there.shape[0] - x.shape[0]) // 2
    margin = load().nn.functional.pad(x, (0, 0, l, l, l, l))
    pixels, places = x.flatten(0, 1), margin.flatten(0, 1)
    return multi_head_attention(pixels, places, weights, allowed(there, l)).reshape(x.shape)


def _module(weights: Weights) -> torch.nn.MultiheadAttention:
    """The module with these weights and no bias."""
    torch = load()
    w_q, w_k, w_v, w_o = weights
    heads, width, channels = w_q.shape
    module = torch.nn.utils.skip_init(
        torch.nn.MultiheadAttention, width, heads,
        bias=False, batch_first=True, device=w_o.device, dtype=w_o.dtype,
    )  # fmt: skip
    projections = (w_q * channels**0.5, w_k, w_v)
    with torch.no_grad():
        module.in_proj_weight.copy_(torch.cat([one.mT.flatten(0, 1) for one in projections]))
        module.out_proj.weight.copy_(w_o.mT)
    return module.eval()
