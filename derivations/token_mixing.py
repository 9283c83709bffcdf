"""A linear layer over all pixels, each channel alike, is a depth-wise evolution of enough taps.

Source: sections 1 and 3.1, Eq. 14 corrected, with N = 1, G = D and K >= 2 max(H, W) - 1: one layer
of a token-mixing MLP.
Border: the image is 0 outside, and so is the kernel. K = 2 l + 1.
"""

from evoproof import (
    Ev,
    Piecewise,
    Sum,
    bound,
    by,
    definition,
    delta,
    equation,
    floors,
    fold,
    in_image,
    indices,
    padded,
    prove,
    reindex,
    sizes,
    tensor,
)

l, H, W, D = sizes("l H W D")
i, j, m = indices(i=H, j=W, m=D)
u, v, o = indices(u=2 * l + 1, v=2 * l + 1, o=1)
a, b, p, q = bound("a b p q")

X = padded("X", H, W, D)
T = tensor("T", H, W, H, W)  # how much of pixel (p, q) goes into pixel (i, j)
inside = in_image((H, W), i - l + u, j - l + v)
F = definition(
    "F", (i, j, u, v, o, m), Piecewise((T[i, j, i - l + u, j - l + v], inside), (0, True))
)

mixed = Sum(T[i, j, p, q] * X[p, q, m], (q, 0, W - 1), (p, 0, H - 1))
claim = equation(mixed, Ev(F, X, groups=D)[i, j, m], given=[l >= H - 1, l >= W - 1])

token_mixing = prove(
    claim,
    mixed,
    by(reindex),
    Sum(
        T[i, j, i - a, j - b] * X[i - a, j - b, m],
        (b, j - W + 1, j),
        (a, i - H + 1, i),
    ),
    by(fold(F)),
    Sum(X[i - a, j - b, m] * F[i, j, l - a, l - b, 0, m], (b, -l, l), (a, -l, l)),
    by(fold(Ev), delta, floors),
    Ev(F, X, groups=D)[i, j, m],  # (14)
)
