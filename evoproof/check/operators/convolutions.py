"""Derivations that start from torch's convolution or linear layer."""

from __future__ import annotations

from typing import Any

from evoproof.check.operators.operator import Operator, Sizes, Tensors, torch_function
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Eq
from evoproof.numeric.operators import conv2d, linear


def convolved(tensors: Tensors, sizes: Sizes) -> Any:
    """Taps reach from -l to K-1-l around the pixel; with a padding P, P is added on both ends."""
    w = tensors["W_conv"] if "W_conv" in tensors else tensors["W"]
    window, dilation = w.shape[0], sizes.get("d", 1)
    before = sizes.get("l", (window - 1) // 2)
    ends = (dilation * before, dilation * (window - 1 - before))
    padding = (sizes["P"], sizes["P"]) if "P" in sizes else ends
    groups = tensors["X"].shape[2] // max(1, w.shape[2])
    return conv2d(
        tensors["X"], w, padding, sizes.get("S", 1), dilation, groups, tensors.get("bias")
    )


def _uncropped(tensors: Tensors, sizes: Sizes) -> Any:
    """Two convolutions, the map between them as large as the second reads."""
    l = sizes["l_1"] + sizes["l_2"]
    return conv2d(conv2d(tensors["X"], tensors["W_1"], (l, l)), tensors["W_2"])


def _feed_forward(tensors: Tensors, sizes: Sizes) -> Any:
    """Two linear layers on the channels of each pixel, their 1 x 1 kernels as matrices."""
    hidden = linear(tensors["X"], tensors["W_1"][0, 0])
    return linear(hidden, tensors["W_2"][0, 0])


def _pixels(tensors: Tensors, sizes: Sizes) -> Any:
    """One linear layer on the pixels of each channel."""
    x = tensors["X"]
    mixing = tensors["T"].flatten(2, 3).flatten(0, 1)
    return linear(x.flatten(0, 1).mT, mixing.mT).mT.reshape(x.shape)


_CONV2D = (torch_function("conv2d", convolved),)
_EQUAL_GROUPS = (torch_function("conv2d", convolved, Eq(poly("D_out") - poly("G") * poly("M"))),)

CONVOLUTIONS: dict[str, tuple[Operator, ...]] = {
    "convolution": _CONV2D,
    "group_convolution": _EQUAL_GROUPS,
    "strided_convolution": _CONV2D,
    "even_convolution": _CONV2D,
    "depthwise_convolution": _CONV2D,
    "pointwise_convolution": _CONV2D,
    "bias_channel": _CONV2D,
    "block_diagonal": _EQUAL_GROUPS,
    "conv_cascade": (torch_function("conv2d", _uncropped),),
    "feed_forward": (torch_function("linear", _feed_forward),),
    "token_mixing": (torch_function("linear", _pixels),),
}
