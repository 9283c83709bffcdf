"""Two evolutions in a row are one evolution, whose kernel knows the border of the map between them.

Source: section 3.3.1, "two cascade evolution layers", Eq. 14 corrected and Eq. 20. Windows of K_1
and of K_2 make one of K_1 + K_2 - 1.
Border: the image and the map between are 0 outside. K_1 = 2 l_1 + 1, K_2 = 2 l_2 + 1. The kernel
depends on the pixel even where F_1 and F_2 do not: two convolutions make no convolution.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    bracket,
    by,
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
F_1 = tensor("F_1", H, W, K_1, K_1, D_in, D_h)
F_2 = tensor("F_2", H, W, K_2, K_2, D_h, D_out)
Z = Ev(F_1, X)
inside = bracket(in_image((H, W), i - l_2 + s, j - l_2 + t))  # the pixel between is in the image
tap = bracket(in_image((K_1, K_1), u - s, v - t))
F = definition(
    "F",
    (i, j, u, v, n, m),
    Sum(
        inside * tap * F_1[i - l_2 + s, j - l_2 + t, u - s, v - t, n, e] * F_2[i, j, s, t, e, m],
        (e, 0, D_h - 1),
        (t, 0, K_2 - 1),
        (s, 0, K_2 - 1),
    ),
)

claim = equation(Ev(F_2, Z)[i, j, m], Ev(F, X)[i, j, m])

cascade_cropped = prove(
    claim,
    Ev(F_2, Z)[i, j, m],
    by(unfold(Ev(F_2, Z)), reindex),
    Sum(
        Z[i - l_2 + s, j - l_2 + t, e] * F_2[i, j, s, t, e, m],
        (e, 0, D_h - 1),
        (t, 0, K_2 - 1),
        (s, 0, K_2 - 1),
    ),
    by(unfold(Z), reindex),
    Sum(
        inside
        * F_2[i, j, s, t, e, m]
        * Sum(
            X[i + s + p - l, j + t + q - l, c] * F_1[i - l_2 + s, j - l_2 + t, p, q, c, e],
            (c, 0, D_in - 1),
            (q, 0, K_1 - 1),
            (p, 0, K_1 - 1),
        ),
        (e, 0, D_h - 1),
        (t, 0, K_2 - 1),
        (s, 0, K_2 - 1),
    ),
    by(distribute, exchange),
    Sum(
        X[i + s + p - l, j + t + q - l, c]
        * (inside * F_1[i - l_2 + s, j - l_2 + t, p, q, c, e] * F_2[i, j, s, t, e, m]),
        (e, 0, D_h - 1),
        (t, 0, K_2 - 1),
        (s, 0, K_2 - 1),
        (c, 0, D_in - 1),
        (q, 0, K_1 - 1),
        (p, 0, K_1 - 1),
    ),
    by(reindex),
    Sum(
        X[i + p - l, j + q - l, c]
        * (inside * F_1[i - l_2 + s, j - l_2 + t, p - s, q - t, c, e] * F_2[i, j, s, t, e, m]),
        (q, t, t + 2 * l_1),
        (p, s, s + 2 * l_1),
        (e, 0, D_h - 1),
        (t, 0, K_2 - 1),
        (s, 0, K_2 - 1),
        (c, 0, D_in - 1),
    ),
    by(exchange, distribute, fold(F)),
    Sum(
        X[i + p - l, j + q - l, c] * F[i, j, p, q, c, m],
        (c, 0, D_in - 1),
        (q, 0, 2 * l),
        (p, 0, 2 * l),
    ),
    by(reindex, fold(Ev)),
    Ev(F, X)[i, j, m],  # (14)
)
