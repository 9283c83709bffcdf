"""A value projection is absorbed into any attention map: Ev(P, Conv(W_V, X)) = Ev(P W_V, X).

Source: section 3.3.1, Eq. 20 to 22, corrected: "Conv(W_V, A')" in Eq. 21 is the product, tap by
tap, of the map with W_V[c, m].
Border: none is needed. P is any tensor, a softmax or not.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    conv,
    definition,
    delta,
    distribute,
    equation,
    exchange,
    floors,
    fold,
    indices,
    padded,
    padding,
    prove,
    sizes,
    tensor,
    unfold,
)

l, H, W, D_in, D_out = sizes("l H W D_in D_out")  # K = 2 l + 1
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n, o = indices(u=2 * l + 1, v=2 * l + 1, n=D_in, o=1)
a, b, c = bound("a b c")

X = padded("X", H, W, D_in)
W_V = tensor("W_V", 1, 1, D_in, D_out)
P = tensor("P", H, W, 2 * l + 1, 2 * l + 1)
V = conv(W_V, X)  # (17)
Q = definition("P_m", (i, j, u, v, o, m), P[i, j, u, v])  # (20)
F = definition("F", (i, j, u, v, n, m), P[i, j, u, v] * W_V[0, 0, n, m])  # (22)

claim = equation(Ev(Q, V, groups=D_out)[i, j, m], Ev(F, X)[i, j, m])  # (21)

absorption = prove(
    claim,
    Ev(Q, V, groups=D_out)[i, j, m],
    by(unfold(Ev), unfold(Q), delta, floors),
    Sum(V[i - a, j - b, m] * P[i, j, l - a, l - b], (b, -l, l), (a, -l, l)),  # (19)
    by(unfold(conv), delta, padding),
    Sum(
        P[i, j, l - a, l - b] * Sum(X[i - a, j - b, c] * W_V[0, 0, c, m], (c, 0, D_in - 1)),
        (b, -l, l),
        (a, -l, l),
    ),
    by(distribute, exchange),
    Sum(
        X[i - a, j - b, c] * (P[i, j, l - a, l - b] * W_V[0, 0, c, m]),
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(F)),
    Sum(
        X[i - a, j - b, c] * F[i, j, l - a, l - b, c, m], (c, 0, D_in - 1), (b, -l, l), (a, -l, l)
    ),  # (23)
    by(fold(Ev)),
    Ev(F, X)[i, j, m],  # (14)
)
