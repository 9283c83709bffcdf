"""Derivations under pytest: a collector each, an item a step, and the verdict on the whole."""

from __future__ import annotations

import sys

import pytest
from pytest_plugin_runs import BEYOND, FALSE, SAME, WHY, derivation, ran, repository

from evoproof.calc import Derivation

A = "derivations/a.py::row::"
PLACE = "m = 2, n = 1, i = 0; A = [[0, 1]]; x = [0, 1]; left = 2, right = 0"


def outcomes(run) -> list[str]:
    """Those of the steps of derivations/a.py, and of its verdict."""
    names = ("step-1", "step-2", "verdict")
    assert list(run.outcomes) == [A + name for name in names]
    return list(run.outcomes.values())


def test_every_step_and_the_verdict_pass(folder):
    repository(folder, derivations_a=derivation())
    run = ran(folder, "derivations/a.py")
    assert run.code == 0
    assert outcomes(run) == ["passed"] * 3
    assert run.properties[A + "step-2"] == {"verdict": "proved"}
    assert run.properties[A + "verdict"] == {"verdict": "proved", "expected": "proved"}
    assert run.places[A + "step-2"] == ("derivations/a.py", 21, "row::step-2")


def test_a_false_line_fails_at_its_own_line_and_the_line_before_passes(folder):
    repository(folder, derivations_a=derivation(FALSE))
    run = ran(folder, "derivations/a.py")
    assert run.code == 1
    assert outcomes(run) == ["passed", "failed", "failed"]
    assert run.texts[A + "step-2"].splitlines() == [
        "derivations/a.py:22: step 2: the line is false",
        PLACE,
    ]
    assert run.texts[A + "verdict"].splitlines() == [
        "derivations/a.py:16: row: refuted: step 2: the line is false",
        PLACE,
    ]


@pytest.mark.slow
def test_a_wrong_reason_says_what_would_do(folder):
    repository(folder, derivations_a=derivation(reason="distribute"))
    run = ran(folder, "derivations/a.py")
    assert outcomes(run) == ["passed", "failed", "failed"]
    assert run.texts[A + "step-2"].splitlines() == [
        "derivations/a.py:22: step 2: the line is true, but this reason does not reach it",
        "it holds by: reindex",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (derivation(BEYOND), "ill-formed: derivations/a.py:22: A[i, k+1] needs k+2 <= m"),
        (derivation(given="[n > m, m > n]"), "vacuous: nothing satisfies the conditions"),
        (derivation(SAME, "distribute"), "trivial: both sides are the same expression"),
    ],
    ids=["ill-formed", "vacuous", "trivial"],
)
def test_a_whole_that_means_nothing_is_red_whatever_its_steps_are(folder, text, said):
    repository(folder, derivations_a=text)
    run = ran(folder, "derivations/a.py::row::verdict")
    assert run.outcomes == {A + "verdict": "failed"}
    assert run.texts[A + "verdict"].splitlines()[0] == f"derivations/a.py:16: row: {said}"


def test_an_undecided_step_is_not_called_wrong(folder):
    repository(folder, derivations_a=derivation(BEYOND))
    run = ran(folder, "derivations/a.py::row::step-2")
    (said,) = run.texts.values()
    assert said.startswith("derivations/a.py:22: step 2: undecided: not proved and not refuted: ")


def test_no_proof_without_a_theorem(folder, monkeypatch):
    monkeypatch.setattr(Derivation, "theorem", None)
    repository(folder, derivations_a=derivation())
    run = ran(folder, "derivations/a.py")
    assert outcomes(run) == ["passed", "passed", "failed"]


def test_an_erratum_is_an_expected_failure_with_its_steps(folder):
    repository(folder, derivations_a=derivation(FALSE, expect="refuted"))
    run = ran(folder, "derivations/a.py")
    assert run.code == 0
    assert outcomes(run) == ["passed", "xfailed", "xfailed"]
    assert run.texts[A + "step-2"] == run.texts[A + "verdict"] == WHY


def test_a_mended_erratum_is_red_and_to_be_recorded(folder):
    repository(folder, derivations_a=derivation(expect="refuted"))
    run = ran(folder, "derivations/a.py")
    assert outcomes(run) == ["passed", "passed", "failed"]
    assert run.texts[A + "verdict"].splitlines() == [
        f"derivations/a.py:16: row: [XPASS(strict)] proved, but refuted was expected: {WHY}",
        "if the erratum is mended, record that: leave out expect and why",
    ]


def test_an_erratum_that_fails_otherwise_is_red_with_its_steps(folder):
    text = derivation(reason="reindex, distribute", expect="refuted")
    repository(folder, derivations_a=text)
    run = ran(folder, "derivations/a.py")
    assert outcomes(run) == ["passed", "failed", "failed"]
    said = run.texts[A + "verdict"].splitlines()
    assert said[0] == f"derivations/a.py:16: row: wrong-reason, but refuted was expected: {WHY}"
    assert said[1].startswith("if that is right, record it as what is expected: step 2: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"""T."""\nx = = 1\n', "derivations/a.py:2: invalid syntax"),
        ("from evoproof import prove\n\nrow = prov(1)\n", "derivations/a.py:3: NameError: "),
        ("\nraise ValueError('one\\ntwo')\n", "derivations/a.py:2: ValueError: one two"),
        (derivation().replace("by(distribute),", ""), "derivations/a.py:20: by(reason) "),
        ('"""T."""\n', "derivations/a.py: no derivation here: name = prove(claim, ...)"),
    ],
    ids=["syntax", "name", "exception", "chain", "empty"],
)
def test_a_file_that_cannot_be_run_is_an_error_in_two_lines(folder, text, said):
    repository(folder, derivations_a=text)
    run = ran(folder, "derivations/a.py")
    assert run.code == 2
    (error,) = run.errors
    assert error.startswith(said)
    assert len(error.splitlines()) == 2


@pytest.mark.parametrize("option", [(), ("--doctest-modules",)])
def test_a_file_that_pytest_sees_too_is_collected_once(folder, option):
    repository(folder, derivations_test_a=derivation())
    for argument in ("derivations", "derivations/test_a.py"):
        run = ran(folder, argument, *option, "-k", "test_a")
        assert list(run.outcomes) == [
            f"derivations/test_a.py::row::{name}" for name in ("step-1", "step-2", "verdict")
        ]


def test_items_are_selected_by_keyword_and_by_node(folder):
    repository(folder, derivations_a=derivation())
    run = ran(folder, "-k", "row and step-2")
    assert list(run.outcomes) == [A + "step-2", "derivations/good.py::row::step-2"]
    assert list(ran(folder, A + "step-1").outcomes) == [A + "step-1"]
    assert ran(folder, A + "step-3").code == 4


def test_the_first_failure_ends_a_run_with_x(folder):
    repository(folder, derivations_a=derivation(FALSE))
    run = ran(folder, "derivations", "-x")
    assert list(run.outcomes) == [A + "step-1", A + "step-2"]


@pytest.mark.slow
@pytest.mark.torch
def test_numbers_are_an_item_that_can_refute(folder):
    pytest.importorskip("torch")
    repository(
        folder, derivations_a=derivation(FALSE), derivations_b=derivation(FALSE, expect="refuted")
    )
    run = ran(folder, "derivations", "--evoproof-numbers", "-k", "numbers")
    assert run.outcomes == {
        A + "numbers": "failed",
        "derivations/b.py::row::numbers": "xfailed",
        "derivations/good.py::row::numbers": "passed",
    }
    said = run.texts[A + "numbers"].splitlines()
    assert said[0] == "derivations/a.py:16: numbers: not confirmed: step 2"
    assert "float64 on random entries, seed 0" in said[1]


def test_numbers_without_torch_are_refused(folder, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "torch", None)
    repository(folder)
    assert ran(folder, "-o", "evoproof_numbers=true").code == 4
    assert "evoproof_numbers needs torch: pip install 'evoproof[torch]'" in capsys.readouterr().err
