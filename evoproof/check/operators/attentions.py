"""Derivations that start from attention with one head, by torch's attention and by unfold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evoproof.check.operators.operator import Operator, Sizes, Tensors
from evoproof.check.operators.rounding import SHIFT, room
from evoproof.numeric.operators import (
    Border,
    Neighbours,
    attention,
    beyond,
    everywhere,
    masked_attention,
    neighbours,
    unfolded_attention,
)

Make = Callable[[Tensors, Sizes], Neighbours]
Attend = Callable[[Neighbours], Any]

UNFOLD = "torch.nn.functional.unfold attention"
DOT_PRODUCT = "torch.nn.functional.scaled_dot_product_attention"


def _single(border: Border) -> Make:
    """One head. Positions P are added where queries and keys are made, a bias to the values."""

    def make(tensors: Tensors, sizes: Sizes) -> Neighbours:
        x = tensors["X"]
        placed = x + tensors["P"] if "P" in tensors else x
        query, key = (placed @ tensors[name] for name in ("W_Q", "W_K"))
        value = x @ tensors["W_V"] + tensors.get("bias", 0.0)
        return neighbours(query[None], key[None], value[None], sizes["l"], border)

    return make


def _extended(tensors: Tensors, sizes: Sizes) -> Neighbours:
    """One head, with positions that go on beyond the image, where X is 0."""
    l, x = sizes["l"], tensors["X"]
    height, width = x.shape[:2]
    image = beyond(x[None], l)
    placed = image + tensors["P"]
    query = placed[:, l : l + height, l : l + width] @ tensors["W_Q"]
    return everywhere(query, placed @ tensors["W_K"], image @ tensors["W_V"])


def _whole(tensors: Tensors, sizes: Sizes) -> tuple[Any, Any, Any]:
    """The image, or the samples with s and t exchanged, in front of a query x or of themselves."""
    samples = tensors["X"]
    if "s" in sizes:
        order = list(range(sizes["N"]))
        order[sizes["s"]], order[sizes["t"]] = sizes["t"], sizes["s"]
        samples = samples[order]
    query = tensors.get("x", samples)
    return query @ tensors["W_Q"], samples @ tensors["W_K"], samples @ tensors["W_V"]


def _to_the_whole(tensors: Tensors, sizes: Sizes) -> Any:
    query, key, value = _whole(tensors, sizes)
    out = attention(*(_rows(one) for one in (query, key, value)))
    return out.reshape(*query.shape[:-1], -1)


def _whole_room(tensors: Tensors, sizes: Sizes) -> float:
    query, key, _ = _whole(tensors, sizes)
    return room(_rows(query), _rows(key))


def _rows(maps: Any) -> Any:
    """[1, n, D] of maps[..., D]."""
    return maps.reshape(1, -1, maps.shape[-1])


def _local(make: Make) -> tuple[Operator, ...]:
    def by(name: str, attend: Attend) -> Operator:
        return Operator(name, lambda t, s: attend(make(t, s))[0], False, local_room(make))

    return by(UNFOLD, unfolded_attention), by(DOT_PRODUCT, masked_attention)


def local_room(make: Make, roundings: float = SHIFT) -> Callable[[Tensors, Sizes], float]:
    """The room of attention to neighbours."""

    def found(tensors: Tensors, sizes: Sizes) -> float:
        one = make(tensors, sizes)
        return room(one.query, one.key, roundings)

    return found


_WHOLE = (Operator(DOT_PRODUCT, _to_the_whole, False, _whole_room),)

ATTENTIONS: dict[str, tuple[Operator, ...]] = {
    "self_attention": _WHOLE,
    "global_attention": _WHOLE,
    "shuffled_samples": _WHOLE,
    "permutation_equivariance": _WHOLE,
    "local_attention_mask": _local(_single("mask")),
    "local_attention_zero": _local(_single("zero")),
    "value_bias_mask": _local(_single("mask")),
    "value_bias_zero": _local(_single("zero")),
    "positional_mask": _local(_single("mask")),
    "positional_zero": _local(_single("zero")),
    "positional_extended": _local(_extended),
}
