"""The exact lane: int64 that never wraps around, on polynomial formulas only."""

from __future__ import annotations

from fractions import Fraction

import pytest
from numeric_formulas import IMAGE, KERNEL, attention, conv, shifted_conv
from numeric_reference import Reference

from evoproof.kernel.build import (
    access,
    add,
    between,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)  # fmt: skip
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Pow, Tensor

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.errors import IntegerOverflow, NotPolynomial, NumericError
from evoproof.numeric.exact import exact
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.survey import base_tensors, functions_used, is_polynomial

A = tensor("A", "N")
SIZES = {"H": 3, "W": 2, "K": 2, "D": 2, "M": 2}
RANGES = {"i": 3, "j": 2, "m": 2}


def square(value: int) -> int:
    given = {A: torch.tensor([value])}
    return exact(mul(access(A, 0), access(A, 0)), {"N": 1}, {}, given).item()


def test_the_values_are_the_exact_ones():
    data = random_tensors((IMAGE, KERNEL), SIZES, lane="exact")
    found = exact(conv(), SIZES, RANGES, data)
    assert found.dtype == torch.int64
    reference = Reference({one: values.tolist() for one, values in data.items()}, 2)
    for i, j, m in [(0, 0, 0), (2, 1, 1), (1, 0, 1)]:
        assert found[i, j, m].item() == reference.value(conv(), {**SIZES, "i": i, "j": j, "m": m})


def test_equal_formulas_are_equal_in_every_entry_and_a_slip_is_not():
    data = random_tensors((IMAGE, KERNEL), SIZES, lane="exact")
    left, right, wrong = (
        exact(term, SIZES, RANGES, data) for term in (conv(), shifted_conv(), shifted_conv(1))
    )
    assert torch.equal(left, right)
    assert not torch.equal(left, wrong)


def test_values_near_the_ceiling_are_exact_and_beyond_it_refused():
    assert square(3_037_000_499) == 3_037_000_499**2 < 2**63
    with pytest.raises(IntegerOverflow, match=r"9\.22e\+18, beyond 2\^63"):
        square(3_037_000_500)


def test_the_most_negative_integer_is_not_mistaken_for_a_small_one():
    with pytest.raises(IntegerOverflow):
        exact(access(A, 0), {"N": 1}, {}, {A: torch.tensor([-(2**63)])})


def test_a_sum_counts_its_terms_even_where_they_would_cancel():
    term = sum_over(["a"], between(0, "a", poly("N") - 1), access(A, "a"))
    rows = torch.tensor([2**61, -(2**61), 2**61])
    assert exact(term, {"N": 3}, {}, {A: rows}).item() == 2**61
    with pytest.raises(IntegerOverflow):
        exact(term, {"N": 4}, {}, {A: torch.tensor([2**61, 2**61, 2**61, 2**61])})


def test_integer_expressions_are_bounded_too():
    term = Pow(integer(poly("i") + 2**40), 2)
    with pytest.raises(IntegerOverflow):
        exact(term, {}, {"i": 2}, {})
    with pytest.raises(NumericError, match=r"passes 2\^62"):
        exact(integer(poly("i") * 2**62), {}, {"i": 3}, {})


def test_entries_must_be_integers():
    with pytest.raises(NumericError, match=r"int64 entries, not torch\.float64"):
        exact(access(A, 0), {"N": 1}, {}, {A: torch.tensor([1.5], dtype=torch.float64)})


@pytest.mark.parametrize(
    "term",
    [
        exp(access(A, 0)),
        Apply("phi", (access(A, 0),)),
        reciprocal(access(A, 0)),
        number(Fraction(1, 2)),
        access(Tensor("T", (poly("N"),), False, (), ("n",), exp(access(A, "n"))), 0),
    ],
)
def test_what_is_not_polynomial_is_declined(term):
    assert not is_polynomial(add(number(1), term))
    with pytest.raises(NotPolynomial):
        exact(term, {"N": 1}, {}, {A: torch.tensor([1])})


def test_polynomials_are_told_through_definitions():
    inner = Tensor("T", (poly("N"),), False, (), ("n",), Pow(access(A, "n"), 3))
    assert is_polynomial(add(access(inner, 0), integer("N"), number(-2)))
    assert is_polynomial(conv())
    assert not is_polynomial(attention("mask"))
    assert [one.name for one in base_tensors(attention("zero"))] == ["Wk", "Wq", "Wv", "X"]
    assert functions_used(exp(Apply("phi", (exp(Apply("psi", ())),)))) == ("phi", "psi")
