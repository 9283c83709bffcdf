"""Heads with finite scores and values that undo them have the kernel of a convolution, exactly.

Source: section 3.4, Eq. 26 to 28, extended: head p has score 1 at tap (u, v) with p = u s + v and
score 0 elsewhere; W^p = (K_p - beta times the sum of all K)/alpha as in finite_values.
Border: zero, every tap takes part in the softmax. s odd or even.
"""

from evoproof.derivations.finite_probabilities import finite_probabilities
from evoproof.derivations.finite_values import finite_values

from evoproof import (
    KroneckerDelta,
    Mod,
    Sum,
    bound,
    by,
    cancel,
    cite,
    definition,
    delta,
    distribute,
    equation,
    exp,
    floor,
    floors,
    head_softmax,
    indices,
    prove,
    sizes,
    tensor,
    unfold,
)

s, H, W, D_in, D_out = sizes("s H W D_in D_out")
i, j, n = indices(i=H, j=W, n=D_out)
p, u, v, c = indices(p=s * s, u=s, v=s, c=D_in)
q, x, y = bound("q x y")

W_conv = tensor("W_conv", s, s, D_in, D_out)
A = definition("A_p", (p, i, j, u, v), KroneckerDelta(p, u * s + v))  # (27)
S = head_softmax(A, border="zero")
W_all = definition("W_all", (c, n), Sum(W_conv[x, y, c, n], (y, 0, s - 1), (x, 0, s - 1)))
whole, rest = exp(1) + s * s - 1, exp(1) - 1  # alpha = rest / whole, beta = 1 / whole
W_V = definition(
    "W_V", (p, c, n), (whole * W_conv[floor(p / s), Mod(p, s), c, n] - W_all[c, n]) / rest
)
F = definition("F", (i, j, u, v, c, n), Sum(S[q, i, j, u, v] * W_V[q, c, n], (q, 0, s * s - 1)))

claim = equation(F[i, j, u, v, c, n], W_conv[u, v, c, n])

finite_kernel = prove(
    claim,
    F[i, j, u, v, c, n],
    by(unfold(F)),
    Sum(S[q, i, j, u, v] * W_V[q, c, n], (q, 0, s * s - 1)),  # (26)
    by(cite(finite_probabilities, p=q, M=s * s), distribute, delta),
    (Sum(W_V[q, c, n], (q, 0, s * s - 1)) + rest * W_V[u * s + v, c, n]) / whole,
    by(cite(finite_values)),
    (W_all[c, n] + rest * W_V[u * s + v, c, n]) / whole,
    by(unfold(W_V), floors, cancel),
    W_conv[u, v, c, n],
)
