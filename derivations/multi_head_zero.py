"""Multi-head local self-attention is an evolution; neighbours outside the image are zero keys.

Source: sections 2.2.3 and 3.3.3, Eq. 7, 25 and 26, corrected as in multi_head.
Border: zero, neighbours outside take part in each softmax with score 0. K = 2 l + 1.
"""

from evoproof.derivations.multi_head import multi_head

from evoproof import (
    Ev,
    Sum,
    aggregate_heads,
    bound,
    by,
    cite,
    concat,
    definition,
    equation,
    fold,
    head_outputs,
    head_scores,
    head_softmax,
    indices,
    multi_head_attention,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, H, W, M, D_in, D_k, D_h, D_out = sizes("l H W M D_in D_k D_h D_out")
i, j, n = indices(i=H, j=W, n=D_out)
u, v, e = indices(u=2 * l + 1, v=2 * l + 1, e=D_in)
p, d, t = bound("p d t")

X = padded("X", H, W, D_in)
W_Q = tensor("W_Q", M, D_in, D_k)
W_K = tensor("W_K", M, D_in, D_k)
W_V = tensor("W_V", M, D_in, D_h)
W_O = tensor("W_O", M * D_h, D_out)
MHSA = multi_head_attention(W_Q, W_K, W_V, W_O, X, l, border="zero")
S = head_softmax(head_scores(W_Q, W_K, X, l), border="zero")
Y = head_outputs(S, W_V, X)
W_VO = definition(
    "W_VO",
    (p, e, n),
    Sum(W_V[p, e, d] * W_O[p * D_h + d, n], (d, 0, D_h - 1)),
    shape=(M, D_in, D_out),
)
F = definition(
    "F", (i, j, u, v, e, n), Sum(S[p, i, j, u, v] * W_VO[p, e, n], (p, 0, M - 1))
)  # (26)

claim = equation(MHSA[i, j, n], Ev(F, X)[i, j, n])  # (7) = (14)

multi_head_zero = prove(
    claim,
    MHSA[i, j, n],
    by(unfold(multi_head_attention)),
    Sum(concat(Y)[i, j, t] * W_O[t, n], (t, 0, M * D_h - 1)),  # (7), (25)
    by(fold(aggregate_heads)),
    aggregate_heads(S, W_V, W_O, X)[i, j, n],
    by(cite(multi_head, K=2 * l + 1, P=S)),
    Ev(F, X)[i, j, n],  # (14)
)
