"""Scores that are the same at all pixels make local attention a convolution.

Source: section 3.4, Eq. 29, c => b => a: the scores at every pixel (i, j) are those at (p, q).
Border: zero, neighbours outside take part in the softmax; false where they are left out, because
then the probabilities are not the same although the scores are. K = 2 l + 1.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    conv,
    definition,
    equation,
    exp,
    fold,
    indices,
    padded,
    prove,
    sizes,
    softmax,
    tensor,
    unfold,
)

l, H, W, D_in, D_out = sizes("l H W D_in D_out")
i, j, m = indices(i=H, j=W, m=D_out)
p, q, u, v, n = indices(p=H, q=W, u=2 * l + 1, v=2 * l + 1, n=D_in)
a, b, c, s, t = bound("a b c s t")

X = padded("X", H, W, D_in)
W_V = tensor("W_V", D_in, D_out)
B = tensor("B", H, W, 2 * l + 1, 2 * l + 1)
A = definition("A", (i, j, u, v), B[p, q, u, v])  # (29c)
S, S_pq = softmax(A, border="zero"), softmax(B, border="zero")
F = definition("F", (i, j, u, v, n, m), S[i, j, u, v] * W_V[n, m])  # (24)
W_pq = definition("W_pq", (u, v, n, m), S_pq[p, q, u, v] * W_V[n, m])

claim = equation(Ev(F, X)[i, j, m], conv(W_pq, X)[i, j, m])

shared_scores = prove(
    claim,
    Ev(F, X)[i, j, m],
    by(unfold(Ev), unfold(F)),
    Sum(
        X[i - a, j - b, c] * S[i, j, l - a, l - b] * W_V[c, m],
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    ),  # (23)
    by(unfold(softmax), unfold(A)),
    Sum(
        X[i - a, j - b, c]
        * (exp(B[p, q, l - a, l - b]) / Sum(exp(B[p, q, s, t]), (t, 0, 2 * l), (s, 0, 2 * l)))
        * W_V[c, m],
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    ),  # (29c)
    by(fold(softmax)),
    Sum(
        X[i - a, j - b, c] * S_pq[p, q, l - a, l - b] * W_V[c, m],
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    ),  # (29b)
    by(fold(W_pq), fold(conv)),
    conv(W_pq, X)[i, j, m],  # (29a)
)
