"""Hand-written forms compute the formulas that they are compared with, and so do both lines."""

from __future__ import annotations

import pytest
from bench_letters import DISTINCT, LARGE_WINDOWS

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.bench.cases import FUNCTIONS, cases_at
from evoproof.bench.operators import OPERATORS
from evoproof.numeric.handwritten import blocks
from evoproof.numeric.literal import literal

FORMS = [
    (name, form.name)
    for name, operator in OPERATORS.items()
    for form in (*operator.handwritten, operator.usual)
]
ALL_LETTERS = pytest.mark.parametrize(
    "letters", [DISTINCT, LARGE_WINDOWS], ids=["distinct", "wide"]
)


def both(name, letters):
    return cases_at(OPERATORS[name], letters[name], "float64", "cpu")


def walked(case):
    return literal(case.term, case.sizes, case.ranges, case.tensors, FUNCTIONS)


def form_of(name, form):
    operator = OPERATORS[name]
    return next(one for one in (*operator.handwritten, operator.usual) if one.name == form)


def near(found, wanted):
    return found.shape == wanted.shape and torch.allclose(found, wanted, rtol=1e-11, atol=1e-13)


@ALL_LETTERS
@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_form_is_the_traditional_formula(name, form, letters):
    case, _ = both(name, letters)
    assert near(form_of(name, form).run(case.named), walked(case))


@pytest.mark.parametrize("name", OPERATORS)
def test_both_expressions_are_equal_and_not_the_same(name):
    traditional, evolution = both(name, DISTINCT)
    assert traditional.term is not evolution.term
    assert near(walked(traditional), walked(evolution))


@pytest.mark.parametrize("name", ["local_attention", "multi_head"])
def test_blocks_that_are_gathered_row_by_row_are_the_same(name, monkeypatch):
    case, _ = both(name, DISTINCT)
    form = form_of(name, "blocks")
    at_once = form.run(case.named)
    monkeypatch.setattr(blocks, "GATHERED", 1)
    assert torch.equal(form.run(case.named), at_once)


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_form_keeps_the_dtype(name, form):
    case, _ = cases_at(OPERATORS[name], DISTINCT[name], "float32", "cpu")
    assert form_of(name, form).run(case.named).dtype == torch.float32
