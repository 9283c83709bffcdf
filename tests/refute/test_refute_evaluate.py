"""The evaluator means what the language says: checked against loops written by hand."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import pytest
from sympy import (
    KroneckerDelta,
    Max,
    Mod,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    exp,
    floor,
    gamma,
    sqrt,
)

from evoproof.language.symbols import bound, indices, sizes
from evoproof.language.tensors import definition, function, padded, tensor
from evoproof.refute.evaluate import Environment, evaluate
from evoproof.refute.values import NeedsReal, NotEvaluable
from evoproof.refute.world import OutOfBudget, OutOfShape, ZeroDivisor

l, H, W, D, M, N = sizes("l H W D M N")
i, j, m, n = indices(i=H, j=W, m=M, n=N)
a, b, c, d = bound("a b c d")
X = padded("X", H, W, D)
K = tensor("K", 2 * l + 1, 2 * l + 1, D, M)
T = tensor("T", N)
conv = Sum(K[l - a, l - b, c, m] * X[i - a, j - b, c], (c, 0, D - 1), (b, -l, l), (a, -l, l))
SIZES = {"l": 1, "H": 3, "W": 2, "D": 2, "M": 2, "N": 3}


def entry(*at: int) -> int:
    """Some integer that tells every position from its neighbours."""
    return sum((7 * at[k] + 3) ** (k + 1) for k in range(len(at))) % 11 - 5


def at(**more: object) -> Environment:
    tensors = dict.fromkeys(("X", "K", "T"), entry)
    return Environment(integers={**SIZES, **more}, tensors=tensors)


def pixel(x: int, y: int, channel: int) -> int:
    return entry(x, y, channel) if 0 <= x < 3 and 0 <= y < 2 else 0


@pytest.mark.parametrize("x, y, out", list(itertools.product(range(3), range(2), range(2))))
def test_a_convolution_is_its_loops(x: int, y: int, out: int) -> None:
    by_hand = 0
    for p, q, channel in itertools.product(range(-1, 2), range(-1, 2), range(2)):
        by_hand += entry(1 - p, 1 - q, channel, out) * pixel(x - p, y - q, channel)
    assert evaluate(conv, at(i=x, j=y, m=out)) == by_hand


def test_a_softmax_is_its_loops_exactly_and_in_real_numbers() -> None:
    softmax = exp(T[n]) / Sum(exp(T[a]), (a, 0, N - 1))
    weights = [Fraction(2) ** entry(k) for k in range(3)]
    assert evaluate(softmax, at(n=1)) == weights[1] / sum(weights)
    real = Environment(integers={"N": 3, "n": 1}, tensors={"T": entry}, digits=40)
    by_hand = math.exp(entry(1)) / sum(math.exp(entry(k)) for k in range(3))
    assert float(evaluate(softmax, real)) == pytest.approx(by_hand, rel=1e-14)


def test_the_outermost_limit_may_bound_the_inner_one() -> None:
    triangle = Sum(10 * a + b, (b, 0, a), (a, 0, N - 1))
    assert evaluate(triangle, at()) == sum(10 * p + q for p in range(3) for q in range(p + 1))


def test_an_empty_range_is_zero_and_not_minus_its_reverse() -> None:
    assert evaluate(Sum(T[a], (a, 5, 2)), at()) == 0


def test_division_by_zero_is_zero() -> None:
    assert evaluate(1 / T[n], Environment(integers={"N": 1, "n": 0}, tensors={"T": [0]})) == 0


def test_floor_and_remainder_have_pythons_signs() -> None:
    for value in range(-5, 6):
        assert evaluate(floor(a / 3), Environment({"a": value})) == value // 3
        assert evaluate(Mod(a, 3), Environment({"a": value})) == value % 3


@pytest.mark.parametrize("expr", [floor(a / N), Mod(a, N)])
def test_an_integer_division_by_zero_has_no_meaning(expr: object) -> None:
    with pytest.raises(ZeroDivisor):
        evaluate(expr, Environment({"a": 1, "N": 0}))


def test_delta_maximum_and_fractions() -> None:
    expr = KroneckerDelta(a, 2 * b) * Rational(1, 3) + Max(a, b)
    assert evaluate(expr, Environment({"a": 4, "b": 2})) == Fraction(13, 3)
    assert evaluate(expr, Environment({"a": 4, "b": 5})) == 5


def test_a_strict_tensor_is_not_read_outside() -> None:
    with pytest.raises(OutOfShape) as caught:
        evaluate(Sum(T[a + 1], (a, 0, N - 1)), at())
    assert (caught.value.name, caught.value.at, caught.value.shape) == ("T", (3,), (3,))
    assert caught.value.index == {"a": 2}


def test_a_branch_that_is_not_chosen_is_not_read() -> None:
    safe = Piecewise((T[a], a < N), (7, True))
    assert evaluate(safe, at(a=3)) == 7
    assert evaluate(safe, at(a=1)) == entry(1)


@pytest.mark.parametrize(
    "bracket", [KroneckerDelta(a, b), Piecewise((1, a < N), (0, True)), Piecewise((1, a < N))]
)
def test_a_bracket_guards_the_other_factors(bracket: object) -> None:
    assert evaluate(T[a] * bracket, at(a=9, b=8)) == 0


def test_a_computed_zero_does_not_guard() -> None:
    zero = Piecewise((X[a, 0, 0], a >= 0), (1, True))
    with pytest.raises(OutOfShape):
        evaluate(T[a] * zero, at(a=9))


def test_a_padded_definition_is_cropped_and_a_strict_one_is_checked() -> None:
    (p,) = indices(p=N)
    one = definition("One", (p,), p + 1, padded=True)
    strict = definition("Strict", (p,), p + 1)
    assert evaluate(Sum(one[a], (a, -4, 9)), at()) == 1 + 2 + 3
    with pytest.raises(OutOfShape):
        evaluate(strict[a], at(a=3))


def test_a_definition_binds_its_parameters_and_gives_them_back() -> None:
    (p,) = indices(p=N)
    shifted = definition("Shifted", (p,), T[N - 1 - p])
    twice = definition("Twice", (p,), shifted[N - 1 - p] + 100 * p)
    assert evaluate(twice[p] + p, at(p=1)) == entry(1) + 100 + 1


def test_an_unknown_function_is_equal_on_equal_arguments() -> None:
    phi = function("phi")
    assert evaluate(phi(T[n] + 1) - phi(1 + T[n]), at(n=1)) == 0
    values = {evaluate(phi(a), at(a=k)) for k in range(20)}
    assert len(values) > 2


def test_given_functions_tables_and_lists_are_used() -> None:
    phi = function("phi")
    world = Environment({"N": 2, "n": 1}, {"T": {(1,): 5}}, {"phi": lambda x: x * x})
    assert evaluate(phi(T[n]), world) == 25
    nested = Environment({"H": 1, "W": 2, "D": 1, "i": 0, "j": 1}, {"X": [[[3], [4]]]})
    assert evaluate(X[i, j, 0], nested) == 4


def test_exp_of_a_fraction_asks_for_real_numbers() -> None:
    with pytest.raises(NeedsReal):
        evaluate(exp(T[n] / 2), Environment({"N": 1, "n": 0}, {"T": [1]}))


@pytest.mark.parametrize("expr", [gamma(a), T[0] ** Symbol("a", integer=True), sqrt(a)])
def test_what_has_no_meaning_is_refused(expr: object) -> None:
    with pytest.raises(NotEvaluable):
        evaluate(expr, at(a=1))


def test_a_limit_that_is_no_integer_is_refused() -> None:
    assert evaluate(Sum(a, (a, 0, 2 * N / 2)), at()) == 6
    with pytest.raises(NotEvaluable, match="3/2"):
        evaluate(Sum(a, (a, 0, N / 2)), at())


def test_a_scalar_is_read_by_name() -> None:
    w = Symbol("w", real=True)
    assert evaluate(w * w, Environment(scalars={"w": Fraction(1, 2)})) == Fraction(1, 4)
    with pytest.raises(NotEvaluable, match="scalar w"):
        evaluate(w, Environment())


def test_the_limit_ends_a_long_sum() -> None:
    with pytest.raises(OutOfBudget):
        evaluate(Sum(a, (a, 0, 10**9)), Environment(limit=1000))
