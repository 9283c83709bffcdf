"""Local attention with several heads, by torch's own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.operators.attention import allowed

if TYPE_CHECKING:
    import torch

    Weights = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


def multi_head_attention(x: torch.Tensor, weights: Weights, there: torch.Tensor) -> torch.Tensor:
    """torch.nn.MultiheadAttention of the pixels x[H, W, D] to their neighbours.

    `weights`: w_q, w_k, w_v [M, D, D / M] and w_o[D, D], with D and D / M channels in every place,
    for that is all that the module has. Its rows are heads one after the other, and it divides the
    scores by sqrt(D / M), which w_q takes back. `there`: as in `Neighbours`; x is 0 in the margin.
    """
    torch = load()
    l = (there.shape[0] - x.shape[0]) // 2
    margin = torch.nn.functional.pad(x, (0, 0, l, l, l, l)).flatten(0, 1)[None]
    pixels, hidden = x.flatten(0, 1)[None], ~allowed(there, l)
    with torch.no_grad():
        done, _ = _module(weights)(pixels, margin, margin, attn_mask=hidden, need_weights=False)
    return done[0].reshape(x.shape)


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
