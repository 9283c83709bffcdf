"""Local attention whose queries are 0 averages the values around: a convolution with a box.

Source: section 3.4, below Eq. 29, corrected: W_Q = 0 is enough, whatever W_K is, and the map of
zero scores is not "meaningless for later weight aggregation".
Border: zero, neighbours outside take part in the softmax with score 0. K = 2 l + 1.
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
    exp_laws,
    fold,
    indices,
    local_attention,
    padded,
    prove,
    scores,
    sizes,
    softmax,
    tensor,
    unfold,
)

l, H, W, D_in, D_k, D_out = sizes("l H W D_in D_k D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n, k = indices(u=2 * l + 1, v=2 * l + 1, n=D_in, k=D_k)
a, b, c = bound("a b c")

taps = 4 * l * l + 4 * l + 1  # K times K

X = padded("X", H, W, D_in)
W_Q = definition("W_Q", (n, k), 0)
W_K = tensor("W_K", D_in, D_k)
W_V = tensor("W_V", D_in, D_out)
SA = local_attention(W_Q, W_K, W_V, X, l, border="zero")
S = softmax(scores(W_Q, W_K, X, l), border="zero")
box = definition("Box", (u, v, n, m), W_V[n, m] / taps)

claim = equation(SA[i, j, m], conv(box, X)[i, j, m])

uniform_attention = prove(
    claim,
    SA[i, j, m],
    by(unfold(local_attention)),
    Sum(
        S[i, j, l - a, l - b] * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1)),
        (b, -l, l),
        (a, -l, l),
    ),  # (9)
    by(unfold(softmax), unfold(scores), unfold(W_Q), exp_laws, distribute),
    Sum(
        Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1)) / taps,
        (b, -l, l),
        (a, -l, l),
    ),
    by(exchange, distribute, fold(box), fold(conv)),
    conv(box, X)[i, j, m],  # (2)
)
