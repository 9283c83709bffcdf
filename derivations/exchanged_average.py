"""An average with softmax weights is the same when two of its terms change places.

Source: section 2.2.2, for Eq. 4 and 5: what shuffled samples do to the sums over them. The terms
s < t are any two, and every permutation is a product of such exchanges.
Border: none is read.
"""

from evoproof import (
    Sum,
    bound,
    by,
    cases,
    delta,
    equation,
    exchanged,
    exp,
    prove,
    sizes,
    tensor,
    unfold,
)

N, s, t = sizes("N s t")
r = bound("r")[0]

a = tensor("a", N)  # the scores
v = tensor("v", N)  # the values
Pa = exchanged(a, s, t)
Pv = exchanged(v, s, t)

claim = equation(
    Sum(exp(Pa[r]) * Pv[r], (r, 0, N - 1)) / Sum(exp(Pa[r]), (r, 0, N - 1)),
    Sum(exp(a[r]) * v[r], (r, 0, N - 1)) / Sum(exp(a[r]), (r, 0, N - 1)),
    given=[s < t, t < N],
)

exchanged_average = prove(
    claim,
    Sum(exp(Pa[r]) * Pv[r], (r, 0, N - 1)) / Sum(exp(Pa[r]), (r, 0, N - 1)),
    by(unfold(exchanged), cases, delta),
    (
        Sum(exp(a[r]) * v[r], (r, 0, s - 1))
        + exp(a[t]) * v[t]
        + Sum(exp(a[r]) * v[r], (r, s + 1, t - 1))
        + exp(a[s]) * v[s]
        + Sum(exp(a[r]) * v[r], (r, t + 1, N - 1))
    )
    / Sum(exp(a[r]), (r, 0, N - 1)),
    by(cases, delta),
    Sum(exp(a[r]) * v[r], (r, 0, N - 1)) / Sum(exp(a[r]), (r, 0, N - 1)),
)
