"""An evolution whose kernel is the same at all pixels is the convolution with that kernel.

Source: section 3.4, Eq. 29a and 14: the kernel at every pixel (i, j) is that at pixel (p, q).
Border: the image is 0 outside. K x K taps, l of them before the pixel: K = 2 l + 1, or any other K.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    conv,
    definition,
    equation,
    fold,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, K, H, W, D_in, D_out = sizes("l K H W D_in D_out")
i, j, m = indices(i=H, j=W, m=D_out)
p, q, u, v, n = indices(p=H, q=W, u=K, v=K, n=D_in)
a, b, c = bound("a b c")

X = padded("X", H, W, D_in)
G = tensor("G", H, W, K, K, D_in, D_out)
F = definition("F", (i, j, u, v, n, m), G[p, q, u, v, n, m])  # (29a)
W_pq = definition("W_pq", (u, v, n, m), G[p, q, u, v, n, m])

claim = equation(Ev(F, X, l=l)[i, j, m], conv(W_pq, X, l=l)[i, j, m])

shared_kernel = prove(
    claim,
    Ev(F, X, l=l)[i, j, m],
    by(unfold(Ev)),
    Sum(
        X[i - a, j - b, c] * F[i, j, l - a, l - b, c, m],
        (c, 0, D_in - 1),
        (b, l - K + 1, l),
        (a, l - K + 1, l),
    ),  # (14)
    by(unfold(F)),
    Sum(
        X[i - a, j - b, c] * G[p, q, l - a, l - b, c, m],
        (c, 0, D_in - 1),
        (b, l - K + 1, l),
        (a, l - K + 1, l),
    ),  # (29a)
    by(fold(W_pq)),
    Sum(
        X[i - a, j - b, c] * W_pq[l - a, l - b, c, m],
        (c, 0, D_in - 1),
        (b, l - K + 1, l),
        (a, l - K + 1, l),
    ),
    by(fold(conv)),
    conv(W_pq, X, l=l)[i, j, m],  # (2)
)
