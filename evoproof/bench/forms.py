"""Hand-written operators on the tensors of a formula, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from evoproof.numeric.handwritten import convolution, involution, sequence, usual
from evoproof.numeric.handwritten.attention import local_attention, multi_head_attention
from evoproof.numeric.handwritten.blocks import by_blocks
from evoproof.numeric.handwritten.taps import by_taps
from evoproof.numeric.operators import bottleneck
from evoproof.numeric.operators import local_attention as unfolded_attention

Tensors: TypeAlias = Mapping[str, Any]
"""By name: entries; and G or l, the integers that no shape gives."""
Run: TypeAlias = Callable[[Tensors], Any]


@dataclass(frozen=True)
class Form:
    """One way to compute an operator: `run(tensors)` has the free indices as dimensions."""

    name: str
    run: Run


def _convolution(run: Callable[[Any, Any], Any]) -> Run:
    return lambda tensors: run(tensors["X"], tensors["W_conv"])


def _weights(tensors: Tensors, letters: str) -> tuple[Any, ...]:
    return tuple(tensors[f"W_{one}"] for one in letters)


def _local(attend: Any) -> Run:
    return lambda t: local_attention(attend, t["X"], _weights(t, "QKV"), t["l"])


def _unfolded(tensors: Tensors) -> Any:
    w_q, w_k, w_v = _weights(tensors, "QKV")
    return unfolded_attention(tensors["X"], w_q, w_k, w_v, tensors["l"], "zero")


def _heads(attend: Any) -> Run:
    return lambda t: multi_head_attention(attend, t["X"], _weights(t, "QKVO"), t["l"])


def _unfolded_heads(tensors: Tensors) -> Any:
    return usual.multi_head_attention(tensors["X"], _weights(tensors, "QKVO"), tensors["l"])


def _bottleneck(run: Callable[..., Any]) -> Run:
    def found(tensors: Tensors) -> Any:
        weights, norm = _weights(tensors, "01"), (tensors["s"], tensors["h"])
        return run(tensors["X"], weights, norm, involution.relu, tensors["G"])

    return found


def _sequence(run: Callable[[Any, tuple[Any, ...]], Any]) -> Run:
    def found(tensors: Tensors) -> Any:
        return run(tensors["X"], (*_weights(tensors, "QKV"), tensors["W"]))

    return found


CONVOLUTION = (
    Form("conv2d", _convolution(convolution.by_conv2d)),
    Form("products", _convolution(convolution.by_products)),
)
LOCAL_ATTENTION = (Form("taps", _local(by_taps)), Form("blocks", _local(by_blocks)))
MULTI_HEAD = (Form("taps", _heads(by_taps)), Form("blocks", _heads(by_blocks)))
INVOLUTION = (Form("taps", _bottleneck(involution.bottleneck)),)
SEQUENCE = (Form("dot product", _sequence(sequence.by_dot_product)),)

UNFOLD_CONVOLUTION = Form("unfold", _convolution(usual.convolution))
UNFOLD_ATTENTION = Form("unfold", _unfolded)
UNFOLD_MULTI_HEAD = Form("unfold", _unfolded_heads)
UNFOLD_INVOLUTION = Form("unfold", _bottleneck(bottleneck))
EINSUM_SEQUENCE = Form("einsum", _sequence(sequence.by_einsum))
