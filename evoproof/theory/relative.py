"""Local self-attention with a relative encoding: Eq. 30, in the row convention of Eq. 4 to 9."""

from __future__ import annotations

from typing import Any

from evoproof.language import Handle, Sum, bound, definition
from evoproof.theory.operators import operator
from evoproof.theory.softmax import Border, check_border, softmax

_i, _j, _m, _u, _v = bound("i_ j_ m_ u_ v_")
_a, _b, _c, _e, _k = bound("a_ b_ c_ e_ k_")


@operator("A_rel")
def relative_scores(
    W_Q: Handle, W_K: Handle, W_R: Handle, q: Handle, r: Handle, R: Handle, X: Handle, l: Any
) -> Handle:
    """A_rel[i, j, u, v], pixel (i, j) with its neighbour (i-l+u, j-l+v): Eq. 30.

    x W_Q (y W_K)^T + x W_Q (s W_R)^T + q (y W_K)^T + r (s W_R)^T for the pixel x, the neighbour y
    and the encoding s of the shift between them, R[u, v]. W_Q, W_K: D_in x D_k; W_R: D_p x D_k,
    the key weights of shifts; q, r: D_k, two learned vectors; R: K x K x D_p; X: H x W x D_in,
    padded. The result is H x W x K x K with K = 2 l + 1.
    """
    H, W, D_in = X.shape
    D_k, D_p = W_Q.shape[1], R.shape[2]
    near = X[_i - l + _u, _j - l + _v, _e]
    query = Sum(X[_i, _j, _c] * W_Q[_c, _k], (_c, 0, D_in - 1))
    key = Sum(near * W_K[_e, _k], (_e, 0, D_in - 1))
    shift = Sum(R[_u, _v, _e] * W_R[_e, _k], (_e, 0, D_p - 1))
    products = query * key + query * shift + q[_k] * key + r[_k] * shift
    body = Sum(products, (_k, 0, D_k - 1))
    shape = (H, W, 2 * l + 1, 2 * l + 1)
    return definition("A_rel", (_i, _j, _u, _v), body, shape=shape, arguments=(X,))


@operator("SA_rel")
def relative_self_attention(
    W_Q: Handle, W_K: Handle, W_R: Handle, q: Handle, r: Handle, R: Handle, W_V: Handle,
    X: Handle, l: Any, *, border: Border | None = None,
) -> Handle:  # fmt: skip
    """SA_rel(X)[i, j, m], local self-attention with the scores of Eq. 30: Eq. 9 and 30.

    W_V: D_in x D_out; the others as in `relative_scores`, the border as in `softmax`. The result
    is padded.
    """
    check_border(border)
    weights = softmax(relative_scores(W_Q, W_K, W_R, q, r, R, X, l), border=border)
    H, W, D_in = X.shape
    value = Sum(X[_i - _a, _j - _b, _c] * W_V[_c, _m], (_c, 0, D_in - 1))
    body = Sum(weights[_i, _j, l - _a, l - _b] * value, (_b, -l, l), (_a, -l, l))
    shape = (H, W, W_V.shape[1])
    return definition(
        "SA_rel", (_i, _j, _m), body, shape=shape, padded=True, arguments=(X, str(border))
    )
