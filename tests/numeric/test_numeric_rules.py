"""Each rule of the running error bound alone: at both ends of its inputs' errors, and at none."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

import mpmath
import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.bounds import Bound, Bounded

BOUNDED = Bounded(torch.device("cpu"))
RULES: dict[str, tuple[int, Callable[..., Bound], Callable[..., object]]] = {
    "add": (2, BOUNDED.add, lambda x, y: x + y),
    "mul": (2, BOUNDED.mul, lambda x, y: x * y),
    "reciprocal": (1, BOUNDED.reciprocal, lambda x: 1 / x),
    "exp": (1, BOUNDED.exp, mpmath.exp),
}
SHARES = [0, 2.0**-53, 2.0**-40, 1e-3, 0.5]


def number(value: float | Fraction) -> mpmath.mpf:
    value = Fraction(value)
    return mpmath.mpf(value.numerator) / value.denominator


def pair(draw: random.Random, share: float) -> tuple[float, float]:
    value = draw.choice((-1, 1)) * (1 + draw.random()) * 2.0 ** draw.randint(-8, 6)
    return value, abs(value) * share


def bound(value: float, error: float) -> Bound:
    both = (torch.tensor(one, dtype=torch.float64) for one in (value, error))
    return Bound(*both)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_true_result_is_within_the_bound(rule, share):
    arity, computed, true = RULES[rule]
    draw = random.Random(f"{rule}:{share}")
    with mpmath.workdps(60):
        for _ in range(150):
            inputs = [pair(draw, share) for _ in range(arity)]
            found = computed(*(bound(*one) for one in inputs))
            if found.error.isfinite():
                for end in (-1, 1):
                    ends = (number(Fraction(v) + end * Fraction(e)) for v, e in inputs)
                    away = abs(number(found.value.item()) - true(*ends))
                    assert away <= number(found.error.item())


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_bound_of_exact_inputs_is_a_few_ulps(rule):
    arity, computed, _ = RULES[rule]
    draw = random.Random(rule)
    for _ in range(50):
        found = computed(*(bound(pair(draw, 0)[0], 0.0) for _ in range(arity)))
        assert found.error.item() <= 5 * 2.0**-53 * abs(found.value.item()) + 2.0**-1021


@pytest.mark.parametrize("power", [-760.0, -745.2, -740.0, -709.0, -700.0])
def test_exp_stays_within_its_bound_where_it_underflows(power):
    with mpmath.workdps(60):
        found = BOUNDED.exp(bound(power, 0.0))
        away = abs(number(found.value.item()) - mpmath.exp(power))
        assert away <= number(found.error.item())


def test_opposite_ends_of_a_product_are_covered():
    draw = random.Random(0)
    for _ in range(100):
        (a, e), (b, f) = pair(draw, 0.5), pair(draw, 1e-3)
        found = BOUNDED.mul(bound(a, e), bound(b, f))
        for x in (Fraction(a) + Fraction(e), Fraction(a) - Fraction(e)):
            for y in (Fraction(b) + Fraction(f), Fraction(b) - Fraction(f)):
                assert abs(Fraction(found.value.item()) - x * y) <= Fraction(found.error.item())


def test_an_infinity_is_not_hidden_by_a_value_that_is_not_a_number():
    lost = bound(float("nan"), float("nan"))
    assert BOUNDED.mul(lost, bound(1.0, 0.0)).value.isnan()
    assert BOUNDED.mul(bound(0.0, 0.0), bound(float("inf"), float("inf"))).value.item() == 0
