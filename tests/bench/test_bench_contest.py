"""A cell: who takes part in it, what is refused, and whose values are other ones."""

from __future__ import annotations

from functools import partial

import pytest
from bench_letters import DISTINCT

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.bench import contest
from evoproof.bench.cases import FUNCTIONS, cases_at
from evoproof.bench.contest import Setting, measure
from evoproof.bench.operators import OPERATORS
from evoproof.bench.planner import Planned
from evoproof.console.bench import row, under
from evoproof.numeric.errors import TooLarge
from evoproof.numeric.literal import literal

CPU = Setting(torch.device("cpu"), rounds=2, threads=1)


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    def cases(operator, size, dtype, device):
        return cases_at(operator, DISTINCT[operator.name], dtype, device, size)

    monkeypatch.setattr(contest, "cases", cases)


def walk(case, exact, factor=1.0):
    given = (case.term, case.sizes, case.ranges, case.tensors, FUNCTIONS)
    return Planned(lambda: factor * literal(*given), operations=3)


def refuse(case, exact):
    if exact or case.form == "evolution":
        raise TooLarge(10, 5)
    return walk(case, exact)


@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_all_forms_of_an_operator_agree(name, dtype):
    cell = measure(OPERATORS[name], "small", dtype, CPU, walk)
    operator = OPERATORS[name]
    forms = [one.name for one in operator.handwritten]
    named = [one.name for one in cell.contestants]
    assert named == [*forms, "traditional", "evolution", operator.usual.name]
    assert cell.sound
    assert {one.operations for one in cell.ours} == {3}
    assert cell.aim == operator.aims["small"]


def test_other_values_are_seen():
    cell = measure(OPERATORS["convolution"], "small", "float64", CPU, partial(walk, factor=1.001))
    assert [one.name for one in cell.differing] == ["traditional", "evolution"]
    assert not cell.sound
    assert "DIFFERS" in row(cell).plain
    assert any("traditional: differs by" in line.plain for line in under(cell))


def test_not_a_number_is_another_value():
    cell = measure(
        OPERATORS["convolution"], "small", "float32", CPU, partial(walk, factor=float("nan"))
    )
    assert len(cell.differing) == 2


def test_what_is_refused_says_why_and_the_rest_is_measured():
    cell = measure(OPERATORS["convolution"], "small", "float64", CPU, refuse)
    assert [one.name for one in cell.ours] == ["traditional"]
    assert "temporary of 10 elements" in cell.refused["evolution"]
    assert "refused" in row(cell).plain
    assert cell.met is False


def test_exact_is_compared_with_itself_in_float64():
    cell = measure(OPERATORS["convolution"], "medium", "exact", CPU, walk)
    names = ["float64 traditional", "float64 evolution", "traditional", "evolution"]
    assert [one.name for one in cell.contestants] == names
    assert cell.best is not None and cell.best.kind == "reference"
    assert cell.aim == 1.5
    assert [one.difference for one in cell.ours] == [None, None]


def test_a_cell_in_which_nothing_can_be_evaluated_has_its_row():
    def never(case, exact):
        raise TooLarge(10, 5)

    cell = measure(OPERATORS["convolution"], "small", "exact", CPU, never)
    assert cell.contestants == () and len(cell.refused) == 4
    assert "refused" in row(cell).plain
