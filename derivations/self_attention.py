"""Self-attention of an image is self-attention of its pixels, written row by row.

Source: sections 2.2.1 and 2.2.4, Eq. 4, 5 and 8, corrected: a runs over [i-H+1, i] and b over
[j-W+1, j]; the printed [i-H, i] and [j-W, j] read a row and a column too many.
Border: none is read. Pixel (i, j) is sample i W + j of the sequence.
"""

from evoproof import (
    KroneckerDelta,
    Mod,
    Sum,
    bound,
    by,
    definition,
    delta,
    equation,
    exp,
    floor,
    floors,
    fold,
    image_attention,
    image_scores,
    image_softmax,
    indices,
    prove,
    reindex,
    row_softmax,
    sequence_attention,
    sequence_scores,
    sizes,
    tensor,
    unfold,
)

H, W, D_in, D_k, D_out = sizes("H W D_in D_k D_out")
i, j, m = indices(i=H, j=W, m=D_out)
n, d = indices(n=H * W, d=D_in)
p, q, r, s, t, k, c = bound("p q r s t k c")

X = tensor("X", H, W, D_in)
W_Q = tensor("W_Q", D_in, D_k)
W_K = tensor("W_K", D_in, D_k)
W_V = tensor("W_V", D_in, D_out)
Z = definition("Z", (n, d), X[floor(n / W), Mod(n, W), d])  # the pixels as a sequence
A = image_scores(W_Q, W_K, X)
A_Z = sequence_scores(W_Q, W_K, Z)

claim = equation(
    image_attention(W_Q, W_K, W_V, X)[i, j, m], sequence_attention(W_Q, W_K, W_V, Z)[i * W + j, m]
)  # (8) = (4)

self_attention = prove(
    claim,
    image_attention(W_Q, W_K, W_V, X)[i, j, m],
    by(unfold(image_attention), reindex),
    Sum(
        image_softmax(A)[i, j, p, q] * Sum(X[p, q, c] * W_V[c, m], (c, 0, D_in - 1)),
        (q, 0, W - 1),
        (p, 0, H - 1),
    ),  # (8)
    by(unfold(image_softmax)),
    Sum(
        exp(A[i, j, p, q])
        * Sum(X[p, q, c] * W_V[c, m], (c, 0, D_in - 1))
        / Sum(exp(A[i, j, s, t]), (t, 0, W - 1), (s, 0, H - 1)),
        (q, 0, W - 1),
        (p, 0, H - 1),
    ),
    by(reindex, floors),
    Sum(
        KroneckerDelta(p, floor(r / W))
        * exp(A[i, j, p, r - p * W])
        * Sum(X[p, r - p * W, c] * W_V[c, m], (c, 0, D_in - 1))
        / Sum(
            KroneckerDelta(s, floor(k / W)) * exp(A[i, j, s, k - s * W]),
            (k, s * W, s * W + W - 1),
            (s, 0, H - 1),
        ),
        (r, p * W, p * W + W - 1),
        (p, 0, H - 1),
    ),
    by(delta, floors),
    Sum(
        exp(A[i, j, floor(r / W), Mod(r, W)])
        * Sum(X[floor(r / W), Mod(r, W), c] * W_V[c, m], (c, 0, D_in - 1))
        / Sum(exp(A[i, j, floor(k / W), Mod(k, W)]), (k, 0, H * W - 1)),
        (r, 0, H * W - 1),
    ),
    by(unfold(image_scores), fold(sequence_scores), fold(Z), floors),
    Sum(
        exp(A_Z[i * W + j, r])
        * Sum(Z[r, c] * W_V[c, m], (c, 0, D_in - 1))
        / Sum(exp(A_Z[i * W + j, k]), (k, 0, H * W - 1)),
        (r, 0, H * W - 1),
    ),
    by(fold(row_softmax)),
    Sum(
        row_softmax(A_Z)[i * W + j, r] * Sum(Z[r, c] * W_V[c, m], (c, 0, D_in - 1)),
        (r, 0, H * W - 1),
    ),  # (5)
    by(fold(sequence_attention)),
    sequence_attention(W_Q, W_K, W_V, Z)[i * W + j, m],  # (4)
)
