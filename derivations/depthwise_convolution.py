"""A depth-wise convolution is an evolution in D_in groups: every output channel reads one channel.

Source: sections 1, 3.1 and 3.3.1, Eq. 14 corrected, with N = 1 and G = D_in.
Border: the image is 0 outside. K = 2 l + 1; M output channels for each channel of the image.
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
    floor,
    floors,
    fold,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, H, W, D_in, M = sizes("l H W D_in M")
i, j, m = indices(i=H, j=W, m=D_in * M)
u, v, o = indices(u=2 * l + 1, v=2 * l + 1, o=1)
a, b, c = bound("a b c")

X = padded("X", H, W, D_in)
W_conv = tensor("W_conv", 2 * l + 1, 2 * l + 1, 1, D_in * M)
F = definition("F", (i, j, u, v, o, m), W_conv[u, v, o, m])  # (16)

claim = equation(conv(W_conv, X, groups=D_in)[i, j, m], Ev(F, X, groups=D_in)[i, j, m])

depthwise_convolution = prove(
    claim,
    conv(W_conv, X, groups=D_in)[i, j, m],
    by(unfold(conv), delta, floors),
    Sum(W_conv[l - a, l - b, 0, m] * X[i - a, j - b, floor(m / M)], (b, -l, l), (a, -l, l)),
    by(fold(F)),
    Sum(X[i - a, j - b, floor(m / M)] * F[i, j, l - a, l - b, 0, m], (b, -l, l), (a, -l, l)),
    by(fold(Ev), delta, floors),
    Ev(F, X, groups=D_in)[i, j, m],  # (14)
)
