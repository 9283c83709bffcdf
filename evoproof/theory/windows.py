"""Convolution and evolution: a window of K x K taps that slides over an image.

Tap (u, v) = (l-a, l-b) of output pixel (i, j) reads the image at (i - a, j - b); with stride S,
dilation d and padding P at (i S + d u - P, j S + d v - P).
"""

from __future__ import annotations

from typing import Any

from sympy import Integer, Mul, Pow

from evoproof.errors import LanguageError
from evoproof.language import Handle, Sum, bound, definition, floor, integer_from_sympy
from evoproof.theory.operators import operator

_i, _j, _m, _a, _b, _c = bound("i_ j_ m_ a_ b_ c_")


def radius(size: Any) -> Any:
    """l for a window of 2 l + 1. Raises LanguageError for another size, even or unknown."""
    half = (size - 1) / 2
    try:
        integer_from_sympy(half)
    except LanguageError:
        raise LanguageError(
            size, "the size of a window is 2*l + 1 for some l; for another one pass l="
        ) from None
    return half


def conv_size(
    size: Any, window: Any, *, stride: Any = 1, padding: Any = 0, dilation: Any = 1
) -> Any:
    """The number of windows along an axis: Eq. 1, for inputs that hold at least one window."""
    return floor((size + 2 * padding - dilation * (window - 1) - 1) / stride) + 1


@operator("Conv")
def conv(
    W: Handle, X: Handle, *, l: Any = None, stride: Any = 1, dilation: Any = 1,
    padding: Any = None, groups: Any = 1, size: Any = None,
) -> Handle:  # fmt: skip
    """Conv(W, X)[i, j, m], Eq. 2, corrected for any window, with groups, stride and dilation.

    W: K x K x N x D_out with N = D_in / groups; X: H x W x D_in, padded. Output channel m reads the
    channels of group floor(m G / D_out). The taps a, b run over [l-K+1, l]; l is (K-1)/2 unless
    given (any l with 0 <= l <= K-1 if K is even). Padding is l unless given. `size` is (H_out,
    W_out), that of X unless given. The result is padded.
    """
    K, N, D_out = W.shape[1], W.shape[2], W.shape[3]
    l = radius(K) if l is None else l
    row, column = _read(l, stride, dilation, padding)
    first = N * group(_m, groups, D_out)
    taps = W[l - _a, l - _b, _c, _m] * X[row, column, first + _c]
    body = Sum(taps, (_c, 0, N - 1), (_b, l - K + 1, l), (_a, l - K + 1, l))
    shape = (*(size or X.shape[:2]), D_out)
    return definition("Conv", (_i, _j, _m), body, shape=shape, padded=True, arguments=(W, X))


@operator("Ev")
def Ev(
    F: Handle, X: Handle, *, l: Any = None, stride: Any = 1, dilation: Any = 1,
    padding: Any = None, groups: Any = 1,
) -> Handle:  # fmt: skip
    """Ev(F, X)[i, j, m], the Evolution formula, Eq. 14 corrected.

    F, the Evolution kernel: H_out x W_out x K x K x N x D_out; X: H x W x D_in, padded, D_in = N G.
    The channels c of output m run over [N g, N g + N - 1] with g = floor(m G / D_out) (printed:
    g = m). Windows as in `conv`. The result is padded.
    """
    K, N, D_out = F.shape[2], F.shape[4], F.shape[5]
    l = radius(K) if l is None else l
    row, column = _read(l, stride, dilation, padding)
    first = N * group(_m, groups, D_out)
    taps = X[row, column, _c] * F[_i, _j, l - _a, l - _b, _c - first, _m]
    body = Sum(taps, (_c, first, first + N - 1), (_b, l - K + 1, l), (_a, l - K + 1, l))
    shape = (F.shape[0], F.shape[1], D_out)
    return definition("Ev", (_i, _j, _m), body, shape=shape, padded=True, arguments=(F, X))


def group(m: Any, groups: Any, channels: Any) -> Any:
    """floor(m G / D) as it stands: SymPy would cancel G and D without a condition."""
    if groups == 1:
        return Integer(0)
    quotient = Mul(m, groups, Pow(channels, -1), evaluate=False)
    return floor(quotient, evaluate=False)


def _read(l: Any, stride: Any, dilation: Any, padding: Any) -> tuple[Any, Any]:
    """Row and column of the image at taps a and b."""
    pad = dilation * l if padding is None else padding
    row, column = (p * stride + dilation * (l - t) - pad for p, t in ((_i, _a), (_j, _b)))
    return row.expand(), column.expand()
