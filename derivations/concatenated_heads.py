"""Heads that W_O leaves as they are: output channel m is a channel of head floor(m / D_h) alone.

Source: section 3.3.3, Eq. 25 and 26 as printed: the kernel of the heads concatenated, right where
W_O is the identity and D_out = M D_h; for another W_O see multi_head.
Border: none is needed. P is any tensor, a softmax or not; the image is 0 outside. K x K taps,
l of them before the pixel: K = 2 l + 1, or any other K.
"""

from evoproof import (
    Ev,
    KroneckerDelta,
    Mod,
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
    fold,
    head_outputs,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, K, H, W, M, D_in, D_h = sizes("l K H W M D_in D_h")
i, j, m = indices(i=H, j=W, m=M * D_h)
u, v, e, r = indices(u=K, v=K, e=D_in, r=M * D_h)
a, b, c, t = bound("a b c t")
p, d = floor(m / D_h), Mod(m, D_h)  # the head of output channel m, and its channel there

X = padded("X", H, W, D_in)
P = tensor("P", M, H, W, K, K)
W_V = tensor("W_V", M, D_in, D_h)
I = definition("I", (r, m), KroneckerDelta(r, m))
Y = head_outputs(P, W_V, X, l=l)
F = definition("F", (i, j, u, v, e, m), P[p, i, j, u, v] * W_V[p, e, d])  # (26)

claim = equation(aggregate_heads(P, W_V, I, X, l=l)[i, j, m], Ev(F, X, l=l)[i, j, m])

concatenated_heads = prove(
    claim,
    aggregate_heads(P, W_V, I, X, l=l)[i, j, m],
    by(unfold(aggregate_heads)),
    Sum(concat(Y)[i, j, t] * I[t, m], (t, 0, M * D_h - 1)),  # (25)
    by(unfold(I), delta),
    concat(Y)[i, j, m],
    by(unfold(concat), unfold(head_outputs)),
    Sum(
        P[p, i, j, l - a, l - b] * Sum(X[i - a, j - b, c] * W_V[p, c, d], (c, 0, D_in - 1)),
        (b, l - K + 1, l),
        (a, l - K + 1, l),
    ),
    by(distribute, exchange, fold(F)),
    Sum(
        X[i - a, j - b, c] * F[i, j, l - a, l - b, c, m],
        (c, 0, D_in - 1),
        (b, l - K + 1, l),
        (a, l - K + 1, l),
    ),
    by(fold(Ev)),
    Ev(F, X, l=l)[i, j, m],  # (14)
)
