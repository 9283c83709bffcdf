"""A feed-forward network without activation is one point-wise convolution.

Source: section 1, "the combination of two point-wise convolutions", and Eq. 17: true only with an
activation between the two; without it their matrices multiply.
Border: none is read.
"""

from evoproof import (
    Sum,
    bound,
    by,
    conv,
    definition,
    delta,
    distribute,
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

H, W, D_in, D_h, D_out = sizes("H W D_in D_h D_out")
i, j, m = indices(i=H, j=W, m=D_out)
o, p, n = indices(o=1, p=1, n=D_in)
c, e = bound("c e")

X = padded("X", H, W, D_in)
W_1 = tensor("W_1", 1, 1, D_in, D_h)
W_2 = tensor("W_2", 1, 1, D_h, D_out)
Z = conv(W_1, X)
product = Sum(W_1[o, p, n, e] * W_2[o, p, e, m], (e, 0, D_h - 1))
W_12 = definition("W_12", (o, p, n, m), product)  # W_1 W_2

claim = equation(conv(W_2, Z)[i, j, m], conv(W_12, X)[i, j, m])

feed_forward = prove(
    claim,
    conv(W_2, Z)[i, j, m],
    by(unfold(conv(W_2, Z)), delta),
    Sum(Z[i, j, e] * W_2[0, 0, e, m], (e, 0, D_h - 1)),  # (17)
    by(unfold(Z), delta),
    Sum(
        W_2[0, 0, e, m] * Sum(X[i, j, c] * W_1[0, 0, c, e], (c, 0, D_in - 1)),
        (e, 0, D_h - 1),
    ),
    by(distribute, exchange),
    Sum(
        X[i, j, c] * Sum(W_1[0, 0, c, e] * W_2[0, 0, e, m], (e, 0, D_h - 1)),
        (c, 0, D_in - 1),
    ),
    by(fold(conv), fold(W_12), delta),
    conv(W_12, X)[i, j, m],
)
