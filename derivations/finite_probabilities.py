"""Scores 1 at one of s x s taps and 0 elsewhere: the probabilities are alpha [the tap] + beta.

Source: section 3.4, Eq. 27, corrected: the softmax of a 0/1 map is not 0/1. With r = e + s^2 - 1,
alpha = (e - 1)/r and beta = 1/r; in the paper M = s^2.
Border: zero, every tap takes part in the softmax. s odd or even; each head has its tap.
"""

from evoproof.derivations.one_hot_weights import one_hot_weights

from evoproof import (
    KroneckerDelta,
    Sum,
    bound,
    by,
    cite,
    definition,
    delta,
    distribute,
    equation,
    exp,
    floors,
    head_softmax,
    indices,
    prove,
    sizes,
    unfold,
)

s, M, H, W = sizes("s M H W")
i, j = indices(i=H, j=W)
p, u, v = indices(p=M, u=s, v=s)
x, y = bound("x y")

one = definition("B", (p,), 1)
A = definition("A_p", (p, i, j, u, v), KroneckerDelta(p, u * s + v))  # (27)
S = head_softmax(A, border="zero")
hit = KroneckerDelta(p, u * s + v)
whole = exp(1) + s * s - 1

claim = equation(S[p, i, j, u, v], (1 + (exp(1) - 1) * hit) / whole, given=[s * s >= M])

finite_probabilities = prove(
    claim,
    S[p, i, j, u, v],
    by(unfold(head_softmax)),
    exp(A[p, i, j, u, v]) / Sum(exp(A[p, i, j, x, y]), (y, 0, s - 1), (x, 0, s - 1)),
    by(cite(one_hot_weights, B=one, u=x, v=y), unfold(A), unfold(one), distribute, delta, floors),
    exp(hit) / whole,
    by(cite(one_hot_weights, B=one), unfold(one)),
    (1 + (exp(1) - 1) * hit) / whole,
)
