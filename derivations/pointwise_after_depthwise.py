"""A point-wise evolution after a depth-wise one is one evolution, with the product kernel.

Source: section 3.3.1, the text after Eq. 22, and Eq. 14 corrected. The converse is false: not every
evolution kernel is such a product.
Border: the image is 0 outside. K = 2 l + 1; a convolution is the case of equal kernels everywhere.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    definition,
    delta,
    distribute,
    equation,
    exchange,
    floors,
    fold,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, H, W, D_in, D_out = sizes("l H W D_in D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n = indices(u=2 * l + 1, v=2 * l + 1, n=D_in)
a, b, c = bound("a b c")

X = padded("X", H, W, D_in)
F_d = tensor("F_d", H, W, 2 * l + 1, 2 * l + 1, 1, D_in)  # depth-wise: N = 1
F_p = tensor("F_p", H, W, 1, 1, D_in, D_out)  # point-wise: K = 1
Z = Ev(F_d, X, groups=D_in)
F = definition("F", (i, j, u, v, n, m), F_d[i, j, u, v, 0, n] * F_p[i, j, 0, 0, n, m])

claim = equation(Ev(F_p, Z)[i, j, m], Ev(F, X)[i, j, m])

pointwise_after_depthwise = prove(
    claim,
    Ev(F_p, Z)[i, j, m],
    by(unfold(Ev(F_p, Z)), delta),
    Sum(Z[i, j, c] * F_p[i, j, 0, 0, c, m], (c, 0, D_in - 1)),
    by(unfold(Z), delta, floors),
    Sum(
        F_p[i, j, 0, 0, c, m]
        * Sum(X[i - a, j - b, c] * F_d[i, j, l - a, l - b, 0, c], (b, -l, l), (a, -l, l)),
        (c, 0, D_in - 1),
    ),
    by(distribute, exchange),
    Sum(
        X[i - a, j - b, c] * (F_d[i, j, l - a, l - b, 0, c] * F_p[i, j, 0, 0, c, m]),
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(F)),
    Sum(
        X[i - a, j - b, c] * F[i, j, l - a, l - b, c, m],
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(Ev)),
    Ev(F, X)[i, j, m],  # (14)
)
