"""The scores of attention are a convolution, pixel by pixel, and an evolution, tap by tap.

Source: section 3.3.1, Eq. 17 and 18, with taps u, v in [0, K-1] (printed: [0, K]).
Border: keys outside the image are 0, because the image is; K = 2 l + 1.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    conv,
    definition,
    delta,
    distribute,
    equation,
    exchange,
    fold,
    indices,
    padded,
    padding,
    prove,
    scores,
    sizes,
    tensor,
    unfold,
)

l, H, W, D_in, D_k = sizes("l H W D_in D_k")
i, j, u, v = indices(i=H, j=W, u=2 * l + 1, v=2 * l + 1)
k, n, o, p, q = indices(k=D_k, n=D_in, o=1, p=1, q=1)
c, e, t = bound("c e t")

X = padded("X", H, W, D_in)
W_Q = tensor("W_Q", D_in, D_k)
W_K = tensor("W_K", D_in, D_k)
A = scores(W_Q, W_K, X, l)

W_Q1 = definition("W_Q1", (o, p, n, k), W_Q[n, k])  # 1 x 1 kernels
W_K1 = definition("W_K1", (o, p, n, k), W_K[n, k])
Q = conv(W_Q1, X)  # (17)
K = conv(W_K1, X)

Q_pixel = definition("Q_ij", (o, p, k, q), Q[i, j, k])  # a 1 x 1 kernel at pixel (i, j)
K_pixel = definition("K_ij", (u, v, k), K[i - l + u, j - l + v, k], padded=True)
Q_map = definition("Q_map", (i, j, o, p, k, q), Q[i, j, k])  # an evolution kernel
K_tap = definition("K_uv", (i, j, k), K[i - l + u, j - l + v, k], padded=True)

A_conv = conv(Q_pixel, K_pixel)

claim = equation(A[i, j, u, v], Ev(Q_map, K_tap)[i, j, 0])  # (18)

attention_scores = prove(
    claim,
    A[i, j, u, v],
    by(unfold(scores)),
    Sum(
        X[i, j, c] * W_Q[c, t] * W_K[e, t] * X[i - l + u, j - l + v, e],
        (e, 0, D_in - 1),
        (c, 0, D_in - 1),
        (t, 0, D_k - 1),
    ),
    by(fold(conv), fold(W_Q1), fold(W_K1), delta, padding, distribute, exchange),
    Sum(Q[i, j, t] * K[i - l + u, j - l + v, t], (t, 0, D_k - 1)),  # (17)
    by(fold(A_conv), fold(Q_pixel), fold(K_pixel), delta),
    A_conv[u, v, 0],  # (18, line 2)
    by(unfold(A_conv), unfold(Q_pixel), unfold(K_pixel), delta),
    Sum(Q[i, j, t] * K[i - l + u, j - l + v, t], (t, 0, D_k - 1)),
    by(fold(Ev), fold(Q_map), fold(K_tap), delta),
    Ev(Q_map, K_tap)[i, j, 0],  # (18, line 3)
)
