"""What is told of a proof, and where the sides part without one."""

from __future__ import annotations

from judge_claims import BACKWARDS, EITHER, ONE_LESS, OUTSIDE, claim

from evoproof.judge.account import report_on
from evoproof.judge.judge import judgement
from evoproof.record.steps import linearise


def test_a_proof_is_counted_by_its_rules():
    (proof,) = report_on(BACKWARDS, glyphs="ascii").proofs
    (theorem,) = judgement(BACKWARDS).attempt.theorems
    assert proof.steps == len(linearise(theorem).steps) == sum(count for _, count in proof.rules)
    assert "reindex" in dict(proof.rules)
    first, *_, last = proof.lines
    assert first.label == "" and first.parts[0].startswith("sum[")
    assert "change of variables" in last.label
    assert [line.depth for line in proof.lines] == [0] * len(proof.lines)


def test_the_cases_of_a_proof_stand_below_it():
    made = claim("f(B[i] if i < 1 else w)", "(f(B[i]) if i < 1 else f(w))", sizes="N", scalars="w",
                 tensors="B[N]", free="i < N", functions="f")  # fmt: skip
    (proof,) = report_on(made, glyphs="ascii").proofs
    opened = [line.label for line in proof.lines if not line.parts]
    assert {"if i <= 0:", "if i >= 1:"} <= set(opened)
    assert {line.depth for line in proof.lines if line.parts} >= {0, 1}
    assert any("both cases" in line.label for line in proof.lines)


def test_every_case_has_its_proof():
    assert len(report_on(EITHER, glyphs="ascii").proofs) == 2


def test_the_summands_of_one_side_only_are_named():
    made = claim("w + w * B[0] + f(w)", "f(w) + w + B[1]", tensors="B[2]", scalars="w",
                 functions="f")  # fmt: skip
    report = report_on(made, glyphs="ascii")
    assert report.verdict == "refuted"
    assert report.forms.only_left == ("w*B[0]",) or report.forms.only_left == ("B[0]*w",)
    assert report.forms.only_right == ("B[1]",)
    assert len(report.forms.left) == 3


def test_a_summand_that_a_side_has_more_often_is_named():
    report = report_on(ONE_LESS, glyphs="ascii")
    assert report.forms.only_left == report.forms.left
    assert report.forms.only_right == report.forms.right


def test_without_terms_or_wishes_there_is_no_account():
    assert report_on(BACKWARDS).proofs == ()
    assert report_on(OUTSIDE, glyphs="ascii").forms is None
