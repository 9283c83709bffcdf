"""Exercises as files: data that come back as they were, and are refused where they are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from teach_kit import exercise, graded

from evoproof.claims.errors import ClaimError
from evoproof.errors import EvoproofError
from evoproof.teach.files import ExerciseError, dumped, loaded
from evoproof.teach.kinds import KINDS, play

NAME = "pointwise_convolution"
WHOLE = """[exercise]
kind = "predict"
title = "a sum"
sizes = "N"
tensors = "x[N], D[N]"
let = ["D[j] = 2 * x[j]"]
above = "sum(D[k] for k in range(N))"
reason = "unfold(D)"
"""


def written(folder, text):
    file = folder / "one.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_file_comes_back_as_the_exercise(kind, tmp_path):
    one = exercise(NAME, kind)
    assert loaded(written(tmp_path, dumped(one, with_solution=True))) == one


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_solution_stays_out_unless_it_is_wanted_and_is_not_needed(kind, tmp_path):
    one = exercise(NAME, kind)
    text = dumped(one, with_solution=False)
    assert "solution" not in text
    found = loaded(written(tmp_path, text))
    assert found == replace(one, solution="")
    assert graded(found, one.solution).right


def test_a_file_written_by_hand_is_graded_from_its_texts(tmp_path):
    one = loaded(written(tmp_path, WHOLE))
    assert graded(one, "sum(2 * x[n] for n in range(N))").right
    assert graded(one, "sum(3 * x[n] for n in range(N))").verdict == "false"
    assert graded(one, "sum(D[n] for n in range(N))").verdict == "repeated"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[exercise]", "[claim]", "one table"),
        ("[exercise]", "exercise = 1\n[other]", "one table"),
        ('kind = "predict"', 'kind = "guess"', "kind is one of"),
        ('kind = "predict"', "kind = 3", "kind is one of"),
        ('title = "a sum"', 'titel = "a sum"', "did you mean title"),
        ('title = "a sum"', "title = 1", 'write title = "..."'),
        ('title = "a sum"', 'title = "a\\nb"', "one line"),
        ('reason = "unfold(D)"\n', "", "the field reason is missing"),
        ('let = ["D[j] = 2 * x[j]"]', 'let = "D[j] = 2 * x[j]"', "let: write let"),
        ("[exercise]", "[exercise", "not TOML"),
        ('above = "', 'code = "import os"\nabove = "', "unknown field 'code'"),
    ],
)
def test_a_file_is_read_strictly(old, new, said, tmp_path):
    with pytest.raises(ExerciseError) as error:
        loaded(written(tmp_path, WHOLE.replace(old, new)))
    assert said in str(error.value)
    assert "one.toml" in str(error.value)


def test_a_file_that_is_not_there_or_too_large(tmp_path):
    with pytest.raises(ExerciseError, match="cannot be read"):
        loaded(tmp_path / "none.toml")
    with pytest.raises(ExerciseError, match="at most"):
        loaded(written(tmp_path, WHOLE + "#" * 1_000_000))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("unfold(D)", "unfold(E)"),
        ("unfold(D)", "magic"),
        ("unfold(D)", "unfold(D"),
        ("unfold(D)", "open(D)"),
        ("unfold(D)", ""),
        ("unfold(D)", "auto"),
        ("unfold(D)", "__import__('os')"),
        ("sum(D[k] for", "sum(E[k] for"),
        ("2 * x[j]", "__import__('os').system('true')"),
        ("2 * x[j]", "2 * x[free]"),
        ("x[N], D[N]", "x[N]"),
        ('sizes = "N"', 'sizes = "N"\ngiven = ["N < 0"]'),
    ],
)
def test_texts_that_mean_nothing_are_refused_in_one_message(old, new, tmp_path):
    found = loaded(written(tmp_path, WHOLE.replace(old, new, 1)))
    with pytest.raises(EvoproofError):
        play(found)


def test_a_wrong_text_names_its_field(tmp_path):
    found = loaded(written(tmp_path, WHOLE.replace("2 * x[j]", "2 * y[j]")))
    with pytest.raises(ClaimError, match="let 1, column 12"):
        play(found)
