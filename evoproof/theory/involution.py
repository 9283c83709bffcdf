"""Involution: every pixel has its own window of weights, shared by the channels of a group."""

from __future__ import annotations

from evoproof.language import Handle, Sum, bound, definition
from evoproof.theory.operators import operator
from evoproof.theory.windows import group, radius

_i, _j, _m, _a, _b = bound("i_ j_ m_ a_ b_")


@operator("Inv")
def Inv(W: Handle, X: Handle) -> Handle:
    """Inv(W, X)[i, j, m], Eq. 10 and 13, corrected: the printed j - a is j - b, ceil is floor.

    W: H x W x K x K x G with K = 2 l + 1 (printed: K for G); X: H x W x D, padded. Channel m is
    weighed by group floor(m G / D) of W, and by no other channel. The result is padded.
    """
    l, G, D = radius(W.shape[2]), W.shape[4], X.shape[2]
    taps = W[_i, _j, l - _a, l - _b, group(_m, G, D)] * X[_i - _a, _j - _b, _m]
    body = Sum(taps, (_b, -l, l), (_a, -l, l))
    return definition("Inv", (_i, _j, _m), body, shape=X.shape, padded=True, arguments=(W, X))
