"""Choosing the reason, ordering the lines, finding the broken line; and that there are such."""

from __future__ import annotations

from itertools import permutations

import pytest
from teach_kit import derivation, derive, exercise, graded

from evoproof.claims.text import text
from evoproof.library.catalogue import paper
from evoproof.teach.declarations import Declarations
from evoproof.teach.kinds import made, play
from evoproof.teach.mutants import mutants
from evoproof.teach.order import Order
from evoproof.teach.reasons import NoExercise
from evoproof.teach.setting import Setting

NO_ORDER = {"finite_kernel", "finite_probabilities", "finite_scores"}


@pytest.mark.parametrize("name", ["pointwise_convolution", "involution"])
def test_one_choice_leads_to_the_line_below_and_the_others_do_not(name):
    for step in derivation(name).steps:
        one = exercise(name, "reason", step.index)
        right = [k for k in range(1, 5) if graded(one, str(k)).right]
        assert right == [int(one.solution)]
        assert len(set(one.choices)) == 4


def test_a_wrong_choice_says_where_it_stops():
    one = exercise("absorption", "reason", 3)
    wrong = next(k for k in "1234" if k != one.solution)
    assert dict(graded(one, wrong).remark.formulas).keys() >= {"it leads to", "and has to meet"}


def test_hints_leave_out_wrong_choices_only():
    playing = play(exercise("absorption", "reason", 3))
    left_out = [playing.hint(number).said for number in range(playing.hints)]
    assert len(set(left_out)) == 2
    assert f"It is not {exercise('absorption', 'reason', 3).solution}." not in left_out


@pytest.mark.parametrize("answer", ["", "0", "5", "one", "1 2", "-1", "²", "1" * 5000])
def test_what_is_no_choice_is_said(answer):
    assert graded(exercise("convolution", "reason", 1), answer).verdict == "unreadable"


@pytest.mark.parametrize("name", ["pointwise_convolution", "involution"])
def test_only_orders_in_which_every_line_follows_are_right(name):
    one = exercise(name, "order")
    orders = [" ".join(map(str, order)) for order in permutations(range(1, len(one.lines) + 1))]
    playing = play(one)
    right = [order for order in orders if playing.grade(order).right]
    assert one.solution in right
    assert right == [one.solution]
    assert one.solution.split() != sorted(one.solution.split())


def test_another_order_that_is_a_proof_counts():
    """Both sums can be exchanged first: what is judged is each step, not the original order."""
    lines = [f"sum(x[a] * y[b] for {one})" for one in (
        "a in range(N) for b in range(M)", "b in range(M) for a in range(N)")]  # fmt: skip
    nested = "sum(sum(x[a] * y[b] for a in range(N)) for b in range(M))"
    one = Order(
        title="three orders", lines=(*lines, nested), reasons=("exchange", "exchange"),
        declarations=Declarations(sizes="N, M", tensors="x[N], y[M]"),
    )  # fmt: skip
    assert all(graded(one, order).right for order in ("1 2 3", "2 1 3", "3 1 2", "1, 3, 2"))


@pytest.mark.parametrize("answer", ["", "1 2", "1 1 2 3", "1 2 3 5", "a b c d"])
def test_what_is_no_order_is_said(answer):
    assert graded(exercise("involution", "order"), answer).verdict == "unreadable"


@pytest.mark.parametrize(
    "name", ["pointwise_convolution", pytest.param("involution", marks=pytest.mark.slow)]
)
def test_one_line_is_broken_and_it_is_refuted(name):
    one = exercise(name, "broken")
    playing = play(one)
    grades = {str(k): playing.grade(str(k)) for k in range(1, len(one.lines) + 1)}
    assert [k for k, grade in grades.items() if grade.right] == [one.solution]
    found = grades[one.solution].remark.counterexample
    assert found.left != found.right
    assert {grade.verdict for grade in grades.values()} == {"right", "wrong"}


def test_the_hint_to_a_broken_line_is_a_place_where_it_fails():
    hint = play(exercise("pointwise_convolution", "broken")).hint(0)
    assert hint.counterexample is not None
    assert exercise("pointwise_convolution", "broken").solution in hint.said


def test_of_lines_that_are_not_proved_equal_none_is_called_the_broken_one(tmp_path):
    """A derivation with a slip of its own would have two."""
    for right in ("2 * T[j]", "T[i] + T[i]"):
        one = derive(tmp_path, right)
        with pytest.raises(NoExercise, match="not proved"):
            made(one, "broken")


def test_a_seed_makes_the_same_exercise_again():
    for kind in ("order", "broken"):
        again = made(derivation("pointwise_convolution"), kind)
        assert again == exercise("pointwise_convolution", kind)


def test_every_slip_is_another_text():
    said = Declarations(sizes="N, M", tensors="A[N, M], B[N]", free="i < N")
    tree = Setting(said).tree("sum(A[i, k + 1] * B[i] for k in range(M - 1)) + B[0] / 2")
    found = [text(one) for one in mutants(tree)]
    assert text(tree) not in found
    assert any("A[i, k]" in one for one in found)
    assert any("range(1, M - 1)" in one for one in found)
    assert any("- B[0] / 2" in one for one in found)


@pytest.mark.slow
@pytest.mark.parametrize("name", [entry.name for entry in paper()][::2])
def test_a_derivation_makes_an_exercise_of_every_kind_that_applies(name):
    """Those that make none are named above; a broken line takes too long to be looked for here."""
    none = set()
    for kind in ("predict", "reason", "order"):
        try:
            made(derivation(name), kind)
        except NoExercise:
            none.add(kind)
    assert none == ({"order"} if name in NO_ORDER else set())
