"""A convolution in G groups is an evolution in G groups.

Source: sections 2.1, 3.1 and 3.2, Eq. 14 corrected: the group of output channel m is
floor(m G / D_out), not m.
Border: the image is 0 outside. K = 2 l + 1; D_in = N G.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    conv,
    definition,
    equation,
    floor,
    fold,
    indices,
    padded,
    prove,
    reindex,
    sizes,
    tensor,
    unfold,
)

l, H, W, G, N, D_out = sizes("l H W G N D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n = indices(u=2 * l + 1, v=2 * l + 1, n=N)
a, b, c = bound("a b c")

X = padded("X", H, W, N * G)
W_conv = tensor("W_conv", 2 * l + 1, 2 * l + 1, N, D_out)
F = definition("F", (i, j, u, v, n, m), W_conv[u, v, n, m])  # (16)
g = floor(m * G / D_out)  # the group of output channel m

claim = equation(conv(W_conv, X, groups=G)[i, j, m], Ev(F, X, groups=G)[i, j, m])

group_convolution = prove(
    claim,
    conv(W_conv, X, groups=G)[i, j, m],
    by(unfold(conv)),
    Sum(
        W_conv[l - a, l - b, c, m] * X[i - a, j - b, N * g + c],
        (c, 0, N - 1),
        (b, -l, l),
        (a, -l, l),
    ),
    by(reindex),
    Sum(
        X[i - a, j - b, c] * W_conv[l - a, l - b, c - N * g, m],
        (c, N * g, N * g + N - 1),
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(F)),
    Sum(
        X[i - a, j - b, c] * F[i, j, l - a, l - b, c - N * g, m],
        (c, N * g, N * g + N - 1),
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(Ev)),
    Ev(F, X, groups=G)[i, j, m],  # (14)
)
