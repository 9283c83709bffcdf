"""Self-attention of shuffled samples is the self-attention of the samples, shuffled.

Source: section 2.2.2, Eq. 4 and 5, corrected: the paper says "the same output disregarding how the
input N samples shuffled"; with the samples, their outputs change places. The samples s < t that
change places are any two; every permutation is a product of such exchanges.
Border: none is read.
"""

from evoproof.derivations.shuffled_samples import shuffled_samples

from evoproof import (
    Sum,
    bound,
    by,
    cases,
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
    row_softmax,
    sequence_attention,
    sequence_scores,
    sizes,
    tensor,
    unfold,
)

N, D_in, D_k, D_out, s, t = sizes("N D_in D_k D_out s t")
i, n, m, d = indices(i=N, n=N, m=D_out, d=D_in)
r, c = bound("r c")

X = tensor("X", N, D_in)
W_Q = tensor("W_Q", D_in, D_k)
W_K = tensor("W_K", D_in, D_k)
W_V = tensor("W_V", D_in, D_out)
PX = exchanged(X, s, t)
x = definition("x", (d,), PX[i, d])  # sample i of the shuffled ones
a = query_scores(x, W_Q, W_K, X)
A = sequence_scores(W_Q, W_K, X)
V = definition("V", (n, m), Sum(X[n, c] * W_V[c, m], (c, 0, D_in - 1)))
PA = exchanged(A, s, t)  # rows
PS = exchanged(row_softmax(A), s, t)
PSA = exchanged(sequence_attention(W_Q, W_K, W_V, X), s, t)

claim = equation(sequence_attention(W_Q, W_K, W_V, PX)[i, m], PSA[i, m], given=[s < t, t < N])

permutation_equivariance = prove(
    claim,
    sequence_attention(W_Q, W_K, W_V, PX)[i, m],
    by(
        unfold(sequence_attention),
        unfold(row_softmax),
        unfold(sequence_scores),
        fold(query_attention),
        fold(query_scores),
        fold(x),
        distribute,
    ),
    query_attention(x, W_Q, W_K, W_V, PX)[m],  # (5)
    by(cite(shuffled_samples, x=x)),
    query_attention(x, W_Q, W_K, W_V, X)[m],
    by(unfold(query_attention), fold(V)),
    Sum(exp(a[r]) * V[r, m], (r, 0, N - 1)) / Sum(exp(a[r]), (r, 0, N - 1)),
    by(unfold(query_scores), unfold(x), unfold(PX), fold(PA), fold(sequence_scores), distribute),
    Sum(exp(PA[i, r]) * V[r, m], (r, 0, N - 1)) / Sum(exp(PA[i, r]), (r, 0, N - 1)),
    by(unfold(PA), fold(PS), fold(row_softmax), cases, distribute),
    Sum(PS[i, r] * V[r, m], (r, 0, N - 1)),
    by(unfold(PS), unfold(V), fold(PSA), fold(sequence_attention), distribute),
    PSA[i, m],  # (4)
)
