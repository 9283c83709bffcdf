"""Attention to all samples, positions and exchanges: what their operators refuse and mean."""

from __future__ import annotations

import pytest
from sympy import Integer

from evoproof.calc import auto, by, equation, prove
from evoproof.errors import LanguageError
from evoproof.language import Sum, bound, exp, indices, padded, sizes, tensor
from evoproof.theory import (
    exchanged,
    image_attention,
    position_attention,
    positioned,
    row_softmax,
)

N, H, W, D, s, t = sizes("N H W D s t")
n, i, j, m = indices(n=N, i=H, j=W, m=D)
k, a, b, c = bound("k a b c")
W_Q, W_K, W_V = (tensor(name, D, D) for name in ("W_Q", "W_K", "W_V"))


@pytest.mark.parametrize("border", [None, "same", "wrap"])
def test_positions_outside_the_image_have_to_be_named(border: object) -> None:
    X, P = padded("X", H, W, D), padded("P", H, W, D)
    with pytest.raises(LanguageError, match=r'border="mask".*border="zero".*border="extended"'):
        position_attention(W_Q, W_K, W_V, X, P, 1, border=border)


def test_positions_are_added_inside_the_image_only() -> None:
    X, P = padded("X", H, W, D), tensor("P", H, W, D)
    inside = equation(positioned(X, P)[i, j, m], X[i, j, m] + P[i, j, m])
    outside = equation(positioned(X, P)[-1 - i, j, m], Integer(0))
    for claim in (inside, outside):
        assert prove(claim, claim.left, by(auto), claim.right).verdict == "proved"


def test_two_exchanges_of_the_same_samples_change_nothing() -> None:
    X = tensor("X", N, D)
    claim = equation(exchanged(exchanged(X, s, t), s, t)[n, m], X[n, m], given=[s < N, t < N])
    assert prove(claim, claim.left, by(auto), claim.right).verdict == "proved"


def test_a_sample_goes_to_the_other_place_and_the_others_stay() -> None:
    F = tensor("F", N)
    there = equation(exchanged(F, s, t)[s], F[t], given=[s < N, t < N])
    stays = equation(exchanged(F, s, t)[n], F[n], given=[s < n, n < t, t < N])
    wrong = equation(exchanged(F, s, t)[s], F[s], given=[s < N, t < N])
    verdicts = [
        prove(claim, claim.left, by(auto), claim.right).verdict for claim in (there, stays, wrong)
    ]
    assert verdicts == ["proved", "proved", "refuted"]


def test_the_weights_of_a_row_add_up_to_one() -> None:
    A = tensor("A", N, H)
    claim = equation(Sum(row_softmax(A)[n, k], (k, 0, H - 1)), Integer(1), given=[H >= 1])
    assert prove(claim, claim.left, by(auto), claim.right).verdict == "proved"


@pytest.mark.parametrize(("rows", "verdict"), [(1, "proved"), (0, "ill-formed")])
def test_eq_8_as_printed_reads_a_row_too_many(rows: int, verdict: str) -> None:
    X, A = tensor("X", H, W, D), tensor("A", H, W)
    written = Sum(
        exp(A[i - a, j - b]) * X[i - a, j - b, m], (b, j - W + 1, j), (a, i - H + rows, i)
    )
    claim = equation(written, Sum(exp(A[a, b]) * X[a, b, m], (b, 0, W - 1), (a, 0, H - 1)))
    assert prove(claim, claim.left, by(auto), claim.right).verdict == verdict


def test_attention_to_an_image_reads_no_pixel_outside() -> None:
    there = image_attention(W_Q, W_K, W_V, tensor("X", H, W, D))[i, j, m]
    assert prove(equation(there, there), there, by(auto), there).fault is None
