"""A bias of the values is the weight of one more channel, which is 1 on the image: an evolution.

Source: sections 2.1 and 3.3.1, Eq. 17 and 20 to 24; the paper discards the bias "for the
convenience of expression".
Border: none is needed. P is any tensor, a softmax or not; the image, the channel of ones included,
is 0 outside.
"""

from evoproof.derivations.absorption import absorption

from evoproof import (
    Ev,
    Piecewise,
    Sum,
    bound,
    by,
    cite,
    conv,
    definition,
    delta,
    distribute,
    equation,
    floors,
    fold,
    indices,
    padding,
    prove,
    sizes,
    tensor,
    unfold,
)

l, H, W, D_in, D_out = sizes("l H W D_in D_out")  # K = 2 l + 1
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n, o, p = indices(u=2 * l + 1, v=2 * l + 1, n=D_in + 1, o=1, p=1)
a, b, c = bound("a b c")

X = tensor("X", H, W, D_in)
P = tensor("P", H, W, 2 * l + 1, 2 * l + 1)
W_V = tensor("W_V", D_in, D_out)
bias = tensor("bias", D_out)
V = definition(
    "V", (i, j, m), Sum(X[i, j, c] * W_V[c, m], (c, 0, D_in - 1)) + bias[m], padded=True
)  # (17), with a bias
X_1 = definition("X_1", (i, j, n), Piecewise((X[i, j, n], n < D_in), (1, True)), padded=True)
W_1 = definition("W_1", (o, p, n, m), Piecewise((W_V[n, m], n < D_in), (bias[m], True)))
P_m = definition("P_m", (i, j, u, v, o, m), P[i, j, u, v])  # (20)
F = definition("F", (i, j, u, v, n, m), P[i, j, u, v] * W_1[0, 0, n, m])  # (24)

claim = equation(Ev(P_m, V, groups=D_out)[i, j, m], Ev(F, X_1)[i, j, m])

value_bias_channel = prove(
    claim,
    Ev(P_m, V, groups=D_out)[i, j, m],
    by(unfold(Ev), unfold(P_m), delta, floors),
    Sum(V[i - a, j - b, m] * P[i, j, l - a, l - b], (b, -l, l), (a, -l, l)),  # (19)
    by(unfold(V), fold(conv), fold(X_1), fold(W_1), delta, padding, distribute),
    Sum(conv(W_1, X_1)[i - a, j - b, m] * P[i, j, l - a, l - b], (b, -l, l), (a, -l, l)),  # (17)
    by(fold(Ev), fold(P_m), delta, floors),
    Ev(P_m, conv(W_1, X_1), groups=D_out)[i, j, m],  # (20)
    by(cite(absorption, X=X_1, W_V=W_1, D_in=D_in + 1)),
    Ev(F, X_1)[i, j, m],  # (23), (24)
)
