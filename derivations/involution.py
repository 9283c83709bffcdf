"""Involution is a depth-wise evolution: G kernels at each pixel, each for a group of channels.

Source: sections 2.3 and 3.5, Eq. 10, 11 and 33, corrected: the printed j - a is j - b, ceil(k G/D)
is floor(m G/D), the fifth index is 0. W_Inv is any tensor, so whatever phi makes of a patch.
Border: the image is 0 outside. K = 2 l + 1; G need not divide D.
"""

from evoproof import (
    Ev,
    Inv,
    Sum,
    bound,
    by,
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

l, H, W, D, G = sizes("l H W D G")
i, j, m = indices(i=H, j=W, m=D)
u, v, o = indices(u=2 * l + 1, v=2 * l + 1, o=1)
a, b = bound("a b")

X = padded("X", H, W, D)
W_Inv = tensor("W_Inv", H, W, 2 * l + 1, 2 * l + 1, G)  # phi(X) (11)
g = floor(m * G / D)  # the group of channel m
F = definition("F", (i, j, u, v, o, m), W_Inv[i, j, u, v, g])  # (33)

claim = equation(Inv(W_Inv, X)[i, j, m], Ev(F, X, groups=D)[i, j, m], given=[G >= 1])

involution = prove(
    claim,
    Inv(W_Inv, X)[i, j, m],
    by(unfold(Inv)),
    Sum(W_Inv[i, j, l - a, l - b, g] * X[i - a, j - b, m], (b, -l, l), (a, -l, l)),  # (10)
    by(fold(F)),
    Sum(X[i - a, j - b, m] * F[i, j, l - a, l - b, 0, m], (b, -l, l), (a, -l, l)),
    by(fold(Ev), delta, floors),
    Ev(F, X, groups=D)[i, j, m],  # (14)
)
