"""Involution in G groups is attention with G heads that project nothing: G is like M.

Source: section 3.5, Eq. 10 corrected as in involution, and Eq. 25 with [W_V^0 ... W_V^(M-1)] and
W_O the identity. D = M D_h; map p of the attention is kernel p of the involution.
Border: the image is 0 outside, the maps P are any numbers. K = 2 l + 1.
"""

from evoproof import (
    Inv,
    KroneckerDelta,
    Mod,
    Sum,
    aggregate_heads,
    bound,
    by,
    concat,
    definition,
    delta,
    equation,
    floor,
    floors,
    fold,
    head_outputs,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, H, W, M, D_h = sizes("l H W M D_h")
D = M * D_h
i, j, n = indices(i=H, j=W, n=D)
u, v, p = indices(u=2 * l + 1, v=2 * l + 1, p=M)
d, e, r = indices(d=D_h, e=D, r=D)
a, b, c, t = bound("a b c t")

X = padded("X", H, W, D)
P = tensor("P", M, H, W, 2 * l + 1, 2 * l + 1)
W_V = definition("W_V", (p, r, d), KroneckerDelta(r, p * D_h + d))  # [W_V^0 ... W_V^(M-1)] = I
W_O = definition("W_O", (e, n), KroneckerDelta(e, n))
W_Inv = definition("W_Inv", (i, j, u, v, p), P[p, i, j, u, v])
Y_p = head_outputs(P, W_V, X)
Y = aggregate_heads(P, W_V, W_O, X)

claim = equation(Y[i, j, n], Inv(W_Inv, X)[i, j, n])

involution_heads = prove(
    claim,
    Y[i, j, n],
    by(unfold(aggregate_heads)),
    Sum(concat(Y_p)[i, j, t] * W_O[t, n], (t, 0, D - 1)),  # (7)
    by(unfold(W_O), unfold(concat), delta),
    Y_p[floor(n / D_h), i, j, Mod(n, D_h)],
    by(unfold(head_outputs)),
    Sum(
        P[floor(n / D_h), i, j, l - a, l - b]
        * Sum(X[i - a, j - b, c] * W_V[floor(n / D_h), c, Mod(n, D_h)], (c, 0, D - 1)),
        (b, -l, l),
        (a, -l, l),
    ),  # (25)
    by(unfold(W_V), delta),
    Sum(P[floor(n / D_h), i, j, l - a, l - b] * X[i - a, j - b, n], (b, -l, l), (a, -l, l)),
    by(fold(Inv), fold(W_Inv), floors),
    Inv(W_Inv, X)[i, j, n],  # (10)
)
