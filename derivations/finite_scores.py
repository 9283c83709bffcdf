"""s x s heads with finite scores express every convolution with s x s taps, exactly.

Source: section 3.4, Eq. 27 and 28, corrected and extended: head p has score 1 at tap (u, v) with
p = u s + v and score 0 elsewhere, the softmax of them is taken, and the values undo it.
Border: zero, every tap takes part in the softmax. s odd or even, l taps before; D_h = D_out.
"""

from evoproof.derivations.finite_kernel import finite_kernel
from evoproof.derivations.multi_head import multi_head

from evoproof import (
    Ev,
    KroneckerDelta,
    Mod,
    Sum,
    aggregate_heads,
    bound,
    by,
    cite,
    conv,
    definition,
    delta,
    equation,
    exp,
    floor,
    floors,
    fold,
    head_softmax,
    indices,
    padded,
    prove,
    sizes,
    tensor,
    unfold,
)

l, s, H, W, D_in, D_out = sizes("l s H W D_in D_out")
i, j, n = indices(i=H, j=W, n=D_out)
p, t, u, v, c = indices(p=s * s, t=s * s * D_out, u=s, v=s, c=D_in)
a, b, d, e, q, x, y = bound("a b d e q x y")

X = padded("X", H, W, D_in)
W_conv = tensor("W_conv", s, s, D_in, D_out)
A = definition("A_p", (p, i, j, u, v), KroneckerDelta(p, u * s + v))  # (27)
S = head_softmax(A, border="zero")
W_all = definition("W_all", (c, n), Sum(W_conv[x, y, c, n], (y, 0, s - 1), (x, 0, s - 1)))
whole, rest = exp(1) + s * s - 1, exp(1) - 1  # alpha = rest / whole, beta = 1 / whole
W_V = definition(
    "W_V", (p, c, n), (whole * W_conv[floor(p / s), Mod(p, s), c, n] - W_all[c, n]) / rest
)
W_O = definition("W_O", (t, n), KroneckerDelta(n, Mod(t, D_out)))  # the sum of all heads
W_VO = definition(
    "W_VO", (p, c, n), Sum(W_V[p, c, d] * W_O[p * D_out + d, n], (d, 0, D_out - 1))
)  # (27)
G = definition("F", (i, j, u, v, c, n), Sum(S[q, i, j, u, v] * W_VO[q, c, n], (q, 0, s * s - 1)))
F = definition("F", (i, j, u, v, c, n), Sum(S[q, i, j, u, v] * W_V[q, c, n], (q, 0, s * s - 1)))

claim = equation(aggregate_heads(S, W_V, W_O, X, l=l)[i, j, n], conv(W_conv, X, l=l)[i, j, n])

finite_scores = prove(
    claim,
    aggregate_heads(S, W_V, W_O, X, l=l)[i, j, n],
    by(cite(multi_head, K=s, M=s * s, D_h=D_out, P=S, W_V=W_V, W_O=W_O)),
    Ev(G, X, l=l)[i, j, n],  # (25), (26)
    by(unfold(W_VO), unfold(W_O), delta, floors),
    Ev(F, X, l=l)[i, j, n],
    by(unfold(Ev)),
    Sum(
        X[i - a, j - b, e] * F[i, j, l - a, l - b, e, n],
        (e, 0, D_in - 1),
        (b, l - s + 1, l),
        (a, l - s + 1, l),
    ),  # (14)
    by(cite(finite_kernel, u=l - a, v=l - b, c=e)),
    Sum(
        X[i - a, j - b, e] * W_conv[l - a, l - b, e, n],
        (e, 0, D_in - 1),
        (b, l - s + 1, l),
        (a, l - s + 1, l),
    ),
    by(fold(conv)),
    conv(W_conv, X, l=l)[i, j, n],  # (2)
)
