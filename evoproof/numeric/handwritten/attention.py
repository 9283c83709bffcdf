"""Local attention with one head and with several, for any way to attend to neighbours.

Neighbours outside the image take part with key and value 0; scores are q . k with no scale.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    Attend = Callable[[torch.Tensor, torch.Tensor, torch.Tensor, int, int], torch.Tensor]
    Weights = tuple[torch.Tensor, ...]


def local_attention(attend: Attend, x: torch.Tensor, weights: Weights, l: int) -> torch.Tensor:
    """[H, W, D_out] of x[H, W, D_in]; `weights`: w_q and w_k [D_in, D_k], w_v[D_in, D_out].

    The pixels themselves are keys and values: w_k goes to the queries, w_v to the sums.
    """
    w_q, w_k, w_v = weights
    return attend(x @ (w_q @ w_k.mT), x, x, 1, l) @ w_v


def multi_head_attention(attend: Attend, x: torch.Tensor, weights: Weights, l: int) -> torch.Tensor:
    """[H, W, D_out] of x[H, W, D_in] with M heads.

    `weights`: w_q and w_k [M, D_in, D_k], w_v[M, D_in, D_h], w_o[M D_h, D_out].
    """
    *projections, w_o = weights
    query, key, value = (x @ side_by_side(w) for w in projections)
    return attend(query, key, value, projections[0].shape[0], l) @ w_o


def side_by_side(w: torch.Tensor) -> torch.Tensor:
    """[D_in, M D] of w[M, D_in, D]: one matrix for all heads."""
    return w.transpose(0, 1).flatten(1)
