"""Attention and evolution against the convolution that they express: section 3.4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter
from typing import Any

from evoproof.check.operators.convolutions import convolved
from evoproof.check.operators.operator import Operator, Sizes, Tensors, torch_function
from evoproof.check.operators.rounding import room_of_scores
from evoproof.kernel.build import at_least
from evoproof.kernel.poly import poly
from evoproof.numeric.operators import average, conv2d, linear


def _one_tap_a_head(tensors: Tensors, sizes: Sizes) -> Any:
    """The convolution whose kernel has head p's W_V W_O at tap p (Eq. 28)."""
    x, w_v, side = tensors["X"], tensors["W_V"], sizes["s"]
    out = tensors["W_O"].unflatten(0, (w_v.shape[0], w_v.shape[2]))
    before = sizes["l"]
    return conv2d(x, (w_v @ out).unflatten(0, (side, side)), (before, side - 1 - before))


def _kernel_of_a_pixel(tensors: Tensors, sizes: Sizes) -> Any:
    """[i, j, m, p, q]: the convolution with the kernel of each pixel (p, q) at every pixel."""
    return _each(tensors["X"], tensors["G"], sizes["l"])


def _scores_of_a_pixel(tensors: Tensors, sizes: Sizes) -> Any:
    """The same for the kernels that the softmax of scores makes with W_V."""
    return _each(tensors["X"], _taps(tensors["B"], tensors["W_V"]), sizes["l"])


def _scores_of_shifts(tensors: Tensors, sizes: Sizes) -> Any:
    """The convolution whose kernel is W_V times the softmax of the scores of the shifts."""
    l = sizes["l"]
    return conv2d(tensors["X"], _taps(_shifts(tensors), tensors["W_V"]), (l, l))


def _shifts(tensors: Tensors) -> Any:
    """The scores v (r W_R)^T of Eq. 31 for each shift r."""
    return tensors["R"] @ tensors["W_R"] @ tensors["v"]


def _taps(scores: Any, w_v: Any) -> Any:
    """[..., K, K, D_in, D_out]: the softmax of the scores [..., K, K] times W_V."""
    return scores.flatten(-2).softmax(-1).reshape_as(scores)[..., None, None] * w_v


def _each(x: Any, kernels: Any, before: int) -> Any:
    height, width, window, _, _, channels = kernels.shape
    w = kernels.permute(2, 3, 4, 5, 0, 1).flatten(3)
    out = conv2d(x, w, (before, window - 1 - before))
    return out.reshape(*out.shape[:2], channels, height, width)


def _by_softmax(
    run: Callable[[Tensors, Sizes], Any], scores: Callable[[Tensors], Any]
) -> tuple[Operator, ...]:
    def room(tensors: Tensors, sizes: Sizes) -> float:
        return room_of_scores(float(scores(tensors).abs().max()))

    return (replace(torch_function("conv2d", run, exact=False), room=room),)


def _averaged(tensors: Tensors, sizes: Sizes) -> Any:
    return linear(average(tensors["X"], sizes["l"]), tensors["W_V"])


_COVERED = at_least(poly("s") - 1, poly("l"))

EXPRESSED: dict[str, tuple[Operator, ...]] = {
    "one_hot_heads": (torch_function("conv2d", _one_tap_a_head, _COVERED),),
    "finite_scores": (torch_function("conv2d", convolved, _COVERED, exact=False),),
    "shared_kernel": (
        torch_function("conv2d", _kernel_of_a_pixel, at_least(poly("K") - 1, poly("l"))),
    ),
    "shared_scores": _by_softmax(_scores_of_a_pixel, itemgetter("B")),
    "relative_attention": _by_softmax(_scores_of_shifts, _shifts),
    "uniform_attention": (torch_function("avg_pool2d", _averaged, exact=False),),
}
