"""Values that undo finite scores: their sum over all heads is the sum of the kernel over all taps.

Source: section 3.4, Eq. 27, extended: W^p = (K_p - beta times the sum of all K)/alpha, with alpha
= (e - 1)/(e + M - 1), beta = 1/(e + M - 1) and M = s x s.
Border: none is needed. Head p = u s + v stands for tap (u, v) of the kernel.
"""

from evoproof import (
    Mod,
    Sum,
    bound,
    by,
    cancel,
    definition,
    delta,
    distribute,
    equation,
    exp,
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

s, D_in, D_out = sizes("s D_in D_out")
p, c, n = indices(p=s * s, c=D_in, n=D_out)
q, x, y = bound("q x y")

W_conv = tensor("W_conv", s, s, D_in, D_out)
W_all = definition("W_all", (c, n), Sum(W_conv[x, y, c, n], (y, 0, s - 1), (x, 0, s - 1)))
whole, rest = exp(1) + s * s - 1, exp(1) - 1  # alpha = rest / whole, beta = 1 / whole
W_V = definition(
    "W_V",
    (p, c, n),
    (whole * W_conv[floor(p / s), Mod(p, s), c, n] - W_all[c, n]) / rest,
)

claim = equation(Sum(W_V[q, c, n], (q, 0, s * s - 1)), W_all[c, n])

finite_values = prove(
    claim,
    Sum(W_V[q, c, n], (q, 0, s * s - 1)),
    by(unfold(W_V), distribute, delta),
    (
        whole * Sum(W_conv[x, q - x * s, c, n], (x, floor(q / s), floor(q / s)), (q, 0, s * s - 1))
        - s * s * W_all[c, n]
    )
    / rest,
    by(reindex, floors),
    (whole * Sum(W_conv[x, y, c, n], (y, 0, s - 1), (x, 0, s - 1)) - s * s * W_all[c, n]) / rest,
    by(unfold(W_all), fold(W_all), cancel),
    W_all[c, n],
)
