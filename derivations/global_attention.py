"""Attention to the whole image is local attention with a window that covers it: an evolution.

Source: sections 2.2.4 and 3.3.1, Eq. 8, corrected (a in [i-H+1, i], b in [j-W+1, j]), and Eq. 9,
14, 23 and 24, with K = 2 l + 1 >= 2 max(H, W) - 1.
Border: mask, the softmax runs over the neighbours inside the image, which are all of its pixels.
"""

from evoproof.derivations.local_attention_mask import local_attention_mask

from evoproof import (
    Ev,
    Sum,
    bound,
    by,
    cite,
    definition,
    equation,
    fold,
    image_attention,
    image_scores,
    image_softmax,
    indices,
    local_attention,
    padded,
    padding,
    prove,
    reindex,
    scores,
    sizes,
    softmax,
    tensor,
    unfold,
)

l, H, W, D_in, D_k, D_out = sizes("l H W D_in D_k D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n, o, p = indices(u=2 * l + 1, v=2 * l + 1, n=D_in, o=1, p=1)
a, b, c, s, t = bound("a b c s t")

X = padded("X", H, W, D_in)
W_Q = tensor("W_Q", D_in, D_k)
W_K = tensor("W_K", D_in, D_k)
W_V = tensor("W_V", D_in, D_out)
A = image_scores(W_Q, W_K, X)
S = softmax(scores(W_Q, W_K, X, l), border="mask")
W_V1 = definition("W_V1", (o, p, n, m), W_V[n, m])  # a 1 x 1 kernel
F = definition("F", (i, j, u, v, n, m), S[i, j, u, v] * W_V1[0, 0, n, m])  # (24)

claim = equation(
    image_attention(W_Q, W_K, W_V, X)[i, j, m], Ev(F, X)[i, j, m], given=[l >= H - 1, l >= W - 1]
)  # (8) = (14)

global_attention = prove(
    claim,
    image_attention(W_Q, W_K, W_V, X)[i, j, m],
    by(unfold(image_attention)),
    Sum(
        image_softmax(A)[i, j, i - a, j - b]
        * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1)),
        (b, j - W + 1, j),
        (a, i - H + 1, i),
    ),  # (8)
    by(unfold(image_softmax), unfold(image_scores), fold(scores), fold(softmax), reindex),
    Sum(
        S[i, j, l - a, l - b] * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1)),
        (b, j - W + 1, j),
        (a, i - H + 1, i),
    ),
    by(padding),
    Sum(
        S[i, j, l - a, l - b] * Sum(X[i - a, j - b, c] * W_V[c, m], (c, 0, D_in - 1)),
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(local_attention)),
    local_attention(W_Q, W_K, W_V, X, l, border="mask")[i, j, m],  # (9)
    by(cite(local_attention_mask)),
    Ev(F, X)[i, j, m],  # (14), (24)
)
