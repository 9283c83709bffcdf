"""Multi-head self-attention of a sequence is the sum of its heads, each with its rows of W.

Source: section 2.2.3, Eq. 7, for any attention maps, softmax or not, and any D_h and D_out.
Border: none is read: every sample takes part.
"""

from evoproof import (
    Mod,
    Sum,
    bound,
    by,
    definition,
    delta,
    distribute,
    equation,
    exchange,
    floor,
    floors,
    fold,
    indices,
    prove,
    reindex,
    sizes,
    tensor,
    unfold,
)

N, M, D_in, D_h, D_out = sizes("N M D_in D_h D_out")
i, m = indices(i=N, m=D_out)
p, j, d, t = indices(p=M, j=N, d=D_h, t=M * D_h)
c, h, q, r = bound("c h q r")

X = tensor("X", N, D_in)
W_V = tensor("W_V", M, D_in, D_h)
W = tensor("W", M * D_h, D_out)
S = tensor("S", M, N, N)  # the softmax of X W_Q W_K^T X^T in each head, or any other map
SA = definition(
    "SA_p",
    (p, i, d),
    Sum(S[p, i, r] * Sum(X[r, c] * W_V[p, c, d], (c, 0, D_in - 1)), (r, 0, N - 1)),
)  # (7)
Y = definition("concat", (i, t), SA[floor(t / D_h), i, Mod(t, D_h)])
V = definition("V_p", (p, j, d), Sum(X[j, c] * W_V[p, c, d], (c, 0, D_in - 1)))

claim = equation(
    Sum(Y[i, t] * W[t, m], (t, 0, M * D_h - 1)),
    Sum(
        S[q, i, r] * Sum(V[q, r, h] * W[q * D_h + h, m], (h, 0, D_h - 1)),
        (r, 0, N - 1),
        (q, 0, M - 1),
    ),
)

multi_head_sequence = prove(
    claim,
    Sum(Y[i, t] * W[t, m], (t, 0, M * D_h - 1)),  # (7)
    by(unfold(Y), delta),
    Sum(
        SA[q, i, t - q * D_h] * W[t, m],
        (q, floor(t / D_h), floor(t / D_h)),
        (t, 0, M * D_h - 1),
    ),
    by(reindex, floors),
    Sum(SA[q, i, h] * W[q * D_h + h, m], (h, 0, D_h - 1), (q, 0, M - 1)),
    by(unfold(SA), fold(V), distribute, exchange),
    Sum(
        S[q, i, r] * Sum(V[q, r, h] * W[q * D_h + h, m], (h, 0, D_h - 1)),
        (r, 0, N - 1),
        (q, 0, M - 1),
    ),
)
