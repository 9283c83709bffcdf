"""Local self-attention is an evolution; neighbours outside the image are zero keys.

Source: section 3.3.1, Eq. 9 and 17 to 24.
Border: zero, neighbours outside the image take part in the softmax with score 0. K = 2 l + 1.
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
    floors,
    fold,
    indices,
    local_attention,
    padded,
    padding,
    prove,
    scores,
    sizes,
    softmax,
    tensor,
    unfold,
)

l, H, W, D_in, D_k, D_out = sizes("l H W D_in D_k D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n, o, p = indices(u=2 * l + 1, v=2 * l + 1, n=D_in, o=1, p=1)
a, b, c = bound("a b c")

X = padded("X", H, W, D_in)
W_Q = tensor("W_Q", D_in, D_k)
W_K = tensor("W_K", D_in, D_k)
W_V = tensor("W_V", D_in, D_out)
W_V1 = definition("W_V1", (o, p, n, m), W_V[n, m])  # a 1 x 1 kernel
SA = local_attention(W_Q, W_K, W_V, X, l, border="zero")
V = conv(W_V1, X)  # (17)
S = softmax(scores(W_Q, W_K, X, l), border="zero")
S_m = definition("P_m", (i, j, u, v, o, m), S[i, j, u, v])  # (20)
F = definition("F", (i, j, u, v, n, m), S[i, j, u, v] * W_V1[0, 0, n, m])  # (24)

claim = equation(SA[i, j, m], Ev(F, X)[i, j, m])  # (9) = (14)

local_attention_zero = prove(
    claim,
    SA[i, j, m],
    by(unfold(local_attention)),
    Sum(
        S[i, j, l - a, l - b] * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1)),
        (b, -l, l),
        (a, -l, l),
    ),  # (9)
    by(fold(conv), fold(W_V1), delta, padding),
    Sum(V[i - a, j - b, m] * S[i, j, l - a, l - b], (b, -l, l), (a, -l, l)),  # (19)
    by(fold(Ev), fold(S_m), delta, floors),
    Ev(S_m, V, groups=D_out)[i, j, m],  # (20)
    by(cite(absorption, P=S, W_V=W_V1)),
    Ev(F, X)[i, j, m],  # (23), (24)
)
