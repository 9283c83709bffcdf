"""Derivations that start from attention with several heads, by torch's module and by unfold."""

from __future__ import annotations

from typing import Any

from evoproof.check.operators.attentions import UNFOLD, Make, local_room
from evoproof.check.operators.operator import Operator, Sizes, Tensors
from evoproof.check.operators.rounding import SCALE, SHIFT
from evoproof.kernel.build import equal
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Cond
from evoproof.numeric.operators import (
    Border,
    Neighbours,
    linear,
    multi_head_attention,
    neighbours,
    unfolded_attention,
)


def _neighbours(border: Border) -> Make:
    """The pixels of the image and their neighbours, [M, H, W, ...]."""

    def make(tensors: Tensors, sizes: Sizes) -> Neighbours:
        query, key, value = (tensors["X"] @ tensors[f"W_{one}"][:, None] for one in "QKV")
        return neighbours(query, key, value, sizes["l"], border)

    return make


def _local(border: Border) -> tuple[Operator, ...]:
    make = _neighbours(border)

    def module(tensors: Tensors, sizes: Sizes) -> Any:
        w_q, w_k, w_v, w_o = (tensors[f"W_{one}"] for one in "QKVO")
        there = make(tensors, sizes).there
        return multi_head_attention(tensors["X"], (w_q, w_k, w_v, w_o), there)

    def unfolded(tensors: Tensors, sizes: Sizes) -> Any:
        heads = unfolded_attention(make(tensors, sizes))
        return linear(heads.movedim(0, -2).flatten(-2), tensors["W_O"])

    name, widths = "torch.nn.MultiheadAttention", _widths()
    return (
        Operator(name, module, False, local_room(make, SHIFT + SCALE), widths),
        Operator(UNFOLD, unfolded, False, local_room(make)),
    )


def _widths() -> tuple[Cond, ...]:
    """The module's channels: D_in = D_out = M D_h, and D_h for queries and keys too."""
    width = poly("M") * poly("D_h")
    return equal("D_k", "D_h"), equal("D_in", width), equal("D_out", width)


MULTI_HEAD: dict[str, tuple[Operator, ...]] = {
    "multi_head_mask": _local("mask"),
    "multi_head_zero": _local("zero"),
}
