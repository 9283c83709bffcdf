"""Involution with a bottleneck is an evolution whose kernel two point-wise maps make of the pixel.

Source: sections 2.3 and 3.5, Eq. 10 to 12 and 33, corrected as in involution; Eq. 12 for any G:
W_1 has K K G rows. D_r stands for D / r; the function sigma is batch normalisation with frozen
statistics, scale s and shift h, and then any activation.
Border: the image is 0 outside. K = 2 l + 1; the kernel at (i, j) is made of pixel (i, j) alone.
"""

from evoproof import (
    Ev,
    Inv,
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
    function,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, H, W, D, G, D_r = sizes("l H W D G D_r")
K = 2 * l + 1
i, j, m = indices(i=H, j=W, m=D)
u, v, o, p, n, k = indices(u=K, v=K, o=1, p=1, n=D, k=D_r)
g, q = indices(g=G, q=K * K * G)
a, b, c, t = bound("a b c t")
activation = function("activation")

X = padded("X", H, W, D)
W_0 = tensor("W_0", D_r, D)
W_1 = tensor("W_1", K * K * G, D_r)
s = tensor("s", D_r)
h = tensor("h", D_r)

squeezed = Sum(W_0[t, c] * X[i, j, c], (c, 0, D - 1))  # W_0 X
phi = definition(
    "phi", (i, j, q), Sum(W_1[q, t] * activation(s[t] * squeezed + h[t]), (t, 0, D_r - 1))
)  # (12)
W_Inv = definition("W_Inv", (i, j, u, v, g), phi[i, j, (g * K + u) * K + v])  # (11), resized

W_0T = definition("W_0T", (o, p, n, k), W_0[k, n])  # a 1 x 1 kernel
W_1R = definition("W_1R", (u, v, g, k), W_1[(g * K + u) * K + v, k])
Z = conv(W_0T, X)
r = floor(m * G / D)  # the group of channel m
F = definition(
    "F",
    (i, j, u, v, o, m),
    Sum(W_1R[u, v, r, t] * activation(s[t] * Z[i, j, t] + h[t]), (t, 0, D_r - 1)),
)  # (33)

claim = equation(Inv(W_Inv, X)[i, j, m], Ev(F, X, groups=D)[i, j, m], given=[G >= 1])

involution_bottleneck = prove(
    claim,
    Inv(W_Inv, X)[i, j, m],
    by(unfold(Inv)),
    Sum(W_Inv[i, j, l - a, l - b, r] * X[i - a, j - b, m], (b, -l, l), (a, -l, l)),  # (10)
    by(unfold(W_Inv), unfold(phi), fold(W_1R)),
    Sum(
        X[i - a, j - b, m]
        * Sum(
            W_1R[l - a, l - b, r, t] * activation(s[t] * squeezed + h[t]),
            (t, 0, D_r - 1),
        ),
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(F), fold(conv), fold(W_0T), delta),
    Sum(X[i - a, j - b, m] * F[i, j, l - a, l - b, 0, m], (b, -l, l), (a, -l, l)),
    by(fold(Ev), delta, floors),
    Ev(F, X, groups=D)[i, j, m],  # (14)
)
