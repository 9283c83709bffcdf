"""Attention with M heads is one evolution, whatever the heads' attention maps are.

Source: section 3.3.3, Eq. 7, 25 and 26, corrected: the printed kernel lacks W_O, and the taps of
Eq. 25 are (a, b), not (l - a, l - b).
Border: none is needed. P is any tensor, a softmax or not; the image is 0 outside. K x K taps,
l of them before the pixel: K = 2 l + 1, or any other K.
"""

from evoproof import (
    Ev,
    Sum,
    aggregate_heads,
    bound,
    by,
    concat,
    definition,
    delta,
    distribute,
    equation,
    exchange,
    floor,
    floors,
    fold,
    head_outputs,
    indices,
    padded,
    prove,
    reindex,
    sizes,
    tensor,
    unfold,
)

l, K, H, W, M, D_in, D_h, D_out = sizes("l K H W M D_in D_h D_out")
i, j, n = indices(i=H, j=W, n=D_out)
u, v, e = indices(u=K, v=K, e=D_in)
p, a, b, c, d, t = bound("p a b c d t")

X = padded("X", H, W, D_in)
P = tensor("P", M, H, W, K, K)
W_V = tensor("W_V", M, D_in, D_h)
W_O = tensor("W_O", M * D_h, D_out)
Y = head_outputs(P, W_V, X, l=l)
W_VO = definition(
    "W_VO",
    (p, e, n),
    Sum(W_V[p, e, d] * W_O[p * D_h + d, n], (d, 0, D_h - 1)),
    shape=(M, D_in, D_out),
)
F = definition(
    "F", (i, j, u, v, e, n), Sum(P[p, i, j, u, v] * W_VO[p, e, n], (p, 0, M - 1))
)  # (26)

claim = equation(
    aggregate_heads(P, W_V, W_O, X, l=l)[i, j, n], Ev(F, X, l=l)[i, j, n]
)  # (25) = (14)

multi_head = prove(
    claim,
    aggregate_heads(P, W_V, W_O, X, l=l)[i, j, n],
    by(unfold(aggregate_heads)),
    Sum(concat(Y)[i, j, t] * W_O[t, n], (t, 0, M * D_h - 1)),  # (25)
    by(unfold(concat), delta),
    Sum(
        Y[p, i, j, t - p * D_h] * W_O[t, n],
        (p, floor(t / D_h), floor(t / D_h)),
        (t, 0, M * D_h - 1),
    ),
    by(reindex, floors),
    Sum(Y[p, i, j, d] * W_O[p * D_h + d, n], (d, 0, D_h - 1), (p, 0, M - 1)),
    by(unfold(head_outputs), distribute, exchange, fold(W_VO)),
    Sum(
        P[p, i, j, l - a, l - b] * X[i - a, j - b, c] * W_VO[p, c, n],
        (c, 0, D_in - 1),
        (b, l - K + 1, l),
        (a, l - K + 1, l),
        (p, 0, M - 1),
    ),
    by(exchange, distribute, fold(F)),
    Sum(
        X[i - a, j - b, c] * F[i, j, l - a, l - b, c, n],
        (c, 0, D_in - 1),
        (b, l - K + 1, l),
        (a, l - K + 1, l),
    ),
    by(fold(Ev)),
    Ev(F, X, l=l)[i, j, n],  # (14)
)
