"""Local attention with a positional encoding is an evolution; keys outside are left out.

Source: sections 2.2.2, 2.2.4 and 3.3.2, Eq. 6, 9 and 17 to 24.
Border: mask, the softmax runs over the neighbours inside the image; P is not asked elsewhere. The
values are those of X alone. K = 2 l + 1.
"""

from evoproof.derivations.absorption import absorption

from evoproof import (
    Ev,
    Sum,
    bound,
    bracket,
    by,
    cite,
    conv,
    definition,
    delta,
    equation,
    exp,
    floors,
    fold,
    in_image,
    indices,
    padded,
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
a, b, c, e, s, t = bound("a b c e s t")

X = padded("X", H, W, D_in)
P = padded("P", H, W, D_in)
Z = positioned(X, P)
W_Q = tensor("W_Q", D_in, D_k)
W_K = tensor("W_K", D_in, D_k)
W_V = tensor("W_V", D_in, D_out)
W_V1 = definition("W_V1", (o, p, n, m), W_V[n, m])  # a 1 x 1 kernel
A_P = position_scores(W_Q, W_K, X, P, l)  # (6)


Q = definition("Q", (i, j, k), Sum(Z[i, j, c] * W_Q[c, k], (c, 0, D_in - 1)))  # (17)
K = definition("K", (i, j, k), Sum(Z[i, j, c] * W_K[c, k], (c, 0, D_in - 1)), padded=True)
V = conv(W_V1, X)
A = definition(
    "A", (i, j, u, v), Sum(Q[i, j, e] * K[i - l + u, j - l + v, e], (e, 0, D_k - 1))
)  # (18)
S = softmax(A, border="mask")
S_m = definition("P_m", (i, j, u, v, o, m), S[i, j, u, v])  # (20)
F = definition("F", (i, j, u, v, n, m), S[i, j, u, v] * W_V1[0, 0, n, m])  # (24)

SA = position_attention(W_Q, W_K, W_V, X, P, l, border="mask")

claim = equation(SA[i, j, m], Ev(F, X)[i, j, m])  # (9) = (14)

positional_mask = prove(
    claim,
    SA[i, j, m],
    by(unfold(position_attention), unfold(softmax)),
    Sum(
        bracket(in_image((H, W), i - a, j - b))
        * exp(A_P[i, j, l - a, l - b])
        * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1))
        / Sum(
            bracket(in_image((H, W), i - l + s, j - l + t)) * exp(A_P[i, j, s, t]),
            (t, 0, 2 * l),
            (s, 0, 2 * l),
        ),
        (b, -l, l),
        (a, -l, l),
    ),  # (9)
    by(unfold(position_scores), fold(A), fold(Q), fold(K)),
    Sum(
        bracket(in_image((H, W), i - a, j - b))
        * exp(A[i, j, l - a, l - b])
        * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1))
        / Sum(
            bracket(in_image((H, W), i - l + s, j - l + t)) * exp(A[i, j, s, t]),
            (t, 0, 2 * l),
            (s, 0, 2 * l),
        ),
        (b, -l, l),
        (a, -l, l),
    ),  # (18)
    by(fold(softmax), fold(conv), fold(W_V1), delta),
    Sum(V[i - a, j - b, m] * S[i, j, l - a, l - b], (b, -l, l), (a, -l, l)),  # (19)
    by(fold(Ev), fold(S_m), delta, floors),
    Ev(S_m, V, groups=D_out)[i, j, m],  # (20)
    by(cite(absorption, P=S, W_V=W_V1)),
    Ev(F, X)[i, j, m],  # (23), (24)
)
