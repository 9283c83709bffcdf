"""Self-attention over all samples: of a sequence (Eq. 4 and 5) and of a whole image (Eq. 8)."""

from __future__ import annotations

from typing import Any

from evoproof.language import Handle, Sum, bound, definition, exp
from evoproof.theory.operators import operator

_i, _j, _m, _n, _p, _q, _r = bound("i_ j_ m_ n_ p_ q_ r_")
_a, _b, _c, _e, _k, _s, _t = bound("a_ b_ c_ e_ k_ s_ t_")


@operator("sigma")
def row_softmax(A: Handle) -> Handle:
    """sigma(A)[n, r], the softmax of row n of the scores A: Eq. 4. A: N x M."""
    total = Sum(exp(A[_n, _k]), (_k, 0, A.shape[1] - 1))
    body = exp(A[_n, _r]) / total
    return definition("sigma", (_n, _r), body, shape=A.shape, arguments=(A,))


@operator("A")
def sequence_scores(W_Q: Handle, W_K: Handle, X: Handle) -> Handle:
    """A[n, r], the score of sample n with sample r: A = X W_Q W_K^T X^T, Eq. 4.

    W_Q, W_K: D_in x D_k; X: N x D_in. The result is N x N (printed: D_in x D_in).
    """
    N, D_in = X.shape
    body = _score(W_Q, W_K, D_in, lambda c: X[_n, c], lambda e: X[_r, e])
    return definition("A", (_n, _r), body, shape=(N, N), arguments=(X,))


@operator("SA")
def sequence_attention(W_Q: Handle, W_K: Handle, W_V: Handle, X: Handle) -> Handle:
    """SA(X)[n, m], single-headed self-attention of a sequence: Eq. 4 and 5.

    W_Q, W_K: D_in x D_k; W_V: D_in x D_out; X: N x D_in.
    """
    N, D_in = X.shape
    weights = row_softmax(sequence_scores(W_Q, W_K, X))
    value = Sum(X[_r, _c] * W_V[_c, _m], (_c, 0, D_in - 1))
    body = Sum(weights[_n, _r] * value, (_r, 0, N - 1))
    shape = (N, W_V.shape[1])
    return definition("SA", (_n, _m), body, shape=shape, arguments=(X,))


@operator("a")
def query_scores(x: Handle, W_Q: Handle, W_K: Handle, X: Handle) -> Handle:
    """a(x, X)[r], the score of one query x with sample r: Eq. 5 for y_n, with x for X[n].

    x: D_in; W_Q, W_K: D_in x D_k; X: N x D_in.
    """
    N, D_in = X.shape
    body = _score(W_Q, W_K, D_in, lambda c: x[c], lambda e: X[_r, e])
    return definition("a", (_r,), body, shape=(N,), arguments=(x, X))


@operator("y")
def query_attention(x: Handle, W_Q: Handle, W_K: Handle, W_V: Handle, X: Handle) -> Handle:
    """y(x, X)[m], the attention of one query x to the samples X: Eq. 5.

    W_V: D_in x D_out; the others as in `query_scores`.
    """
    N, D_in = X.shape
    scores = query_scores(x, W_Q, W_K, X)
    value = Sum(X[_r, _c] * W_V[_c, _m], (_c, 0, D_in - 1))
    total = Sum(exp(scores[_s]), (_s, 0, N - 1))
    body = Sum(exp(scores[_r]) * value, (_r, 0, N - 1)) / total
    return definition("y", (_m,), body, shape=(W_V.shape[1],), arguments=(x, X))


@operator("A_image")
def image_scores(W_Q: Handle, W_K: Handle, X: Handle) -> Handle:
    """A_image[i, j, p, q], the score of pixel (i, j) with pixel (p, q): Eq. 8.

    W_Q, W_K: D_in x D_k; X: H x W x D_in. The result is H x W x H x W.
    """
    H, W, D_in = X.shape
    body = _score(W_Q, W_K, D_in, lambda c: X[_i, _j, c], lambda e: X[_p, _q, e])
    return definition("A_image", (_i, _j, _p, _q), body, shape=(H, W, H, W), arguments=(X,))


@operator("sigma_image")
def image_softmax(A: Handle) -> Handle:
    """sigma_image(A)[i, j, p, q], the softmax of the scores of pixel (i, j) with all pixels: Eq. 8.

    A: H x W x H x W.
    """
    H, W = A.shape[:2]
    total = Sum(exp(A[_i, _j, _s, _t]), (_t, 0, W - 1), (_s, 0, H - 1))
    body = exp(A[_i, _j, _p, _q]) / total
    return definition("sigma_image", (_i, _j, _p, _q), body, shape=A.shape, arguments=(A,))


@operator("SA_image")
def image_attention(W_Q: Handle, W_K: Handle, W_V: Handle, X: Handle) -> Handle:
    """SA_image(X)[i, j, m], self-attention of a pixel to the whole image: Eq. 8, corrected.

    W_Q, W_K: D_in x D_k; W_V: D_in x D_out; X: H x W x D_in. The shifts are a in [i-H+1, i] and b
    in [j-W+1, j] (printed: i-H and j-W, one row and one column too far), so no pixel outside the
    image is read.
    """
    H, W, D_in = X.shape
    weights = image_softmax(image_scores(W_Q, W_K, X))
    value = Sum(X[_i - _a, _j - _b, _c] * W_V[_c, _m], (_c, 0, D_in - 1))
    body = Sum(
        weights[_i, _j, _i - _a, _j - _b] * value,
        (_b, _j - W + 1, _j), (_a, _i - H + 1, _i),
    )  # fmt: skip
    shape = (H, W, W_V.shape[1])
    return definition("SA_image", (_i, _j, _m), body, shape=shape, arguments=(X,))


def _score(W_Q: Handle, W_K: Handle, D_in: Any, query: Any, key: Any) -> Any:
    """query W_Q W_K^T key^T."""
    return Sum(
        query(_c) * W_Q[_c, _k] * W_K[_e, _k] * key(_e),
        (_e, 0, D_in - 1), (_c, 0, D_in - 1), (_k, 0, W_Q.shape[1] - 1),
    )  # fmt: skip
