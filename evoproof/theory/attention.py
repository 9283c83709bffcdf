"""Local self-attention as it is written before it is an evolution: Eq. 9 and 18."""

from __future__ import annotations

from typing import Any

from evoproof.language import Handle, Sum, bound, definition
from evoproof.theory.operators import operator
from evoproof.theory.softmax import Border, check_border, softmax

_i, _j, _m, _u, _v = bound("i_ j_ m_ u_ v_")
_a, _b, _c, _e, _k = bound("a_ b_ c_ e_ k_")


@operator("A")
def scores(W_Q: Handle, W_K: Handle, X: Handle, l: Any) -> Handle:
    """A[i, j, u, v], the score of pixel (i, j) with its neighbour (i-l+u, j-l+v): Eq. 18, line 1.

    W_Q, W_K: D_in x D_k; X: H x W x D_in, padded, so that a neighbour outside has score 0. The
    result is H x W x K x K with K = 2 l + 1 (printed: u, v run to K, one too far).
    """
    H, W, D_in = X.shape
    near = X[_i - l + _u, _j - l + _v, _e]
    body = Sum(
        X[_i, _j, _c] * W_Q[_c, _k] * W_K[_e, _k] * near,
        (_e, 0, D_in - 1), (_c, 0, D_in - 1), (_k, 0, W_Q.shape[1] - 1),
    )  # fmt: skip
    shape = (H, W, 2 * l + 1, 2 * l + 1)
    return definition("A", (_i, _j, _u, _v), body, shape=shape)


@operator("SA")
def local_attention(
    W_Q: Handle, W_K: Handle, W_V: Handle, X: Handle, l: Any, *, border: Border | None = None
) -> Handle:
    """SA(X)[i, j, m], single-headed self-attention over 2 l + 1 by 2 l + 1 neighbours: Eq. 9.

    W_V: D_in x D_out; the others as in `scores`, the border as in `softmax`. The result is padded.
    """
    check_border(border)
    H, W, D_in = X.shape
    weights = softmax(scores(W_Q, W_K, X, l), border=border)
    value = Sum(X[_i - _a, _j - _b, _c] * W_V[_c, _m], (_c, 0, D_in - 1))
    body = Sum(weights[_i, _j, l - _a, l - _b] * value, (_b, -l, l), (_a, -l, l))
    shape = (H, W, W_V.shape[1])
    return definition(
        "SA", (_i, _j, _m), body, shape=shape, padded=True, arguments=(X, str(border))
    )
