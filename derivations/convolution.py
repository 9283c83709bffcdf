"""Convolution is an evolution whose kernel is the same at every pixel.

Source: section 3.2, Eq. 2, 3, 15 and 16; Eq. 14 corrected.
Border: the image is 0 outside. K = 2 l + 1; for even K see even_convolution.
"""

from evoproof import (
    Ev,
    KroneckerDelta,
    Sum,
    bound,
    by,
    conv,
    definition,
    delta,
    equation,
    exchange,
    fold,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, H, W, D_in, D_out = sizes("l H W D_in D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n = indices(u=2 * l + 1, v=2 * l + 1, n=D_in)
a, b, c, e = bound("a b c e")

X = padded("X", H, W, D_in)
W_conv = tensor("W_conv", 2 * l + 1, 2 * l + 1, D_in, D_out)
I = definition("I", (u, v, n, e), KroneckerDelta(n, e), shape=(2 * l + 1, 2 * l + 1, D_in, D_in))
F = definition(
    "F", (i, j, u, v, n, m), Sum(I[u, v, n, e] * W_conv[u, v, e, m], (e, 0, D_in - 1))
)  # (16), with the identity at each tap

claim = equation(conv(W_conv, X)[i, j, m], Ev(F, X)[i, j, m])  # (2) = (14)

convolution = prove(
    claim,
    conv(W_conv, X)[i, j, m],
    by(unfold(conv)),
    Sum(
        W_conv[l - a, l - b, c, m] * X[i - a, j - b, c],
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    ),  # (2)
    by(exchange),
    Sum(
        Sum(X[i - a, j - b, c] * W_conv[l - a, l - b, c, m], (c, 0, D_in - 1)),
        (a, -l, l),
        (b, -l, l),
    ),  # (3)
    by(exchange, fold(F), fold(I), delta),
    Sum(
        X[i - a, j - b, c] * F[i, j, l - a, l - b, c, m],
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    ),  # (15)
    by(fold(Ev)),
    Ev(F, X)[i, j, m],  # (14)
)
