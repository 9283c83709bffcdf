"""Convolution with any kernel size, even ones too, is an evolution.

Source: section 2.1 and Eq. 2, corrected: a, b run over [l-K+1, l]; the printed [-l, l] has K + 1
taps for even K and reads W[K].
Border: the image is 0 outside; l rows of it before, K - 1 - l after.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    conv,
    definition,
    equation,
    fold,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, K, H, W, D_in, D_out = sizes("l K H W D_in D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n = indices(u=K, v=K, n=D_in)
a, b, c = bound("a b c")

X = padded("X", H, W, D_in)
W_conv = tensor("W_conv", K, K, D_in, D_out)
F = definition("F", (i, j, u, v, n, m), W_conv[u, v, n, m])  # (16)

claim = equation(conv(W_conv, X, l=l)[i, j, m], Ev(F, X, l=l)[i, j, m], given=[K >= 1, l <= K - 1])

even_convolution = prove(
    claim,
    conv(W_conv, X, l=l)[i, j, m],
    by(unfold(conv)),
    Sum(
        W_conv[l - a, l - b, c, m] * X[i - a, j - b, c],
        (c, 0, D_in - 1),
        (b, l - K + 1, l),
        (a, l - K + 1, l),
    ),  # (2)
    by(fold(F)),
    Sum(
        X[i - a, j - b, c] * F[i, j, l - a, l - b, c, m],
        (c, 0, D_in - 1),
        (b, l - K + 1, l),
        (a, l - K + 1, l),
    ),  # (15)
    by(fold(Ev)),
    Ev(F, X, l=l)[i, j, m],  # (14)
)
