"""What is true is never refuted: a counterexample here is a wrong meaning in the evaluator."""

from __future__ import annotations

import pytest
from sympy import Eq, Ge, KroneckerDelta, Mod, Piecewise, Sum, exp, floor

from evoproof.language.symbols import bound, indices, sizes
from evoproof.language.tensors import definition, function, padded, tensor
from evoproof.refute import refute

l, H, W, D, M, N, K, G, C = sizes("l H W D M N K G C")
i, j, m, n, k, r, s = indices(i=H, j=W, m=M, n=N, k=K, r=H, s=W)
a, b, c, d, e = bound("a b c d e")
X = padded("X", H, W, D)
Wc = tensor("W", 2 * l + 1, 2 * l + 1, D, M)
S, T, Y = tensor("S", N), tensor("T", N), tensor("Y", G * D)
P, Q, R = tensor("P", N, K), tensor("Q", K, D), tensor("R", D, M)
Z = padded("Z", N)
phi = function("phi")
conv = Sum(Wc[l - a, l - b, c, m] * X[i - a, j - b, c], (c, 0, D - 1), (b, -l, l), (a, -l, l))
PX = definition("PX", (r, s), Sum(X[r, s, c], (c, 0, D - 1)), padded=True)
inside = Piecewise((1, (a >= 0) & (a < N)), (0, True))


def over_n(body: object, name: object = a) -> Sum:
    return Sum(body, (name, 0, N - 1))


TRUE = {
    "reindexed convolution": (
        conv,
        Sum(
            Wc[a, b, c, m] * X[i + a - l, j + b - l, c], (a, 0, 2 * l), (b, 0, 2 * l), (c, 0, D - 1)
        ),
        (),
    ),
    "distributivity": (over_n(S[a] * (T[a] + 2)), over_n(S[a] * T[a]) + 2 * over_n(S[a]), ()),
    "empty sum": (Sum(S[a], (a, 3, 2)), 0 * S[n], ()),
    "empty by size": (over_n(S[a]), 0, (Eq(N, 0),)),
    "softmax shift": (
        exp(S[n] + T[0]) / over_n(exp(S[a] + T[0])),
        exp(S[n]) / over_n(exp(S[a])),
        (),
    ),
    "softmax scale": (
        exp(3 * S[n]) / over_n(exp(3 * S[a])),
        1 / over_n(exp(3 * (S[a] - S[n]))),
        (),
    ),
    "softmax sums to one": (over_n(exp(S[b]), b) / over_n(exp(S[a])), 1, (Ge(N, 1),)),
    "half exponents": (over_n(exp(S[a] / 2) * exp(S[a] / 2)), over_n(exp(S[a])), ()),
    "matrix product": (
        Sum(P[n, b] * Sum(Q[b, c] * R[c, m], (c, 0, D - 1)), (b, 0, K - 1)),
        Sum(Sum(P[n, b] * Q[b, c], (b, 0, K - 1)) * R[c, m], (c, 0, D - 1)),
        (),
    ),
    "exchange": (
        Sum(S[a] * T[b], (a, 0, b), (b, 0, N - 1)),
        Sum(S[a] * T[b], (b, a, N - 1), (a, 0, N - 1)),
        (),
    ),
    "delta": (over_n(KroneckerDelta(a, n) * S[a]), S[n], ()),
    "padding": (Sum(Z[a], (a, -2, N + 3)), over_n(Z[a]), ()),
    "bracket": (Sum(inside * S[a], (a, -2, N + 3)), over_n(S[a]), ()),
    "radix": (
        Sum(Y[a * D + b], (b, 0, D - 1), (a, 0, G - 1)),
        Sum(Y[c], (c, 0, G * D - 1)),
        (),
    ),
    "floor and remainder": (
        Sum(Y[floor(c / D) * D + Mod(c, D)], (c, 0, G * D - 1)),
        Sum(Y[c], (c, 0, G * D - 1)),
        (),
    ),
    "split": (over_n(S[a]), Sum(S[a], (a, 0, C - 1)) + Sum(S[a], (a, C, N - 1)), (C <= N,)),
    "counting": (over_n(1 + 0 * a), N, ()),
    "odd squares": (2 * over_n(a), N * (N - 1), ()),
    "unknown function": (phi(over_n(S[a])), phi(over_n(S[N - 1 - b], b)), ()),
    "definition": (
        Sum(PX[i - a, j], (a, -l, l)),
        Sum(X[i + b, j, c], (b, -l, l), (c, 0, D - 1)),
        (),
    ),
    "telescope": (over_n(Z[a] - Z[a + 1]), Z[0], ()),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_identity_is_never_refuted(name: str) -> None:
    left, right, given = TRUE[name]
    assert refute(left, right, given, budget=20_000) is None


@pytest.mark.parametrize("seed", range(1, 4))
def test_nor_with_another_seed(seed: int) -> None:
    for left, right, given in TRUE.values():
        assert refute(left, right, given, seed=seed, budget=4_000) is None


def test_rounding_is_no_difference() -> None:
    """Large exponents that cancel: a fixed number of digits alone would see a difference."""
    big = 90 * over_n(exp(S[a]))
    left = exp(big + S[n]) - exp(big) * exp(S[n])
    assert refute(left, 0, budget=20_000) is None
