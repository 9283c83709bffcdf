"""Two convolutions in a row, the map between them not cropped, are one with the convolved kernel.

Source: section 3.3.1, the text after Eq. 22, and Eq. 2. Windows of K_1 and of K_2 make one of K_1 +
K_2 - 1. Where the map between is cropped to the image this is false, see cascade_cropped.
Border: the image is 0 outside. K_1 = 2 l_1 + 1, K_2 = 2 l_2 + 1; the map between is larger than the
image by l_2 on each side.
"""

from evoproof import (
    Sum,
    bound,
    bracket,
    by,
    conv,
    definition,
    distribute,
    equation,
    exchange,
    fold,
    in_image,
    indices,
    padded,
    prove,
    reindex,
    sizes,
    tensor,
    unfold,
)

l_1, l_2, H, W, D_in, D_h, D_out = sizes("l_1 l_2 H W D_in D_h D_out")
l = l_1 + l_2
K_1 = 2 * l_1 + 1
K_2 = 2 * l_2 + 1
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n = indices(u=2 * l + 1, v=2 * l + 1, n=D_in)
p, q, s, t, c, e = bound("p q s t c e")

X = padded("X", H, W, D_in)
W_1 = tensor("W_1", K_1, K_1, D_in, D_h)
W_2 = tensor("W_2", K_2, K_2, D_h, D_out)
Z = conv(W_1, X, padding=l, size=(H + 2 * l_2, W + 2 * l_2))  # at (i + l_2, j + l_2): pixel (i, j)
Y = conv(W_2, Z, padding=0, size=(H, W))
tap = bracket(in_image((K_1, K_1), u - s, v - t))
W_12 = definition(
    "W_12",
    (u, v, n, m),
    Sum(
        tap * W_1[u - s, v - t, n, e] * W_2[s, t, e, m],
        (e, 0, D_h - 1),
        (t, 0, K_2 - 1),
        (s, 0, K_2 - 1),
    ),
)

claim = equation(Y[i, j, m], conv(W_12, X)[i, j, m])

conv_cascade = prove(
    claim,
    Y[i, j, m],
    by(unfold(Y), unfold(Z), reindex),
    Sum(
        W_2[s, t, e, m]
        * Sum(
            W_1[p, q, c, e] * X[i + s + p - l, j + t + q - l, c],
            (c, 0, D_in - 1),
            (q, 0, K_1 - 1),
            (p, 0, K_1 - 1),
        ),
        (e, 0, D_h - 1),
        (t, 0, K_2 - 1),
        (s, 0, K_2 - 1),
    ),  # (2), twice
    by(distribute, exchange),
    Sum(
        (W_1[p, q, c, e] * W_2[s, t, e, m]) * X[i + s + p - l, j + t + q - l, c],
        (e, 0, D_h - 1),
        (t, 0, K_2 - 1),
        (s, 0, K_2 - 1),
        (c, 0, D_in - 1),
        (q, 0, K_1 - 1),
        (p, 0, K_1 - 1),
    ),
    by(reindex),
    Sum(
        (W_1[p - s, q - t, c, e] * W_2[s, t, e, m]) * X[i + p - l, j + q - l, c],
        (q, t, t + 2 * l_1),
        (p, s, s + 2 * l_1),
        (e, 0, D_h - 1),
        (t, 0, K_2 - 1),
        (s, 0, K_2 - 1),
        (c, 0, D_in - 1),
    ),
    by(exchange, distribute, fold(W_12)),
    Sum(
        W_12[p, q, c, m] * X[i + p - l, j + q - l, c],
        (c, 0, D_in - 1),
        (q, 0, 2 * l),
        (p, 0, 2 * l),
    ),
    by(reindex, fold(conv)),
    conv(W_12, X)[i, j, m],  # (2)
)
