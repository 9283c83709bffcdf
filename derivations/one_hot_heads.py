"""s x s heads, each of which looks at one tap alone, are a convolution with s x s taps.

Source: section 3.4, Eq. 27 and 28, corrected: head p looks at tap (floor(p / s), p mod s) with
probability 1, not score 1, and W_O is read in rows p D_h to p D_h + D_h - 1; s is the root of M.
Border: zero, the image is 0 outside and a head may look there. s odd or even, l taps before.
"""

from evoproof.derivations.multi_head import multi_head

from evoproof import (
    Ev,
    KroneckerDelta,
    Mod,
    Sum,
    aggregate_heads,
    bound,
    by,
    cite,
    conv,
    definition,
    delta,
    distribute,
    equation,
    exchange,
    floor,
    floors,
    fold,
    indices,
    padded,
    prove,
    reindex,
    sizes,
    tensor,
    unfold,
)

l, s, H, W, D_in, D_h, D_out = sizes("l s H W D_in D_h D_out")
i, j, n = indices(i=H, j=W, n=D_out)
p, u, v, e = indices(p=s * s, u=s, v=s, e=D_in)
c, d, q, x, y = bound("c d q x y")

X = padded("X", H, W, D_in)
W_V = tensor("W_V", s * s, D_in, D_h)
W_O = tensor("W_O", s * s * D_h, D_out)
P = definition(
    "P", (p, i, j, u, v), KroneckerDelta(u, floor(p / s)) * KroneckerDelta(v, Mod(p, s))
)  # (27)
W_VO = definition(
    "W_VO", (p, e, n), Sum(W_V[p, e, d] * W_O[p * D_h + d, n], (d, 0, D_h - 1))
)  # (27)
F = definition("F", (i, j, u, v, e, n), Sum(P[q, i, j, u, v] * W_VO[q, e, n], (q, 0, s * s - 1)))
W_c = definition("W_conv", (u, v, e, n), W_VO[u * s + v, e, n])  # (28)

claim = equation(aggregate_heads(P, W_V, W_O, X, l=l)[i, j, n], conv(W_c, X, l=l)[i, j, n])

one_hot_heads = prove(
    claim,
    aggregate_heads(P, W_V, W_O, X, l=l)[i, j, n],
    by(cite(multi_head, K=s, M=s * s, P=P)),
    Ev(F, X, l=l)[i, j, n],
    by(unfold(Ev), unfold(F), unfold(P), delta, distribute, exchange, floors),
    Sum(
        X[i - l + floor(q / s), j - l + Mod(q, s), c] * W_VO[q, c, n],
        (c, 0, D_in - 1),
        (q, 0, s * s - 1),
    ),  # (27, line 2)
    by(delta),
    Sum(
        X[i - l + x, j - l + q - x * s, c] * W_VO[q, c, n],
        (c, 0, D_in - 1),
        (x, floor(q / s), floor(q / s)),
        (q, 0, s * s - 1),
    ),
    by(reindex, floors),
    Sum(
        X[i - l + x, j - l + y, c] * W_VO[x * s + y, c, n],
        (c, 0, D_in - 1),
        (y, 0, s - 1),
        (x, 0, s - 1),
    ),
    by(reindex, fold(conv), fold(W_c)),
    conv(W_c, X, l=l)[i, j, n],  # (28)
)
