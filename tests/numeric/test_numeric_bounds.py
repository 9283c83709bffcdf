"""The error bound is never passed, at any magnitude, and still tells wrong formulas apart."""

from __future__ import annotations

import random
from fractions import Fraction

import mpmath
import pytest
from numeric_formulas import (
    FREE,
    IMAGE,
    KERNEL,
    W_K,
    W_Q,
    W_V,
    attention,
    conv,
    shifted_conv,
)  # fmt: skip
from numeric_reference import Reference, real
from test_numeric_literal import random_term

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)  # fmt: skip
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Tensor, Term

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.bounds import Bound, agree, bounded
from evoproof.numeric.errors import NumericError
from evoproof.numeric.functions import Smooth
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.literal import literal
from evoproof.numeric.operators import conv2d, local_attention

A, B = tensor("A", "N"), tensor("B", "N")
SIZES = {"H": 3, "W": 2, "K": 3, "D": 2, "M": 2, "k": 2, "l": 1}


def total(body: Term) -> Term:
    return sum_over(["a"], between(0, "a", poly("N") - 1), body)


def found(term: Term, given: dict[Tensor, list[float]], **ranges: int) -> Bound:
    data = {one: torch.tensor(row, dtype=torch.float64) for one, row in given.items()}
    sizes = {"N": len(next(iter(given.values())))}
    return bounded(term, sizes, ranges, data, {"phi": Smooth("phi")})


def distance(value: float, truth: object) -> object:
    return abs(real(Fraction(value)) - real(truth))


def error_of(term: Term, given: dict[Tensor, list[float]]) -> tuple[float, float]:
    """The true error of the float64 value, and the bound on it."""
    size = len(next(iter(given.values())))
    truth = Reference(given, size).value(term, {"N": size})
    one = found(term, given)
    return distance(one.value.item(), truth), one.error.item()


def spread(draw: random.Random, count: int, power: int) -> list[float]:
    return [
        draw.choice((-1, 1)) * draw.random() * 10.0 ** draw.randint(-power, power)
        for _ in range(count)
    ]


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("power", [0, 8, 150])
def test_sums_and_products_stay_within_the_bound(seed, power):
    draw = random.Random(f"{seed}:{power}")
    given = {A: spread(draw, 7, power), B: spread(draw, 7, power)}
    dot = total(mul(access(A, "a"), access(B, "a")))
    away, bound = error_of(add(dot, mul(number(Fraction(1, 3)), access(A, 0))), given)
    assert away <= bound


@pytest.mark.parametrize("values", [
    [1.0, 1e16, -1e16, 1.0], [1e308, -1e308, 1e-308, 5e-324], [0.1] * 40, [1e-200, -1e-200, 3e-210],
    [0.0, 0.0], [5e-324, 5e-324, -5e-324],
])  # fmt: skip
def test_cancellation_and_underflow_stay_within_the_bound(values):
    given = {A: values}
    for body in (access(A, "a"), mul(access(A, "a"), access(A, "a"), number(Fraction(1, 7)))):
        if all(abs(value) < 1e150 for value in values) or body is access(A, "a"):
            away, bound = error_of(total(body), given)
            assert away <= bound


@pytest.mark.parametrize("seed", range(40))
def test_softmax_like_quotients_stay_within_the_bound(seed):
    draw = random.Random(seed)
    given = {A: [draw.gauss(0, 10 ** draw.randint(-2, 2)) for _ in range(6)], B: spread(draw, 6, 5)}
    weight = exp(mul(access(A, "a"), number(Fraction(1, 3))))
    term = mul(total(mul(weight, access(B, "a"))), reciprocal(total(weight)))
    away, bound = error_of(term, given)
    assert away <= bound


@pytest.mark.parametrize("seed", range(60))
def test_random_terms_stay_within_the_bound(seed):
    draw = random.Random(1000 + seed)
    term = random_term(draw, draw.randint(2, 4), ["i"])
    padded = tensor("P", 3, padded=True)
    given = {tensor("A", "N"): spread(draw, 3, 1), padded: spread(draw, 3, 1)}
    one = found(term, given, i=3)
    for i in range(3):
        truth = Reference(given, 2).value(term, {"N": 3, "i": i})
        assert distance(one.value[i].item(), truth) <= one.error[i].item()


def test_a_denominator_that_may_be_zero_has_no_finite_bound():
    third = add(number(Fraction(1, 3)), number(Fraction(1, 3)), number(Fraction(-2, 3)))
    assert found(reciprocal(third), {A: [0.0]}).error.item() == float("inf")


def test_an_exact_zero_denominator_gives_exactly_zero():
    empty = sum_over(["a"], between(1, "a", 0), access(A, 0))
    masked = total(bracket([at_least(0, poly("a") + 1)], exp(access(A, "a"))))
    for below in (empty, masked, total(mul(number(0), access(A, "a")))):
        one = found(reciprocal(below), {A: [1.0, 2.0]})
        assert (one.value.item(), one.error.item()) == (0.0, 0.0)


def test_what_is_masked_out_leaves_no_infinite_bound():
    term = mul(bracket([at_least("i", 1)]), reciprocal(integer("i")))
    one = found(term, {A: [0.0]}, i=3)
    assert one.value.tolist() == [0.0, 1.0, 0.5]
    assert one.error.max() < 1e-15


def test_inputs_are_exact_and_the_first_operation_costs_half_an_ulp():
    assert found(access(A, 0), {A: [0.1]}).error.item() == 0.0
    one = found(add(access(A, 0), access(A, 1)), {A: [0.1, 0.2]})
    assert 0 < one.error.item() <= 2.0**-53 * 0.3 * 1.001


def test_integers_beyond_float64_are_rounded_and_bounded():
    away, bound = error_of(integer(poly("N") * (2**60 + 1) + 1), {A: [0.0] * 3})
    assert 0 < away <= bound


def test_two_ways_of_one_convolution_agree_and_a_slip_does_not():
    data = random_tensors((IMAGE, KERNEL), SIZES)
    ranges = {name: SIZES[size.key] for name, size in FREE.items()}
    sides = [bounded(t, SIZES, ranges, data) for t in (conv(), shifted_conv(), shifted_conv(1))]
    assert agree(sides[0], sides[1]).all()
    assert not agree(sides[0], sides[2]).all()
    apart = (sides[0].value - sides[2].value).abs().max()
    assert apart > 1e9 * (sides[0].error + sides[2].error).max()


@pytest.mark.parametrize("border", ["mask", "zero"])
def test_the_bound_of_attention_is_kept_and_tight(border):
    data = random_tensors((IMAGE, W_Q, W_K, W_V), SIZES)
    given = {one: values.tolist() for one, values in data.items()}
    one = bounded(attention(border), SIZES, {"i": 3, "j": 2, "m": 2}, data)
    assert one.error.max() < 1e-12
    reference = Reference(given, 2)
    for i, j, m in [(0, 0, 0), (1, 1, 1), (2, 0, 1)]:
        truth = reference.value(attention(border), {**SIZES, "i": i, "j": j, "m": m})
        assert distance(one.value[i, j, m].item(), truth) <= one.error[i, j, m].item()


def test_the_bound_covers_another_order_of_summation():
    data = random_tensors((IMAGE, KERNEL, W_Q, W_K, W_V), SIZES)
    x = data[IMAGE]
    ranges = {"i": 3, "j": 2, "m": 2}
    real_conv = conv2d(x, data[KERNEL], (1, 1))
    real_attention = local_attention(x, data[W_Q], data[W_K], data[W_V], 1, "mask")
    for term, real_value in ((conv(), real_conv), (attention("mask"), real_attention)):
        one = bounded(term, SIZES, ranges, data)
        assert ((one.value - real_value).abs() <= 2 * one.error).all()


def test_an_unknown_function_carries_its_bound_and_needs_one():
    phi = Smooth("phi")
    term = Apply("phi", (total(access(A, "a")),))
    given = {A: [0.3, 0.4, -0.1]}
    one = found(term, given)
    plain = phi(torch.tensor([0.3, 0.4, -0.1], dtype=torch.float64).sum())
    assert abs(one.value.item() - plain.item()) <= one.error.item() < 1e-13
    with pytest.raises(NumericError, match="carries no error bound"):
        data = {A: torch.zeros(1, dtype=torch.float64)}
        bounded(term, {"N": 1}, {}, data, {"phi": torch.sin})


def test_an_unknown_function_is_one_function_and_not_constant_or_linear():
    points = torch.linspace(-2, 2, 9, dtype=torch.float64)
    phi, psi = Smooth("phi")(points), Smooth("psi")(points)
    assert torch.equal(phi, Smooth("phi")(points))
    assert not torch.allclose(phi, psi)
    assert not torch.allclose(phi, Smooth("phi", 1)(points))
    assert (phi[2:] - 2 * phi[1:-1] + phi[:-2]).abs().max() > 1e-2


def test_the_value_is_what_the_oracle_gives():
    data = random_tensors((IMAGE, KERNEL), SIZES)
    ranges = {"i": 3, "j": 2, "m": 2}
    assert torch.equal(
        bounded(conv(), SIZES, ranges, data).value, literal(conv(), SIZES, ranges, data)
    )


def test_the_reference_has_digits_to_spare():
    assert mpmath.mp.dps >= 50
