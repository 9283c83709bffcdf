"""What a line of input asks of the step player, and what exercises are worth."""

from __future__ import annotations

import pytest
from teach_kit import derivation

from evoproof.calc.reasons import LAWS
from evoproof.show import text
from evoproof.teach.exercise import Grade, Remark
from evoproof.teach.score import Score
from evoproof.teach.walk import Asked, Walk, asked, changed
from evoproof.teach.words import LAWS as WORDS


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", "next"), ("  ", "next"), ("n", "next"), ("next", "next"), ("b", "back"),
        ("w", "why"), ("r", "rules"), ("k", "kernel"), ("number", "numbers"), ("nu", "numbers"),
        ("?", "help"), ("q", "quit"),
    ],
)  # fmt: skip
def test_commands_may_be_cut_short(line, command):
    assert asked(line) == Asked(command)


def test_go_needs_a_line():
    assert asked("g 3") == Asked("go", 3)
    for line in ("g", "g x", "g -1", "g 0", "g ²", "g " + "9" * 5000):
        assert isinstance(asked(line), str)


@pytest.mark.parametrize("line", ["x", "back 2", "nextt", "\x1b[A", "Q" * 1000])
def test_anything_else_is_answered_in_one_short_line(line):
    said = asked(line)
    assert isinstance(said, str)
    assert said.isprintable() and len(said) < 200


def test_a_walk_stays_on_its_lines():
    walk = Walk(derivation("convolution"))
    assert walk.step is None
    assert not walk.moved(0) and not walk.moved(6) and walk.at == 1
    assert walk.moved(5) and walk.step is walk.derivation.steps[-1]


def test_what_changed_is_the_smallest_part_that_did():
    before, after = changed(derivation("pointwise_convolution").steps[1])
    assert (text(before), text(after)) == ("W_conv[0, 0, c, m]", "F[i, j, 0, 0, c, m]")
    assert changed(derivation("pointwise_convolution").steps[0]) is None


def test_every_law_has_words():
    assert {law.written for law in LAWS} <= set(WORDS)


def test_hints_and_mistakes_cost_points_and_what_cannot_be_read_does_not():
    score = Score()
    score.count(Grade("unreadable", Remark("")))
    score.count(Grade("undecided", Remark("")))
    assert score.points == 0
    score.solved = True
    assert score.points == 10
    score.hints, score.mistakes = 1, 1
    assert score.points == 5
    score.mistakes = 99
    assert score.points == 1
