"""A convolution with stride S, dilation d and padding P is an evolution with the same.

Source: section 2.1, Eq. 1 and 2, and Eq. 14 corrected: the kernel is indexed by the output pixel.
Border: the image is 0 outside. K = 2 l + 1.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    conv,
    conv_size,
    definition,
    equation,
    fold,
    indices,
    padded,
    prove,
    reindex,
    sizes,
    tensor,
    unfold,
)

l, H, W, S, d, P, D_in, D_out = sizes("l H W S d P D_in D_out")
K = 2 * l + 1
H_out = conv_size(H, K, stride=S, padding=P, dilation=d)  # (1)
W_out = conv_size(W, K, stride=S, padding=P, dilation=d)
i, j, m = indices(i=H_out, j=W_out, m=D_out)
u, v, n = indices(u=K, v=K, n=D_in)
a, b, c, p, q = bound("a b c p q")

X = padded("X", H, W, D_in)
W_conv = tensor("W_conv", K, K, D_in, D_out)
F = definition("F", (i, j, u, v, n, m), W_conv[u, v, n, m])  # (16)
Y = conv(W_conv, X, stride=S, dilation=d, padding=P, size=(H_out, W_out))
Z = Ev(F, X, stride=S, dilation=d, padding=P)

claim = equation(Y[i, j, m], Z[i, j, m], given=[S >= 1])

strided_convolution = prove(
    claim,
    Y[i, j, m],
    by(unfold(conv)),
    Sum(
        W_conv[l - a, l - b, c, m] * X[i * S + d * (l - a) - P, j * S + d * (l - b) - P, c],
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    ),  # (2)
    by(reindex),
    Sum(
        W_conv[p, q, c, m] * X[i * S + p * d - P, j * S + q * d - P, c],
        (c, 0, D_in - 1),
        (q, 0, K - 1),
        (p, 0, K - 1),
    ),
    by(reindex, fold(F), fold(Ev)),
    Z[i, j, m],  # (14)
)
