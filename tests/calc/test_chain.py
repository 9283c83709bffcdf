"""Each kind of failure of a step: where it is, what is written, what the rule gives, which kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from calc_files import HEAD, derive, line_of, write

from evoproof.calc import Derivation, StepResult
from evoproof.calc.attempt import attempt
from evoproof.library.catalogue import Choice
from evoproof.library.loading import load
from evoproof.show import text

CHAIN = """
claim = equation({0}, {2})
whole = prove(
    claim,
    {0},
    by({1}),
    {2},  # (7)
)
"""
SUM = "Sum({}, (a, 0, N - 1))"


def judged(folder: Path, above: str, reasons: str, below: str) -> StepResult:
    (result,) = derive(folder, CHAIN.format(above, reasons, below)).results
    return result


def test_a_failed_step_says_file_line_and_step(tmp_path: Path) -> None:
    body = """
claim = equation(D[i] + 1, 1 + T[i] * 3)
whole = prove(
    claim,
    D[i] + 1,
    by(unfold(D)),
    2 * T[i] + 1,  # (5)
    by(reindex),
    1 + T[i] * 3,  # (6)
)
"""
    file = write(tmp_path, body)
    first, second = load(Choice(file))[0].results
    assert (first.verdict, second.verdict) == ("proved", "refuted")
    assert (first.step.index, second.step.index) == (1, 2)
    place = second.step.below.place
    assert Path(place.file).name == "case.py"
    assert place.line == line_of(file, "# (6)")
    assert place.tag == "(6)"
    assert second.step.above.place.line == line_of(file, "# (5)")
    assert second.theorem is None and second.known_by is None and second.inferences == 0


def test_a_place_is_written_as_a_user_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = judged(tmp_path, "D[i]", "unfold(D)", "3 * T[i]")
    line = line_of(tmp_path / "case.py", "# (7)")
    assert str(result.step.below.place) == f"case.py:{line}"


def test_a_false_line_has_a_counterexample(tmp_path: Path) -> None:
    result = judged(tmp_path, "D[i]", "unfold(D)", "3 * T[i]")
    failure = result.failure
    assert failure is not None and result.verdict == failure.verdict == "refuted"
    assert failure.reason == "the line is false"
    assert failure.would == ()
    found = failure.counterexample
    assert found is not None
    assert (found.sizes, found.index, found.tensors) == ({"N": 1}, {"i": 0}, {"T": ["1"]})
    assert (found.left, found.right) == ("2", "3")


def test_a_false_line_is_false_by_whatever_reason(tmp_path: Path) -> None:
    for reason in ("auto", "reindex", "unfold(D), floors", "fold(D)", "cancel"):
        assert judged(tmp_path, "D[i]", reason, "3 * T[i]").verdict == "refuted", reason


def test_what_is_written_what_the_rule_gives_and_where_they_differ(tmp_path: Path) -> None:
    failure = judged(tmp_path, "D[i] + 7", "unfold(D)", "3 * T[i] + 7").failure
    assert failure is not None and failure.reached and failure.wanted and failure.differ
    assert text(failure.reached) == "7 + 2·T[i]"
    assert text(failure.wanted) == "7 + 3·T[i]"
    assert tuple(map(text, failure.differ)) == ("2", "3")


def test_a_true_line_out_of_reach_says_which_reason_would_do(tmp_path: Path) -> None:
    above, below = SUM.format("D[a]"), "2 * " + SUM.format("T[a]")
    result = judged(tmp_path, above, "unfold(D)", below)
    failure = result.failure
    assert failure is not None and result.verdict == "wrong-reason"
    assert failure.reason == "the line is true, but this reason does not reach it"
    assert failure.counterexample is None
    assert failure.would == ("unfold(D)", "distribute")
    assert judged(tmp_path, above, "unfold(D), distribute", below).verdict == "proved"


def test_where_several_reasons_are_missing_all_are_named(tmp_path: Path) -> None:
    below = "2 * Sum(T[a - 1], (a, 1, N))"
    failure = judged(tmp_path, SUM.format("D[a]"), "unfold(D)", below).failure
    assert failure is not None and failure.verdict == "wrong-reason"
    assert sorted(failure.would) == ["distribute", "reindex", "unfold(D)"]


def test_a_missing_definition_is_named(tmp_path: Path) -> None:
    failure = judged(tmp_path, "D[i]", "reindex", "2 * T[i]").failure
    assert failure is not None and failure.verdict == "wrong-reason"
    assert failure.would == ("unfold(D)",)


def test_folding_is_not_unfolding(tmp_path: Path) -> None:
    failure = judged(tmp_path, "D[i]", "fold(D)", "2 * T[i]").failure
    assert failure is not None and failure.verdict == "wrong-reason"
    assert failure.would == ("unfold(D)",)
    assert judged(tmp_path, "2 * T[i]", "fold(D)", "D[i]").verdict == "proved"
    failure = judged(tmp_path, "2 * T[i]", "unfold(D)", "D[i]").failure
    assert failure is not None and failure.would == ("fold(D)",)


@pytest.mark.parametrize("extra", ["reindex", "delta", "padding", "exp_laws", "cancel", "fold(D)"])
def test_a_reason_that_is_not_needed_is_refused(tmp_path: Path, extra: str) -> None:
    result = judged(tmp_path, "D[i]", f"unfold(D), {extra}", "2 * T[i]")
    failure = result.failure
    assert failure is not None and result.verdict == "wrong-reason"
    assert result.theorem is None
    shown = result.step.by.reasons[-1].text
    assert failure.reason == f"the step holds without: {shown}"


def test_all_reasons_that_are_not_needed_are_named(tmp_path: Path) -> None:
    failure = judged(tmp_path, "D[i]", "delta, unfold(D), reindex", "2 * T[i]").failure
    assert failure is not None
    assert failure.reason == "the step holds without: delta, reindexing"


def test_undecided_is_neither_true_nor_false(tmp_path: Path) -> None:
    sevenths = "N**2 * (N - 1)**2 * (3 * N**4 - 6 * N**3 - N**2 + 4 * N + 2)"
    result = judged(tmp_path, "24 * Sum(a**7, (a, 0, N - 1))", "auto", sevenths)
    failure = result.failure
    assert failure is not None and result.verdict == failure.verdict == "unknown"
    assert failure.reason.startswith("not proved and not refuted: ")
    assert failure.counterexample is None and failure.would == ()
    assert failure.reached is not None and failure.wanted is not None


def test_auto_reaches_what_can_be_reached_and_is_told_apart(tmp_path: Path) -> None:
    result = judged(tmp_path, SUM.format("D[a]"), "auto", "2 * Sum(T[a - 1], (a, 1, N))")
    assert result.verdict == "proved" and result.step.by.automatic
    assert result.step.by.text == "auto"


@pytest.mark.parametrize(
    ("steps", "verdict"),
    [
        ((("unfold(D)", "2 * T[i]"),), "proved"),
        ((("unfold(D)", "2 * T[i]"), ("reindex", "3 * T[i]")), "refuted"),
        ((("unfold(D), delta", "2 * T[i]"), ("reindex", "3 * T[i]")), "refuted"),
        ((("unfold(D), delta", "2 * T[i]"), ("fold(D)", "D[i]"), ("unfold(D)", "T[i] * 2")),
         "wrong-reason"),
    ],
    ids=["all proved", "one refuted", "refuted before wrong-reason", "wrong-reason"],
)  # fmt: skip
def test_the_verdict_on_the_whole_is_that_of_the_worst_step(
    tmp_path: Path, steps: tuple[tuple[str, str], ...], verdict: str
) -> None:
    chain = ", ".join(f"by({reason}), {line}" for reason, line in steps)
    made = derive(
        tmp_path, f"claim = equation(D[i], {steps[-1][1]})\nwhole = prove(claim, D[i], {chain})\n"
    )
    assert made.verdict == verdict
    assert (made.theorem is not None) is (verdict == "proved")


def test_the_theorem_of_a_proved_chain_is_its_claim(tmp_path: Path) -> None:
    made: Derivation = derive(tmp_path, CHAIN.format("D[i]", "unfold(D)", "2 * T[i]"))
    assert made.theorem is not None
    assert (made.theorem.left, made.theorem.right) == made.claim.terms
    assert set(made.theorem.hypotheses) <= set(made.claim.hypotheses)
    assert made.name == "whole" and made.title == "A case." and made.source == "a test."
    assert HEAD.startswith('"""A case.')


def test_nothing_is_proved_before_it_is_asked_for(tmp_path: Path) -> None:
    made = derive(tmp_path, CHAIN.format("D[i]", "unfold(D)", "3 * T[i]"))
    assert "results" not in vars(made)
    assert made.verdict == "refuted"


# the line above, what is given, the line below: what would do is not what is given
OUT_OF_REACH = [
    ("D[i]", "reindex", "2 * T[i]"),
    ("D[i]", "fold(D)", "2 * T[i]"),
    ("2 * T[i]", "unfold(D), delta", "D[i]"),
    (SUM.format("D[a]"), "unfold(D)", "2 * " + SUM.format("T[a]")),
    (SUM.format("D[a]"), "exchange, floors", "2 * Sum(T[a - 1], (a, 1, N))"),
    ("exp(T[i]) * exp(2 * T[0])", "delta", "exp(T[i] + 2 * T[0])"),
    (SUM.format("X[a]"), "reindex", "Sum(X[a], (a, -3, N + 5))"),
    (SUM.format("D[a]") + " + 2 * T[i]", "distribute", SUM.format("D[N - 1 - a]") + " + D[i]"),
]


@pytest.mark.parametrize("case", OUT_OF_REACH, ids=lambda case: f"{case[0]} by {case[1]}")
def test_reasons_that_would_do_are_themselves_accepted(
    tmp_path: Path, case: tuple[str, str, str]
) -> None:
    """As they are written, and none of them too many."""
    above, given, below = case
    failure = judged(tmp_path, above, given, below).failure
    assert failure is not None and failure.verdict == "wrong-reason"
    assert failure.would and "auto" not in failure.would
    assert judged(tmp_path, above, ", ".join(failure.would), below).verdict == "proved"


def test_reasons_that_would_do_are_named_as_they_are_written(tmp_path: Path) -> None:
    failure = judged(tmp_path, "exp(T[i]) * exp(2 * T[0])", "delta", "exp(T[i] + 2 * T[0])").failure
    assert failure is not None and failure.would == ("exp_laws",)


def test_a_definition_that_is_not_needed_is_refused(tmp_path: Path) -> None:
    """An unfolding beside the one that does the work, and two unfoldings of the same."""
    failure = judged(tmp_path, "D[i] + D[0] - D[0]", "unfold(D), fold(D)", "2 * T[i]").failure
    assert failure is not None and failure.reason == "the step holds without: fold D"
    both = CHAIN.format("D[i]", "unfold(E), unfold(D)", "2 * T[i]")
    made = derive(tmp_path, "E = definition('E', (i,), 3 * T[i])\n" + both)
    assert made.verdict == "wrong-reason" and made.results[0].failure is not None
    assert made.results[0].failure.reason == "the step holds without: unfold E"


def test_a_definition_unfolded_and_folded_again_is_not_needed(tmp_path: Path) -> None:
    """Without either the step fails, without both it holds."""
    body = CHAIN.format("E[i] + D[i]", "unfold(E), fold(E), unfold(D)", "E[i] + 2 * T[i]")
    made = derive(tmp_path, "E = definition('E', (i,), 3 * T[i])\n" + body)
    failure = made.results[0].failure
    assert failure is not None and failure.reason == "the step holds without: unfold E, fold E"


def test_a_product_with_a_sum_needs_no_deep_recursion(tmp_path: Path) -> None:
    above = "Sum(T[a] * (T[a] + 1) * Sum(T[b], (b, 0, N - 1)), (a, 0, N - 1))"
    made = derive(tmp_path, CHAIN.format(above, "reindex", f"2 * {above}"))
    assert attempt(made.claim, made.steps[0]).reason == "the normal forms differ"
