"""Maxima that have to meet, and maxima that must not."""

from __future__ import annotations

import pytest

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    conditions,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Max, Term
from evoproof.prover import prove

N, K, L, i, j, k = (poly(name) for name in ["N", "K", "L", "i", "j", "k"])
X, P = tensor("X", N), tensor("P", N, padded=True)
x, y, z, w = (access(tensor(name)) for name in "xyzw")
ONE, ZERO = number(1), number(0)
POWER = exp(w)
TOTAL = sum_over(["i"], between(0, i, N - 1), exp(access(X, i)))


def greatest(*values: Term) -> Term:
    return Apply("max", values)


def peak(names: str, body: Term, *ranges: tuple) -> Max:
    conds = [cond for low, expr, high in ranges for cond in between(low, expr, high)]
    return Max(tuple(names.split()), conditions(conds), body)


def times(factor: Term, *values: Term) -> list[Term]:
    return [mul(factor, value) for value in values]


@pytest.mark.parametrize("left, right", [
    (exp(greatest(x, y, z)), greatest(exp(z), greatest(exp(x), exp(y)))),
    (mul(number(2), exp(greatest(x, y))), greatest(*times(number(2), exp(y), exp(x)))),
    (exp(greatest(x, ZERO)), greatest(exp(x), ONE)),
    (greatest(*times(POWER, x, y)), mul(POWER, greatest(y, x))),
    (greatest(*times(POWER, greatest(x, y), z)), mul(POWER, greatest(x, y, z))),
    (greatest(*[add(z, one) for one in times(POWER, x, y)]), add(z, mul(POWER, greatest(x, y)))),
    (greatest(ZERO, mul(POWER, x)), mul(POWER, greatest(x, ZERO))),
    (greatest(*times(integer(N), x, y)), mul(integer(N), greatest(x, y))),
    (greatest(*times(reciprocal(TOTAL), x, y)), mul(reciprocal(TOTAL), greatest(x, y))),
])  # fmt: skip
def test_a_positive_factor_and_exp_move_out_of_a_maximum(left: Term, right: Term) -> None:
    assert prove(left, right, [at_least(N, 1)]).theorem is not None


@pytest.mark.parametrize("left, right", [
    (exp(greatest(x, y)), greatest(exp(x), y)), (exp(greatest(x, y)), add(exp(x), exp(y))),
    (mul(number(2), exp(greatest(x, y))), greatest(exp(add(x, x)), exp(add(y, y)))),
    (mul(z, greatest(x, y)), greatest(*times(z, x, y))),
    (mul(integer(N - 2), greatest(x, y)), greatest(*times(integer(N - 2), x, y))),
    (greatest(mul(POWER, x), y), mul(POWER, greatest(x, y))),
    (greatest(mul(POWER, x), ONE), mul(POWER, greatest(x, ONE))),
])  # fmt: skip
def test_no_other_factor_moves_out_of_a_maximum(left: Term, right: Term) -> None:
    assert prove(left, right, [at_least(N, 1)]).theorem is None


WINDOW = (0, i, K - 1), (0, j, L - 1)


@pytest.mark.parametrize("left, right", [
    (peak("i j", access(P, i + j), *WINDOW), peak("k", access(P, k), (0, k, K + L - 2))),
    (peak("i j", access(P, i - j), *WINDOW), peak("k", access(P, k), (-L + 1, k, K - 1))),
    (peak("i j", access(X, j), (0, i, N - 1), (0, j, i)), peak("k", access(X, k), (0, k, N - 1))),
    (peak("i j", access(P, i), *WINDOW), peak("k", access(P, k), (0, k, K - 1))),
    (
        peak("i j k", access(P, i + j + k), *WINDOW, (0, k, N - 1)),
        peak("k", access(P, k), (0, k, K + L + N - 3)),
    ),
])  # fmt: skip
def test_a_variable_that_is_not_used_leaves_a_maximum(left: Term, right: Term) -> None:
    given = [at_least(size, 1) for size in (N, K, L)]
    assert prove(left, right, given).theorem is not None


@pytest.mark.parametrize("left, right", [
    (peak("i j", access(P, i + j), *WINDOW), peak("k", access(P, k), (0, k, K + L - 1))),
    (peak("i j", access(P, i + j), *WINDOW), peak("k", access(P, k), (1, k, K + L - 2))),
    (peak("i j", access(P, i + j * 2), *WINDOW), peak("k", access(P, k), (0, k, K + L * 2 - 3))),
    (peak("i j", access(P, i), *WINDOW), peak("k", access(P, k), (0, k, K))),
])  # fmt: skip
def test_another_range_of_a_maximum_is_another_maximum(left: Term, right: Term) -> None:
    given = [at_least(size, 1) for size in (N, K, L)]
    assert prove(left, right, given).theorem is None


def test_over_nothing_both_maxima_are_zero() -> None:
    """Without sizes that are at least 1 the two windows may be empty in different ways."""
    left, right = peak("i j", access(P, i), *WINDOW), peak("i", access(P, i), (0, i, K - 1))
    assert prove(left, right).theorem is None
    assert prove(left, right, [at_least(L, 1)]).theorem is not None
