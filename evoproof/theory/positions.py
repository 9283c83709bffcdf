"""Local self-attention with a positional encoding: Eq. 6 on images, section 3.3.2.

P is added to the image where queries and keys are made; the values are those of the image alone.
What P is outside the image makes three operators of it, by their border:
- "mask": neighbours outside are left out, P is not asked there;
- "zero": a neighbour outside has the key 0, as if X + P were 0 there;
- "extended": P goes on for l rows and columns around the image; a key outside is P W_K.
"""

from __future__ import annotations

from typing import Any, Literal

from evoproof.errors import LanguageError
from evoproof.language import Handle, Sum, bound, definition
from evoproof.theory.operators import operator
from evoproof.theory.softmax import softmax

_i, _j, _m, _u, _v, _r, _s = bound("i_ j_ m_ u_ v_ r_ s_")
_a, _b, _c, _e, _k = bound("a_ b_ c_ e_ k_")

PositionBorder = Literal["mask", "zero", "extended"]


@operator("X_P")
def positioned(X: Handle, P: Handle, margin: Any = 0) -> Handle:
    """X_P[r, s, c], the image with its positions, X + P: Eq. 6.

    X: H x W x D_in, padded; P: (H + 2 margin) x (W + 2 margin) x D_in, where P[i + margin,
    j + margin] belongs to pixel (i, j). The result has the shape of P and is padded.
    """
    body = X[_r - margin, _s - margin, _c] + P[_r, _s, _c]
    return definition("X_P", (_r, _s, _c), body, shape=P.shape, padded=True, arguments=(X, P))


@operator("A_P")
def position_scores(
    W_Q: Handle, W_K: Handle, X: Handle, P: Handle, l: Any, *, margin: Any = 0
) -> Handle:
    """A_P[i, j, u, v], the score of pixel (i, j) with its neighbour (i-l+u, j-l+v): Eq. 6.

    W_Q, W_K: D_in x D_k; X, P and the margin as in `positioned`. A neighbour beyond the margin has
    score 0. The result is H x W x K x K with K = 2 l + 1.
    """
    H, W, D_in = X.shape
    there = positioned(X, P, margin)
    row, column = _i + margin, _j + margin
    query = Sum(there[row, column, _c] * W_Q[_c, _k], (_c, 0, D_in - 1))
    near = there[row - l + _u, column - l + _v, _e]
    key = Sum(near * W_K[_e, _k], (_e, 0, D_in - 1))
    body = Sum(query * key, (_k, 0, W_Q.shape[1] - 1))
    shape = (H, W, 2 * l + 1, 2 * l + 1)
    return definition("A_P", (_i, _j, _u, _v), body, shape=shape, arguments=(X, P))


@operator("SA_P")
def position_attention(
    W_Q: Handle, W_K: Handle, W_V: Handle, X: Handle, P: Handle, l: Any,
    *, border: PositionBorder | None = None,
) -> Handle:  # fmt: skip
    """SA_P(X, P)[i, j, m], local self-attention with a positional encoding: Eq. 6 and 9.

    W_Q, W_K: D_in x D_k; W_V: D_in x D_out; X: H x W x D_in, padded; P: H x W x D_in, with border
    "extended" (H + 2 l) x (W + 2 l) x D_in. The result is padded.
    """
    _check(border)
    A = position_scores(W_Q, W_K, X, P, l, margin=l if border == "extended" else 0)
    weights = softmax(A, border="mask" if border == "mask" else "zero")
    H, W, D_in = X.shape
    value = Sum(X[_i - _a, _j - _b, _c] * W_V[_c, _m], (_c, 0, D_in - 1))
    body = Sum(weights[_i, _j, l - _a, l - _b] * value, (_b, -l, l), (_a, -l, l))
    shape, arguments = (H, W, W_V.shape[1]), (X, P, str(border))
    return definition("SA_P", (_i, _j, _m), body, shape=shape, padded=True, arguments=arguments)


def _check(border: object) -> None:
    if border not in ("mask", "zero", "extended"):
        shown = "no border" if border is None else f"border={border!r}"
        raise LanguageError(
            shown,
            'say what positions outside the image do: border="mask" leaves them out, '
            'border="zero" gives them the key 0, border="extended" goes on with P there',
        )
