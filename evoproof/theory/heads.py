"""Several heads of attention, side by side: Eq. 7 and 25.

Head p has an attention map of its own, P[p, i, j, u, v]: with which weight pixel (i, j) reads its
neighbour (i-l+u, j-l+v). The heads' outputs are concatenated, channel t = p D_h + d is channel d of
head p, and W_O projects them to the output.
"""

from __future__ import annotations

from typing import Any

from evoproof.language import Handle, Mod, Sum, bound, definition, exp, floor
from evoproof.language.handles import Argument
from evoproof.theory.operators import operator
from evoproof.theory.softmax import Border, bracket, check_border, in_image
from evoproof.theory.windows import radius

_p, _i, _j, _u, _v, _d, _n = bound("p_ i_ j_ u_ v_ d_ n_")
_a, _b, _c, _e, _k, _s, _t = bound("a_ b_ c_ e_ k_ s_ t_")


@operator("A_p")
def head_scores(W_Q: Handle, W_K: Handle, X: Handle, l: Any) -> Handle:
    """A_p[p, i, j, u, v], the score of pixel (i, j) with its neighbour (i-l+u, j-l+v) in head p.

    W_Q, W_K: M x D_in x D_k; X: H x W x D_in, padded, so that a neighbour outside has score 0. The
    result is M x H x W x K x K with K = 2 l + 1: Eq. 18 for each head.
    """
    H, W, D_in = X.shape
    M, D_k = W_Q.shape[0], W_Q.shape[2]
    near = X[_i - l + _u, _j - l + _v, _e]
    body = Sum(
        X[_i, _j, _c] * W_Q[_p, _c, _k] * W_K[_p, _e, _k] * near,
        (_e, 0, D_in - 1), (_c, 0, D_in - 1), (_k, 0, D_k - 1),
    )  # fmt: skip
    shape = (M, H, W, 2 * l + 1, 2 * l + 1)
    return definition("A_p", (_p, _i, _j, _u, _v), body, shape=shape)


@operator("softmax_p")
def head_softmax(A: Handle, *, border: Border | None = None) -> Handle:
    """sigma(A_p)[p, i, j, u, v]: the softmax of the K x K scores A[p, i, j] of each head.

    A: M x H x W x K x K; the border as in `softmax`. With "mask" K = 2 l + 1; with "zero" any K.
    """
    check_border(border)
    H, W, K = A.shape[1], A.shape[2], A.shape[3]

    def weight(u: Any, v: Any) -> Any:
        score = exp(A[_p, _i, _j, u, v])
        if border == "zero":
            return score
        l = radius(K)
        return bracket(in_image((H, W), _i - l + u, _j - l + v)) * score

    total = Sum(weight(_s, _t), (_t, 0, K - 1), (_s, 0, K - 1))
    return definition(
        "softmax_p", (_p, _i, _j, _u, _v), weight(_u, _v) / total,
        shape=A.shape, arguments=(A, str(border)),
    )  # fmt: skip


@operator("Y_p")
def head_outputs(P: Handle, W_V: Handle, X: Handle, *, l: Any = None) -> Handle:
    """Y_p[p, i, j, d]: what head p makes of the values around pixel (i, j), by its map P[p, i, j].

    P: M x H x W x K x K, any numbers; W_V: M x D_in x D_h; X: H x W x D_in, padded. The taps a, b
    run over [l-K+1, l]; l is (K-1)/2 unless given.
    """
    K, D_in = P.shape[3], X.shape[2]
    l = radius(K) if l is None else l
    value = Sum(X[_i - _a, _j - _b, _c] * W_V[_p, _c, _d], (_c, 0, D_in - 1))
    taps = P[_p, _i, _j, l - _a, l - _b] * value
    body = Sum(taps, (_b, l - K + 1, l), (_a, l - K + 1, l))
    return definition("Y_p", (_p, _i, _j, _d), body, shape=(*P.shape[:3], W_V.shape[2]))


@operator("concat")
def concat(Y: Handle) -> Handle:
    """concat(Y)[i, j, t] = Y[floor(t / D_h), i, j, t mod D_h]: the heads' channels in one row.

    Y: M x H x W x D_h; the result is H x W x M D_h.
    """
    M, H, W, D_h = Y.shape
    body = Y[floor(_t / D_h), _i, _j, Mod(_t, D_h)]
    return definition("concat", (_i, _j, _t), body, shape=(H, W, M * D_h), arguments=(Y,))


@operator("MH")
def aggregate_heads(P: Handle, W_V: Handle, W_O: Handle, X: Handle, *, l: Any = None) -> Handle:
    """MH(P, W_V, W_O, X)[i, j, n]: the heads with the maps P, concatenated, times W_O.

    W_O: M D_h x D_out; the others as in `head_outputs`. The result is padded.
    """
    return _projected("MH", concat(head_outputs(P, W_V, X, l=l)), W_O, (P, W_V, W_O, X))


@operator("MHSA")
def multi_head_attention(
    W_Q: Handle, W_K: Handle, W_V: Handle, W_O: Handle, X: Handle, l: Any,
    *, border: Border | None = None,
) -> Handle:  # fmt: skip
    """MHSA(X)[i, j, n], local self-attention with M heads over 2 l + 1 by 2 l + 1 neighbours.

    W_Q, W_K: M x D_in x D_k; W_V: M x D_in x D_h; W_O: M D_h x D_out. D_k, D_h and D_out are
    independent. The border as in `softmax`. The result is padded.
    """
    P = head_softmax(head_scores(W_Q, W_K, X, l), border=border)
    return _projected("MHSA", concat(head_outputs(P, W_V, X)), W_O, (X, str(border)))


def _projected(name: str, heads: Handle, W_O: Handle, arguments: tuple[Argument, ...]) -> Handle:
    """The concatenated heads times W_O."""
    H, W, channels = heads.shape
    body = Sum(heads[_i, _j, _t] * W_O[_t, _n], (_t, 0, channels - 1))
    shape = (H, W, W_O.shape[1])
    return definition(name, (_i, _j, _n), body, shape=shape, padded=True, arguments=arguments)
