"""Verdicts of entries: each comes from what is judged, whatever the entry expects."""

from __future__ import annotations

import pytest
from audit_entries import FAILS, HOLDS, OUTSIDE, entry, part, reported

from evoproof.check.exit_codes import exit_code
from evoproof.judge import account

UNKNOWN = 'left = "max(A[i]*A[i], 0)"\nright = "A[i]*A[i]"\n'
EXPECTED = ("true", "true-if", "false", "ill-formed")


@pytest.mark.parametrize("expect", EXPECTED)
@pytest.mark.parametrize("text, found", [
    (HOLDS, "true"), (FAILS, "false"), (OUTSIDE, "ill-formed"),
])  # fmt: skip
def test_an_assertion(tmp_path, text, found, expect):
    (report,) = reported(tmp_path, entry(f'expect = "{expect}"', part("printed", text)))
    assert (report.verdict, report.ok) == (found, found == expect)


def test_what_is_not_decided_is_neither_true_nor_false(tmp_path):
    (report,) = reported(tmp_path, entry('expect = "true"', part("printed", UNKNOWN)))
    assert (report.verdict, report.ok) == ("unknown", False)
    assert "E01-printed-1 is unknown" in (report.reason or "")


@pytest.mark.parametrize("parts, found", [
    ((HOLDS, HOLDS), "true"), ((HOLDS, FAILS), "false"), ((FAILS, OUTSIDE), "ill-formed"),
    ((HOLDS, UNKNOWN), "unknown"), ((UNKNOWN, FAILS), "false"), ((), "unknown"),
])  # fmt: skip
def test_all_parts_are_claimed(tmp_path, parts, found):
    texts = [part("printed", text) for text in parts]
    (report,) = reported(tmp_path, entry('expect = "true"', *texts))
    assert report.verdict == found


CONDITIONS = 'conditions = ["N is even"]'


@pytest.mark.parametrize("without, found", [
    ((FAILS,), "true-if"), ((OUTSIDE, FAILS), "true-if"), ((HOLDS,), "unknown"),
    ((FAILS, HOLDS), "unknown"), ((UNKNOWN,), "unknown"), ((), "unknown"),
])  # fmt: skip
def test_a_condition_has_to_be_needed(tmp_path, without, found):
    texts = [part("printed", HOLDS), *(part("without", text) for text in without)]
    (report,) = reported(tmp_path, entry('expect = "true-if"', CONDITIONS, *texts))
    assert (report.verdict, report.ok) == (found, found == "true-if")


def test_a_statement_that_fails_under_its_conditions_is_false(tmp_path):
    texts = [part("printed", FAILS), part("without", FAILS)]
    (report,) = reported(tmp_path, entry('expect = "true-if"', CONDITIONS, *texts))
    assert report.verdict == "false"


@pytest.mark.parametrize("formula, found", [
    ("sum(A[k] for k in range(N))", "definition"), ("A[i + 1]", "ill-formed"),
    ("sum(A[k] for k in range(N + 1))", "ill-formed"), ("i//N", "definition"),
    ("i//(N - 1)", "ill-formed"),
])  # fmt: skip
def test_a_definition_has_a_meaning(tmp_path, formula, found):
    text = entry('kind = "definition"', part("printed", f'formula = "{formula}"'))
    (report,) = reported(tmp_path, text)
    assert (report.verdict, report.ok) == (found, found == "definition")


def test_a_finding_is_proved(tmp_path):
    for text, found in ((HOLDS, "extra"), (FAILS, "false")):
        (report,) = reported(tmp_path, entry('kind = "finding"', part("printed", text)))
        assert (report.verdict, report.ok) == (found, found == "extra")


def test_the_readings_of_what_is_left_open_are_judged(tmp_path):
    for expect, found in (("refuted", "informal"), ("proved", "unknown")):
        reading = part("reading", f'{FAILS}expect = "{expect}"')
        (report,) = reported(tmp_path, entry('kind = "informal"', reading))
        assert (report.verdict, report.ok) == (found, expect == "refuted")


@pytest.mark.parametrize("premise, conclusion, found", [
    ('["A[i] - A[i]", "0"]', FAILS, "false"),
    ('["A[i]", "0"]', FAILS, "unknown"),
    ('["A[i]", "0"]', HOLDS, "true"),
    ('["A[i + 1] - A[i + 1]", "0"]', FAILS, "ill-formed"),
])  # fmt: skip
def test_an_implication_is_refuted_where_its_premise_holds(tmp_path, premise, conclusion, found):
    text = part("printed", f"premise = {premise}\n{conclusion}")
    (report,) = reported(tmp_path, entry('expect = "false"', text))
    assert report.verdict == found


def test_an_identity_of_one_expression_shows_nothing(tmp_path):
    same = 'left = "sum(A[k] for k in range(N))"\nright = "sum(A[j] for j in range(N))"\n'
    texts = [part("printed", same), part("proof", same)]
    (report,) = reported(tmp_path, entry('expect = "true"', 'corrected = "so"', *texts))
    assert (report.verdict, report.corrected, report.ok) == ("unknown", "unknown", False)


def test_a_divisor_that_may_be_zero_is_named(tmp_path):
    text = 'left = "2*(A[i]/A[i])"\nright = "A[i]/A[i] + A[i]/A[i]"\n'
    (report,) = reported(tmp_path, entry('expect = "true"', part("printed", text)))
    assert report.verdict == "true"
    assert "not shown to be non-zero: A[i]" in report.printed[0].warnings


def test_a_fault_of_ours_is_no_verdict(tmp_path, monkeypatch):
    def faulty(*arguments, **options):
        raise KeyError("nobody thought of this")

    monkeypatch.setattr(account, "judgement", faulty)
    (report,) = reported(tmp_path, entry('expect = "true"', part("printed", HOLDS)))
    assert (report.verdict, report.fault, exit_code([report])) == ("unknown", True, 5)


def test_the_correction_has_to_be_proved(tmp_path):
    for text, corrected in ((HOLDS, "proved"), (FAILS, "refuted")):
        texts = [part("printed", FAILS), part("proof", text)]
        (report,) = reported(tmp_path, entry('expect = "false"', 'corrected = "so"', *texts))
        assert (report.corrected, report.ok) == (corrected, corrected == "proved")


def test_a_derivation_is_proved_by_its_name(tmp_path):
    for name, corrected in (("even_convolution", "proved"), ("odd_convolution", "error")):
        text = entry('expect = "false"', f'by = ["{name}"]', part("printed", FAILS))
        (report,) = reported(tmp_path, text)
        assert (report.corrected, report.ok) == (corrected, corrected == "proved")


def test_the_counterexample_is_that_of_the_part_that_fails(tmp_path):
    (report,) = reported(
        tmp_path, entry('expect = "false"', part("printed", HOLDS), part("printed", FAILS))
    )
    found = report.counterexample
    assert found is not None
    assert (found.sizes, found.left, found.right) == ({"N": 1}, "1", "2")
