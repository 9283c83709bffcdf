"""With zero keys at the border, a bias of the values is added in part: as much as lies inside.

Source: sections 2.1 and 3.3.1, Eq. 9, 19 and 20; the paper discards the bias "for the convenience
of expression".
Border: zero, neighbours outside the image take part in the softmax with score 0. They have no value
and no bias, so the bias counts with the weight of the neighbours inside. K = 2 l + 1.
"""

from evoproof import (
    Ev,
    Sum,
    bound,
    bracket,
    by,
    definition,
    delta,
    distribute,
    equation,
    floors,
    fold,
    in_image,
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
u, v, o = indices(u=2 * l + 1, v=2 * l + 1, o=1)
a, b, c = bound("a b c")

X = padded("X", H, W, D_in)
W_Q = tensor("W_Q", D_in, D_k)
W_K = tensor("W_K", D_in, D_k)
W_V = tensor("W_V", D_in, D_out)
bias = tensor("bias", D_out)
V = definition(
    "V", (i, j, m), Sum(X[i, j, c] * W_V[c, m], (c, 0, D_in - 1)) + bias[m], padded=True
)  # (17)
S = softmax(scores(W_Q, W_K, X, l), border="zero")
S_m = definition("P_m", (i, j, u, v, o, m), S[i, j, u, v])  # (20)
SA = local_attention(W_Q, W_K, W_V, X, l, border="zero")

inside = bracket(in_image((H, W), i - a, j - b))
mass = Sum(inside * S[i, j, l - a, l - b], (b, -l, l), (a, -l, l))

claim = equation(Ev(S_m, V, groups=D_out)[i, j, m], SA[i, j, m] + bias[m] * mass)

value_bias_zero = prove(
    claim,
    Ev(S_m, V, groups=D_out)[i, j, m],
    by(unfold(Ev), unfold(S_m), delta, floors),
    Sum(V[i - a, j - b, m] * S[i, j, l - a, l - b], (b, -l, l), (a, -l, l)),  # (19)
    by(unfold(V), distribute, padding),
    Sum(
        S[i, j, l - a, l - b] * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1)),
        (b, -l, l),
        (a, -l, l),
    )
    + bias[m] * mass,
    by(fold(local_attention)),
    SA[i, j, m] + bias[m] * mass,
)
