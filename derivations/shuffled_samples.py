"""The attention of one query does not depend on the order of the samples that it is paid to.

Source: section 2.2.2, Eq. 4 and 5. This is what is right in "the same output disregarding how the
input samples are shuffled"; for self-attention see permutation_equivariance. The samples s < t that
change places are any two; every permutation is a product of such exchanges.
Border: none is read.
"""

from evoproof.derivations.exchanged_average import exchanged_average

from evoproof import (
    Sum,
    bound,
    by,
    cite,
    definition,
    distribute,
    equation,
    exchanged,
    exp,
    fold,
    indices,
    prove,
    query_attention,
    query_scores,
    sizes,
    tensor,
    unfold,
)

N, D_in, D_k, D_out, s, t = sizes("N D_in D_k D_out s t")
n, m = indices(n=N, m=D_out)
r, c = bound("r c")

X = tensor("X", N, D_in)
x = tensor("x", D_in)
W_Q = tensor("W_Q", D_in, D_k)
W_K = tensor("W_K", D_in, D_k)
W_V = tensor("W_V", D_in, D_out)
PX = exchanged(X, s, t)
a = query_scores(x, W_Q, W_K, X)
a_PX = query_scores(x, W_Q, W_K, PX)
v = definition("v", (n,), Sum(X[n, c] * W_V[c, m], (c, 0, D_in - 1)))  # the values
Pa = exchanged(a, s, t)
Pv = exchanged(v, s, t)

claim = equation(
    query_attention(x, W_Q, W_K, W_V, PX)[m],
    query_attention(x, W_Q, W_K, W_V, X)[m],
    given=[s < t, t < N],
)

shuffled_samples = prove(
    claim,
    query_attention(x, W_Q, W_K, W_V, PX)[m],
    by(unfold(query_attention)),
    Sum(exp(a_PX[r]) * Sum(PX[r, c] * W_V[c, m], (c, 0, D_in - 1)), (r, 0, N - 1))
    / Sum(exp(a_PX[r]), (r, 0, N - 1)),  # (5)
    by(unfold(PX), fold(Pv), fold(v), distribute),
    Sum(exp(a_PX[r]) * Pv[r], (r, 0, N - 1)) / Sum(exp(a_PX[r]), (r, 0, N - 1)),
    by(unfold(query_scores), unfold(PX), fold(Pa), fold(query_scores), distribute),
    Sum(exp(Pa[r]) * Pv[r], (r, 0, N - 1)) / Sum(exp(Pa[r]), (r, 0, N - 1)),
    by(cite(exchanged_average, a=a, v=v)),
    Sum(exp(a[r]) * v[r], (r, 0, N - 1)) / Sum(exp(a[r]), (r, 0, N - 1)),
    by(unfold(v), fold(query_attention)),
    query_attention(x, W_Q, W_K, W_V, X)[m],
)
