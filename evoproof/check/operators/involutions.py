"""Derivations that start from involution, by the formula of its authors.

Heads with given attention maps are an involution of their values: the maps are its kernels.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evoproof.check.operators.operator import Operator, Sizes, Tensors, as_much
from evoproof.kernel.build import equal
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Cond
from evoproof.numeric.operators import bottleneck, involution, linear


def _given_kernels(tensors: Tensors, sizes: Sizes) -> Any:
    return involution(tensors["X"], tensors["W_Inv"])


def _made_kernels(tensors: Tensors, sizes: Sizes) -> Any:
    weights, norm = (tensors["W_0"], tensors["W_1"]), (tensors["s"], tensors["h"])
    return bottleneck(tensors["X"], weights, norm, tensors["activation"], sizes["G"])


def _depthwise(tensors: Tensors, sizes: Sizes) -> Any:
    """A kernel for each channel, then a matrix for each pixel."""
    between = involution(tensors["X"], tensors["F_d"].squeeze(4))
    return (between[:, :, None] @ tensors["F_p"][:, :, 0, 0]).squeeze(2)


def _one_map(tensors: Tensors, sizes: Sizes) -> Any:
    """One map P[H, W, K, K] for all channels of the values, which have a bias or not."""
    w_v = tensors["W_V"]
    values = linear(tensors["X"], w_v.reshape(w_v.shape[-2:])) + tensors.get("bias", 0.0)
    return involution(values, tensors["P"][..., None])


def _equal_heads(tensors: Tensors, sizes: Sizes) -> Any:
    """Map p of P[M, H, W, K, K] for all channels of group p of the image."""
    return involution(tensors["X"], _maps(tensors))


def _heads(tensors: Tensors, sizes: Sizes) -> Any:
    """The same for the values of each head, side by side, and the outputs times W_O, if any."""
    values = linear(tensors["X"], tensors["W_V"].movedim(0, 1).flatten(1))
    out = involution(values, _maps(tensors))
    return linear(out, tensors["W_O"]) if "W_O" in tensors else out


def _maps(tensors: Tensors) -> Any:
    return tensors["P"].movedim(0, -1)


def _published(
    run: Callable[[Tensors, Sizes], Any], *given: Cond, exact: bool = True
) -> tuple[Operator, ...]:
    return (Operator("published involution", run, exact, as_much, given),)


_EQUAL_GROUPS = equal("D", poly("G") * poly("N"))
_ODD = equal("K", poly("l") * 2 + 1)

INVOLUTIONS: dict[str, tuple[Operator, ...]] = {
    "involution": _published(_given_kernels, _EQUAL_GROUPS),
    "involution_bottleneck": _published(_made_kernels, _EQUAL_GROUPS, exact=False),
    "involution_heads": _published(_equal_heads),
    "pointwise_after_depthwise": _published(_depthwise),
    "absorption": _published(_one_map),
    "value_bias_channel": _published(_one_map),
    "multi_head": _published(_heads, _ODD),
    "concatenated_heads": _published(_heads, _ODD),
}
