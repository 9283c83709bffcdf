"""A convolution in G groups is one without groups, whose kernel is block-diagonal.

Source: sections 2.1 and 3.1, Eq. 2 and 14 corrected: the group of output channel m is
floor(m G / D_out).
Border: the image is 0 outside. K = 2 l + 1; D_in = N G.
"""

from evoproof import (
    KroneckerDelta,
    Mod,
    Sum,
    bound,
    by,
    conv,
    definition,
    equation,
    floor,
    floors,
    fold,
    indices,
    padded,
    padding,
    prove,
    reindex,
    sizes,
    tensor,
    unfold,
)

l, H, W, G, N, D_out = sizes("l H W G N D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n = indices(u=2 * l + 1, v=2 * l + 1, n=N * G)
a, b, c = bound("a b c")

X = padded("X", H, W, N * G)
W_conv = tensor("W_conv", 2 * l + 1, 2 * l + 1, N, D_out)
g = floor(m * G / D_out)  # the group of output channel m
B = definition(
    "B", (u, v, n, m), KroneckerDelta(floor(n / N), g) * W_conv[u, v, Mod(n, N), m]
)  # 0 outside the blocks

claim = equation(conv(W_conv, X, groups=G)[i, j, m], conv(B, X)[i, j, m])

block_diagonal = prove(
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
        W_conv[l - a, l - b, c - N * g, m] * X[i - a, j - b, c],
        (c, N * g, N * g + N - 1),
        (b, -l, l),
        (a, -l, l),
    ),
    by(floors, padding, fold(B)),
    Sum(
        B[l - a, l - b, c, m] * X[i - a, j - b, c],
        (c, 0, N * G - 1),
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(conv)),
    conv(B, X)[i, j, m],  # (2)
)
