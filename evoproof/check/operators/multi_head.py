"""Derivations that start from attention with several heads, by torch's module and by its parts."""

from __future__ import annotations

from typing import Any

from evoproof.check.operators.attentions import DOT_PRODUCT, UNFOLD, Make, local_room
from evoproof.check.operators.operator import Operator, Sizes, Tensors
from evoproof.check.operators.rounding import SCALE, SHIFT, room
from evoproof.kernel.build import equal
from evoproof.kernel.poly import poly
from evoproof.numeric.operators import (
    Border,
    Neighbours,
    attention,
    linear,
    local_multi_head_attention,
    multi_head_attention,
    neighbours,
    unfolded_attention,
)

MODULE = "torch.nn.MultiheadAttention"


def _neighbours(border: Border) -> Make:
    """The pixels of the image and their neighbours, [M, H, W, ...]."""

    def make(tensors: Tensors, sizes: Sizes) -> Neighbours:
        query, key, value = (tensors["X"] @ tensors[f"W_{one}"][:, None] for one in "QKV")
        return neighbours(query, key, value, sizes["l"], border)

    return make


def _local(border: Border) -> tuple[Operator, ...]:
    make = _neighbours(border)

    def module(tensors: Tensors, sizes: Sizes) -> Any:
        there = make(tensors, sizes).there
        return local_multi_head_attention(tensors["X"], _weights(tensors, "W_O"), there)

    def unfolded(tensors: Tensors, sizes: Sizes) -> Any:
        return _projected(unfolded_attention(make(tensors, sizes)), tensors["W_O"])

    return (
        Operator(MODULE, module, False, local_room(make, SHIFT + SCALE), _WIDTHS),
        Operator(UNFOLD, unfolded, False, local_room(make)),
    )


def _weights(tensors: Tensors, out: str) -> tuple[Any, Any, Any, Any]:
    return tensors["W_Q"], tensors["W_K"], tensors["W_V"], tensors[out]


def _projected(heads: Any, w_o: Any) -> Any:
    """heads[M, ..., D_h], concatenated, times w_o[M D_h, D_out]."""
    return linear(heads.movedim(0, -2).flatten(-2), w_o)


def _samples(tensors: Tensors) -> tuple[Any, Any, Any]:
    """Query, key and value [M, N, ...] of the samples of a sequence."""
    query, key, value = (tensors["X"] @ tensors[f"W_{one}"] for one in "QKV")
    return query, key, value


def _by_module(tensors: Tensors, sizes: Sizes) -> Any:
    return multi_head_attention(tensors["X"], tensors["X"], _weights(tensors, "W"))


def _by_dot_products(tensors: Tensors, sizes: Sizes) -> Any:
    return _projected(attention(*_samples(tensors)), tensors["W"])


def _module_room(tensors: Tensors, sizes: Sizes) -> float:
    return room(*_samples(tensors)[:2], SHIFT + SCALE)


def _samples_room(tensors: Tensors, sizes: Sizes) -> float:
    return room(*_samples(tensors)[:2])


_WIDTH = poly("M") * poly("D_h")
_WIDTHS = (equal("D_k", "D_h"), equal("D_in", _WIDTH), equal("D_out", _WIDTH))

MULTI_HEAD: dict[str, tuple[Operator, ...]] = {
    "multi_head_mask": _local("mask"),
    "multi_head_zero": _local("zero"),
    "multi_head_sequence": (
        Operator(MODULE, _by_module, False, _module_room, _WIDTHS),
        Operator(DOT_PRODUCT, _by_dot_products, False, _samples_room),
    ),
}
