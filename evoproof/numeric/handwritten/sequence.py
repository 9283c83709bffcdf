"""Attention with several heads to all samples of a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.operators import attention

if TYPE_CHECKING:
    import torch

    Weights = tuple[torch.Tensor, ...]


def by_dot_product(x: torch.Tensor, weights: Weights) -> torch.Tensor:
    """torch.nn.functional.scaled_dot_product_attention of x[N, D_in]: [N, D_out].

    `weights`: w_q and w_k [M, D_in, D_k], w_v[M, D_in, D_h], w_o[M D_h, D_out].
    """
    *projections, w_o = weights
    # a batch of one: without it torch takes a slower kernel
    query, key, value = ((x @ w)[None] for w in projections)
    return attention(query, key, value)[0].transpose(0, 1).flatten(1) @ w_o


def by_einsum(x: torch.Tensor, weights: Weights) -> torch.Tensor:
    """The same as it is usually written: einsum, softmax, einsum."""
    torch = load()
    *projections, w_o = weights
    query, key, value = (torch.einsum("nc,pck->pnk", x, w) for w in projections)
    scores = torch.einsum("pnk,prk->pnr", query, key)
    heads = torch.einsum("pnr,prh->nph", scores.softmax(-1), value)
    return heads.flatten(1) @ w_o
