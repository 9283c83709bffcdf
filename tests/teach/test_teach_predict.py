"""The next line: right by a theorem of the kernel, and told apart from everything that is not."""

from __future__ import annotations

import pytest
from teach_kit import derivation, exercise, graded

from evoproof.prover import Outcome
from evoproof.teach import reasons
from evoproof.teach.exercise import Grade, Remark
from evoproof.teach.kinds import made, play
from evoproof.teach.reasons import NoExercise

RANGES = "for a in range(-l, l + 1) for b in range(-l, l + 1) for c in range(D_in)"
ROWS, COLUMNS = "for b in range(-l, l + 1)", "for a in range(-l, l + 1)"
TAP = "X[i - a, j - b, c] * W_conv[l - a, l - b, c, m]"
EXCHANGED = f"sum(sum({TAP} for c in range(D_in)) {ROWS} {COLUMNS})"
"""The line below step 2 of convolution, which is an exchange of sums."""


def second(answer: str) -> Grade:
    return graded(exercise("convolution", "predict", 2), answer)


@pytest.mark.parametrize("name", ["pointwise_convolution", "involution"])
def test_the_line_of_the_derivation_is_right(name):
    for step in derivation(name).steps:
        one = exercise(name, "predict", step.index)
        grade = graded(one, one.solution)
        assert grade.right
        assert all(theorem.right for theorem in grade.theorems)


@pytest.mark.parametrize(
    "answer",
    [
        EXCHANGED,
        EXCHANGED.replace("a in", "p in").replace(" - a", " - p"),
        f"sum(sum({TAP} {COLUMNS} {ROWS}) for c in range(D_in))",
    ],
)
def test_other_spellings_and_other_exchanges_are_right(answer):
    assert second(answer).right


def test_the_line_above_again_is_told_apart():
    one = exercise("convolution", "predict", 2)
    renamed = f"sum(1 * X[i - a, j - b, c] * W_conv[l - a, l - b, c, m] {RANGES})"
    for answer in (one.above, renamed):
        grade = graded(one, answer)
        assert (grade.verdict, grade.right) == ("repeated", False)


def test_a_false_line_that_looks_right_is_refuted_with_values():
    """Both taps of the kernel are exchanged, those of the image are not."""
    wrong = EXCHANGED.replace("W_conv[l - a, l - b", "W_conv[l - b, l - a")
    grade = second(wrong)
    assert (grade.verdict, grade.right) == ("false", False)
    found = grade.remark.counterexample
    assert found.left != found.right
    assert found.sizes["l"] >= 1


def test_a_true_line_by_another_reason_is_not_right():
    shifted = f"sum(W_conv[a, l - b, c, m] * X[i - l + a, j - b, c] {RANGES})".replace(
        "for a in range(-l, l + 1)", "for a in range(2 * l + 1)"
    )
    grade = second(shifted)
    assert (grade.verdict, grade.right) == ("other-reason", False)
    assert dict(grade.remark.formulas).keys() >= {"it leads to", "and has to meet"}


def test_a_line_that_needs_less_than_the_reason_says_so():
    """Step 3 is by exchange, fold(F), fold(I), delta: this line needs the exchange only."""
    one = exercise("convolution", "predict", 3)
    grade = graded(one, f"sum(W_conv[l - a, l - b, c, m] * X[i - a, j - b, c] {RANGES})")
    assert (grade.verdict, grade.right) == ("other-reason", False)
    assert "without" in grade.remark.said


def test_a_line_that_reads_outside_has_no_meaning():
    zero = EXCHANGED + " + 0 * W_conv[2 * l + 1, 0, 0, 0]"
    grade = second(zero)
    assert not grade.right
    assert second(EXCHANGED.replace("W_conv[l - a", "W_conv[l - a + 1")).verdict == "no-meaning"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("X[i, j", "never closed"),
        ("Y[i, j, m]", "unknown name Y"),
        ("Z(i)", "unknown function Z"),
        ("", "empty"),
        ("X[i, j]", "3 indices"),
        ("__import__('os').system('touch executed')", "not part of the language"),
        ("(lambda: 1)()", "lambda"),
        ("X.__class__", "not part of the language"),
        ("[x for x in ().__class__.__base__.__subclasses__()]", "language"),
        ("eval(1)", "unknown function eval"),
        ("9" * 50, "19 digits"),
        ("(" * 5000, "nested"),
        ("sum(X[i, j, c] for c in range(D_in) if c != 1)", "cases"),
    ],
)
def test_what_cannot_be_read_is_said_and_never_executed(answer, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    grade = second(answer)
    assert (grade.verdict, grade.right) == ("unreadable", False)
    assert said in grade.remark.said
    assert list(tmp_path.iterdir()) == []


def test_the_place_of_a_mistake_has_a_caret():
    lines = second("X[i, j, m] + Y").remark.said.splitlines()
    assert lines[2].index("^") == lines[1].index("Y")


def test_a_theorem_about_something_else_makes_nothing_right(monkeypatch):
    """A search that comes back with another theorem is not believed."""
    other = second(EXCHANGED).theorems[0]
    one = exercise("convolution", "predict", 3)
    monkeypatch.setattr(reasons, "prove", lambda *_, **__: Outcome(other))
    assert not graded(one, one.solution).right


def test_right_without_a_theorem_is_not_right():
    assert not Grade("right", Remark("Right.")).right


def test_a_step_that_cites_a_theorem_makes_no_such_exercise():
    with pytest.raises(NoExercise, match="cites a theorem"):
        made(derivation("local_attention_mask"), "predict", 1 + _citing("local_attention_mask"))


def _citing(name: str) -> int:
    return next(k for k, step in enumerate(derivation(name).steps) if step.by.citations)


def test_the_solution_is_only_hinted_at():
    playing = play(exercise("convolution", "predict", 2))
    said = [playing.hint(number).said for number in range(playing.hints)]
    assert len(said) == 2
    assert exercise("convolution", "predict", 2).solution not in said[1]
