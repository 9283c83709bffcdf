"""The real operators that the paper's derivations start from, by the derivation's name.

A derivation names its tensors and sizes by one scheme: image X, weights W or W_conv, projections
W_Q, W_K, W_V; window radius l, stride S, dilation d, padding P, groups G.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Cond, Eq
from evoproof.numeric.operators import conv2d, local_attention

Tensors = Mapping[str, Any]
Sizes = Mapping[str, int]


@dataclass(frozen=True)
class Operator:
    """`run(tensors, sizes)` gives the operator's values in the shape of the free indices.

    `exact`: on integers the operator makes none but integers, so float64 is exact. `room(tensors)`:
    how many times the first line's error bound the operator's own error may be. `given`: where the
    operator is defined, which may be less often than the formula.
    """

    name: str
    run: Callable[[Tensors, Sizes], Any]
    exact: bool
    room: Callable[[Tensors], float]
    given: tuple[Cond, ...] = ()


def _conv(tensors: Tensors, sizes: Sizes) -> Any:
    """Taps reach from -l to K-1-l around the pixel; with a padding P, P is added on both ends."""
    w = tensors["W_conv"] if "W_conv" in tensors else tensors["W"]
    window, dilation = w.shape[0], sizes.get("d", 1)
    before = sizes.get("l", (window - 1) // 2)
    ends = (dilation * before, dilation * (window - 1 - before))
    padding = (sizes["P"], sizes["P"]) if "P" in sizes else ends
    groups = tensors["X"].shape[2] // max(1, w.shape[2])
    return conv2d(tensors["X"], w, padding, sizes.get("S", 1), dilation, groups)


def _attention(border: Literal["mask", "zero"]) -> Callable[[Tensors, Sizes], Any]:
    def run(tensors: Tensors, sizes: Sizes) -> Any:
        query, key, value = (_matrix(tensors[name]) for name in ("W_Q", "W_K", "W_V"))
        return local_attention(tensors["X"], query, key, value, sizes["l"], border)

    return run


def _matrix(weights: Any) -> Any:
    """A 1x1 kernel as a matrix."""
    return weights.reshape(weights.shape[-2:])


def _as_much(tensors: Tensors) -> float:
    """The same products and sums in another order: the same bound."""
    return 1.0


def _softmax_room(tensors: Tensors) -> float:
    """torch subtracts the largest score m: exp(s - m) rounds s - m, by u |s - m| at most, where the
    bound of exp s allows 4u for exp alone; |s - m| <= 2 max |q| max |k| (Cauchy-Schwarz).
    """
    query, key = (tensors["X"] @ _matrix(tensors[name]) for name in ("W_Q", "W_K"))
    lengths = (float(one.norm(dim=-1).max()) if one.numel() else 0.0 for one in (query, key))
    return 1.0 + 2.0 * next(lengths) * next(lengths) / 4.0


_CONV2D = Operator("torch.nn.functional.conv2d", _conv, True, _as_much)
_EQUAL_GROUPS = Eq(poly("D_out") - poly("G") * poly("M"))

OPERATORS: dict[str, Operator] = {
    "convolution": _CONV2D,
    "group_convolution": replace(_CONV2D, given=(_EQUAL_GROUPS,)),
    "strided_convolution": _CONV2D,
    "even_convolution": _CONV2D,
    "depthwise_convolution": _CONV2D,
    "pointwise_convolution": _CONV2D,
    "local_attention_mask": Operator(
        "plain-loop attention", _attention("mask"), False, _softmax_room
    ),
    "local_attention_zero": Operator(
        "plain-loop attention", _attention("zero"), False, _softmax_room
    ),
}
