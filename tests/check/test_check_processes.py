"""A report that goes from process to process: plain data, and nothing of it is lost."""

from __future__ import annotations

import json
import pickle

import pytest

from evoproof import Sum, bound, by, distribute, equation, indices, prove, reindex, sizes, tensor
from evoproof.calc import Derivation
from evoproof.check.check import check
from evoproof.check.documents import result
from evoproof.check.summary import DerivationSummary, summarised
from evoproof.library.catalogue import choose, read
from evoproof.library.loading import load

n, m = sizes("n m")
(i,) = indices(i=n)
(k,) = bound("k")
A, x = tensor("A", n, m), tensor("x", m)
FIRST = Sum(A[i, k] * x[k], (k, 0, m - 1))
BACKWARDS = Sum(A[i, m - 1 - k] * x[m - 1 - k], (k, 0, m - 1))
WRONG = Sum(A[i, m - 1 - k] * x[k], (k, 0, m - 1))

right = prove(equation(FIRST, BACKWARDS), FIRST, by(reindex), BACKWARDS)
false = prove(equation(FIRST, WRONG), FIRST, by(reindex), WRONG)
unexplained = prove(equation(FIRST, BACKWARDS), FIRST, by(distribute), BACKWARDS)
outside = prove(
    equation(FIRST, Sum(A[i, k + 1] * x[k], (k, 0, m - 1))),
    FIRST,
    by(reindex),
    Sum(A[i, k + 1] * x[k], (k, 0, m - 1)),
)
EACH = {"proved": right, "refuted": false, "wrong-reason": unexplained, "ill-formed": outside}


@pytest.mark.parametrize("verdict", EACH)
def test_a_summary_survives_the_journey_and_has_the_whole_document(verdict):
    report = check(EACH[verdict], numbers=False)
    with pytest.raises(TypeError, match="is not pickled"):
        pickle.dumps(report)
    sent = summarised(report)
    come: DerivationSummary = pickle.loads(pickle.dumps(sent))
    assert come == sent
    assert come.verdict == verdict
    assert come.ok is report.ok
    assert json.dumps(result(come)) == json.dumps(result(report))
    assert come.inferences == report.inferences == sum(one.inferences for one in come.steps)


def test_a_failure_travels_with_its_formulas():
    (step,) = summarised(check(unexplained, numbers=False), "ascii").steps
    assert step.failure is not None
    assert "test_check_processes.py:" in step.failure.place
    labels = [label for label, _ in step.failure.formulas]
    assert labels[:3] == ["written", "the reason gives", "and it needs"]
    assert "A[i, m-k-1]" in "".join(step.failure.formulas[0][1])
    assert step.failure.would == ("reindex",)
    (refuted,) = summarised(check(false, numbers=False)).steps
    assert refuted.failure is not None
    assert refuted.failure.counterexample is not None


@pytest.mark.torch
def test_numbers_travel():
    pytest.importorskip("torch")
    report = summarised(check(right, device="cpu"))
    assert report.steps[0].numbers is not None
    assert pickle.loads(pickle.dumps(report)) == report
    wrong = summarised(check(false, device="cpu"))
    assert wrong.steps[0].numbers is not None
    assert wrong.steps[0].numbers.failure is not None
    assert pickle.loads(pickle.dumps(wrong)) == wrong


def test_a_trivial_report_says_so_without_its_derivation():
    same: Derivation = prove(equation(FIRST, FIRST), FIRST, by(reindex), FIRST)
    report = check(same, numbers=False)
    assert report.trivial
    assert result(summarised(report))["trivial"] is True


@pytest.mark.slow
def test_the_names_read_off_a_file_of_the_paper_are_those_that_it_makes():
    """The gate hands them out without running the file."""
    for choice in choose([]):
        assert read(choice.file).names == tuple(one.name for one in load(choice))
