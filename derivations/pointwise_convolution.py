"""A point-wise convolution mixes the channels of each pixel, and is an evolution with K = 1.

Source: sections 1 and 3.3.1, Eq. 17; Eq. 14 corrected, with l = 0.
Border: none is read.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    conv,
    definition,
    delta,
    equation,
    fold,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

H, W, D_in, D_out = sizes("H W D_in D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n = indices(u=1, v=1, n=D_in)
c = bound("c")[0]

X = padded("X", H, W, D_in)
W_conv = tensor("W_conv", 1, 1, D_in, D_out)
F = definition("F", (i, j, u, v, n, m), W_conv[u, v, n, m])  # (16)

claim = equation(conv(W_conv, X)[i, j, m], Ev(F, X)[i, j, m])

pointwise_convolution = prove(
    claim,
    conv(W_conv, X)[i, j, m],
    by(unfold(conv), delta),
    Sum(X[i, j, c] * W_conv[0, 0, c, m], (c, 0, D_in - 1)),  # (17)
    by(fold(F)),
    Sum(X[i, j, c] * F[i, j, 0, 0, c, m], (c, 0, D_in - 1)),
    by(fold(Ev), delta),
    Ev(F, X)[i, j, m],  # (14)
)
