"""Convolution is an evolution whose kernel is the same at every pixel.

Source: section 3.2, Eq. 2, 3, 15 and 16; Eq. 14 corrected.
Border: the image is 0 outside. The kernel size is odd.
"""

from evoproof import Ev, Sum, bound, by, conv, definition, equation
from evoproof import fold, indices, padded, prove, sizes, tensor, unfold

l, H, W, D_in, D_out = sizes("l H W D_in D_out")  # K = 2 l + 1
i, j, m = indices(i=H, j=W, m=D_out)
a, b, c = bound("a b c")
u, v = indices(u=2 * l + 1, v=2 * l + 1)
n = indices(n=D_in)[0]

X = padded("X", H, W, D_in)
W_conv = tensor("W_conv", 2 * l + 1, 2 * l + 1, D_in, D_out)
F = definition("F", (i, j, u, v, n, m), W_conv[u, v, n, m])  # (16)

claim = equation(conv(W_conv, X)[i, j, m], Ev(F, X)[i, j, m])  # (2) = (14)

convolution = prove(
    claim,
    conv(W_conv, X)[i, j, m],
    by(unfold(conv)),
    Sum(W_conv[l - a, l - b, c, m] * X[i - a, j - b, c], (c, 0, D_in - 1), (b, -l, l), (a, -l, l)),  # (2)
    by(fold(F)),
    Sum(X[i - a, j - b, c] * F[i, j, l - a, l - b, c, m], (c, 0, D_in - 1), (b, -l, l), (a, -l, l)),  # (15)
    by(fold(Ev)),
    Ev(F, X)[i, j, m],  # (14)
)
