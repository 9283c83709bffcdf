"""Local attention with a relative encoding alone is a convolution, its taps scaled by a softmax.

Source: section 3.4, Eq. 30 to 32, corrected: in the row convention the terms are
x W_Q (y W_K)^T + x W_Q (r W_R)^T + u (y W_K)^T + v (r W_R)^T; W_Q = W_K = 0 leaves the last.
Border: zero, neighbours outside take part with the score of their shift. K = 2 l + 1.
"""

from evoproof import (
    Sum,
    bound,
    by,
    conv,
    definition,
    distribute,
    equation,
    exchange,
    exp,
    fold,
    indices,
    padded,
    prove,
    relative_scores,
    relative_self_attention,
    sizes,
    softmax,
    tensor,
    unfold,
)

l, H, W, D_in, D_k, D_p, D_out = sizes("l H W D_in D_k D_p D_out")
i, j, m = indices(i=H, j=W, m=D_out)
x, y, n, k = indices(x=2 * l + 1, y=2 * l + 1, n=D_in, k=D_k)
a, b, c, d, e, s, t = bound("a b c d e s t")

X = padded("X", H, W, D_in)
W_Q = definition("W_Q", (n, k), 0)
W_K = definition("W_K", (n, k), 0)
W_R = tensor("W_R", D_p, D_k)
W_V = tensor("W_V", D_in, D_out)
u, v = tensor("u", D_k), tensor("v", D_k)
R = tensor("R", 2 * l + 1, 2 * l + 1, D_p)  # R[x, y] encodes the shift (x - l, y - l)
SA = relative_self_attention(W_Q, W_K, W_R, u, v, R, W_V, X, l, border="zero")
A = relative_scores(W_Q, W_K, W_R, u, v, R, X, l)
S = softmax(A, border="zero")
A_R = definition(
    "A_R",
    (x, y),
    Sum(v[d] * Sum(R[x, y, e] * W_R[e, d], (e, 0, D_p - 1)), (d, 0, D_k - 1)),
)  # (31)
P = definition("P", (x, y), exp(A_R[x, y]) / Sum(exp(A_R[s, t]), (t, 0, 2 * l), (s, 0, 2 * l)))
W_c = definition("W_conv", (x, y, n, m), W_V[n, m] * P[x, y])  # (32)

claim = equation(SA[i, j, m], conv(W_c, X)[i, j, m])

relative_attention = prove(
    claim,
    SA[i, j, m],
    by(unfold(relative_self_attention)),
    Sum(
        S[i, j, l - a, l - b] * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1)),
        (b, -l, l),
        (a, -l, l),
    ),  # (9), (30)
    by(unfold(softmax), unfold(relative_scores), unfold(W_Q), unfold(W_K), fold(P), fold(A_R)),
    Sum(
        P[l - a, l - b] * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1)),
        (b, -l, l),
        (a, -l, l),
    ),  # (31)
    by(exchange, distribute, fold(W_c), fold(conv)),
    conv(W_c, X)[i, j, m],  # (32)
)
