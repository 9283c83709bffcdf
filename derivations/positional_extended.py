"""Local attention with a positional encoding that goes on outside the image is an evolution.

Source: sections 2.2.2, 2.2.4 and 3.3.2, Eq. 6, 9 and 17 to 24.
Border: extended. P reaches l rows and columns beyond the image, X is 0 there: the key of a
neighbour outside is P W_K, and it takes part in the softmax. The values are those of X alone.
K = 2 l + 1; P[i + l, j + l] belongs to pixel (i, j).
"""

from evoproof.derivations.absorption import absorption

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    cite,
    conv,
    definition,
    delta,
    equation,
    exp,
    floors,
    fold,
    indices,
    padded,
    padding,
    position_attention,
    position_scores,
    positioned,
    prove,
    sizes,
    softmax,
    tensor,
    unfold,
)

l, H, W, D_in, D_k, D_out = sizes("l H W D_in D_k D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n, k, o, p = indices(u=2 * l + 1, v=2 * l + 1, n=D_in, k=D_k, o=1, p=1)
r, q = indices(r=H + 2 * l, q=W + 2 * l)
a, b, c, e, s, t = bound("a b c e s t")

X = padded("X", H, W, D_in)
P = tensor("P", H + 2 * l, W + 2 * l, D_in)
W_Q = tensor("W_Q", D_in, D_k)
W_K = tensor("W_K", D_in, D_k)
W_V = tensor("W_V", D_in, D_out)
W_V1 = definition("W_V1", (o, p, n, m), W_V[n, m])  # a 1 x 1 kernel
A_P = position_scores(W_Q, W_K, X, P, l, margin=l)  # (6)


Q = definition(
    "Q", (i, j, k), Sum((X[i, j, c] + P[i + l, j + l, c]) * W_Q[c, k], (c, 0, D_in - 1))
)  # (17)
K = definition("K", (r, q, k), Sum((X[r - l, q - l, c] + P[r, q, c]) * W_K[c, k], (c, 0, D_in - 1)))
V = conv(W_V1, X)
A = definition("A", (i, j, u, v), Sum(Q[i, j, e] * K[i + u, j + v, e], (e, 0, D_k - 1)))  # (18)
S = softmax(A, border="zero")
S_m = definition("P_m", (i, j, u, v, o, m), S[i, j, u, v])  # (20)
F = definition("F", (i, j, u, v, n, m), S[i, j, u, v] * W_V1[0, 0, n, m])  # (24)

SA = position_attention(W_Q, W_K, W_V, X, P, l, border="extended")

claim = equation(SA[i, j, m], Ev(F, X)[i, j, m])  # (9) = (14)

positional_extended = prove(
    claim,
    SA[i, j, m],
    by(unfold(position_attention), unfold(softmax)),
    Sum(
        exp(A_P[i, j, l - a, l - b])
        * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1))
        / Sum(exp(A_P[i, j, s, t]), (t, 0, 2 * l), (s, 0, 2 * l)),
        (b, -l, l),
        (a, -l, l),
    ),  # (9)
    by(unfold(position_scores), unfold(positioned), fold(A), fold(Q), fold(K)),
    Sum(
        exp(A[i, j, l - a, l - b])
        * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1))
        / Sum(exp(A[i, j, s, t]), (t, 0, 2 * l), (s, 0, 2 * l)),
        (b, -l, l),
        (a, -l, l),
    ),  # (18)
    by(fold(softmax), fold(conv), fold(W_V1), delta, padding),
    Sum(V[i - a, j - b, m] * S[i, j, l - a, l - b], (b, -l, l), (a, -l, l)),  # (19)
    by(fold(Ev), fold(S_m), delta, floors),
    Ev(S_m, V, groups=D_out)[i, j, m],  # (20)
    by(cite(absorption, P=S, W_V=W_V1)),
    Ev(F, X)[i, j, m],  # (23), (24)
)
