"""The softmax weight of a head with score B at its own tap and 0 elsewhere: exp(B) there, else 1.

Source: section 3.4, Eq. 27, its scores as printed but for the tap, and with any B in place of 1:
the tap of head p is (u, v) with p = u s + v.
Border: none is needed.
"""

from evoproof import (
    KroneckerDelta,
    by,
    cases,
    definition,
    equation,
    exp,
    exp_laws,
    indices,
    prove,
    sizes,
    tensor,
    unfold,
)

s, M, H, W = sizes("s M H W")
p = indices(p=M)[0]
i, j = indices(i=H, j=W)
u, v = indices(u=s, v=s)

B = tensor("B", M)
A = definition("A_p", (p, i, j, u, v), B[p] * KroneckerDelta(p, u * s + v))  # (27)

claim = equation(exp(A[p, i, j, u, v]), 1 + (exp(B[p]) - 1) * KroneckerDelta(p, u * s + v))

one_hot_weights = prove(
    claim,
    exp(A[p, i, j, u, v]),
    by(unfold(A)),
    exp(B[p] * KroneckerDelta(p, u * s + v)),
    by(cases, exp_laws),
    1 + (exp(B[p]) - 1) * KroneckerDelta(p, u * s + v),
)
