"""What is expected to fail says why, and is red when it does not fail, or fails in another way."""

from __future__ import annotations

import json

import pytest
from cli_running import FALSE, OUTSIDE, TRUE, WRONG_REASON, evoproof, written

from evoproof.calc.derivation import ERRATA

WHY = "the factor x is lost"


def erratum(text: str, expect: str, why: str = WHY) -> str:
    """The derivation of `text`, expected to come out otherwise."""
    head, end = text.rstrip().rsplit(")", 1)
    return f"{head}    expect={expect!r},\n    why={why!r},\n){end}\n"


def gate(file: str, *options: str) -> tuple[int, str]:
    run = evoproof("check", "--symbolic-only", *options, file)
    return run.exit_code, run.stdout


@pytest.mark.parametrize(
    ("text", "verdict"),
    [(FALSE, "refuted"), (WRONG_REASON, "wrong-reason"), (OUTSIDE, "ill-formed")],
)
def test_only_the_verdict_that_is_expected_passes(tmp_path, text, verdict):
    for expect in ERRATA:
        code, said = gate(written(tmp_path, erratum(text, expect)))
        assert code == (0 if expect == verdict else 1)
        found = "as expected" if expect == verdict else f"but {expect} was expected"
        assert f"{verdict}, {found}: {WHY}" in said


def test_an_unexpected_pass_is_red_and_no_theorem_is_lost_or_won(tmp_path):
    code, said = gate(written(tmp_path, erratum(TRUE, "refuted")))
    assert code == 1
    assert f"proved, but refuted was expected: {WHY}" in said
    assert "1 proved; 1 not as expected" in said


def test_the_document_says_what_was_expected_and_why(tmp_path):
    code, said = gate(written(tmp_path, erratum(FALSE, "refuted")), "--json")
    (found,) = json.loads(said)["results"]
    assert (code, found["verdict"], found["expected"], found["ok"]) == (
        0,
        "refuted",
        "refuted",
        True,
    )
    assert found["why"] == WHY
    assert found["counterexample"] is not None


def test_an_erratum_has_no_record(tmp_path):
    file = written(tmp_path, erratum(FALSE, "refuted"))
    run = evoproof("export", file, "-o", str(tmp_path / "proof.json"))
    assert run.exit_code == 1
    assert "refuted" in run.stderr
    assert not (tmp_path / "proof.json").exists()


def test_an_erratum_is_not_printed_as_proved(tmp_path):
    run = evoproof("prove", written(tmp_path, erratum(FALSE, "refuted")))
    assert "proved for all sizes" not in run.stdout
    assert f"refuted, as expected: {WHY}" in run.stdout


@pytest.mark.parametrize(
    ("expect", "why", "said"),
    [
        ("refuted", "", 'a derivation that is expected to be refuted needs why="..."'),
        ("proved", WHY, 'a derivation that is expected to be proved has no why="..."'),
        ("false", WHY, "expect is one of proved, refuted"),
        ("refuted", "two\nlines", "why is one line of text"),
    ],
)
def test_an_expectation_without_a_reason_is_refused(tmp_path, expect, why, said):
    run = evoproof("check", "--symbolic-only", written(tmp_path, erratum(TRUE, expect, why)))
    assert run.exit_code == 2
    assert said in run.stdout + run.stderr


CLAIM = """[[claim]]
name = "lost"
sizes = "N"
tensors = "X[N]"
left = "sum(X[n] for n in range(N))"
right = "{right}"
{rest}
"""


def claims(tmp_path, right: str, rest: str) -> str:
    file = tmp_path / "claims.toml"
    file.write_text(CLAIM.format(right=right, rest=rest), encoding="utf-8")
    return str(file)


def test_a_claim_that_is_expected_to_fail_says_why(tmp_path):
    rest = f'expect = "refuted"\nwhy = "{WHY}"'
    assert gate(claims(tmp_path, "0", rest))[0] == 0
    code, said = gate(claims(tmp_path, "sum(X[N - 1 - n] for n in range(N))", rest))
    assert code == 1
    assert f"refuted was expected: {WHY}" in said


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (f'why = "{WHY}"', "a claim that is expected to be proved has no why"),
        ('expect = "refuted"\nwhy = 3', "a text is wanted here"),
        ('expect = "refuted"\nwhy = "a\\nb"', "a why is one line of text"),
    ],
)
def test_a_why_that_cannot_be_read_is_an_error_with_its_place(tmp_path, rest, said):
    run = evoproof("check", "--symbolic-only", claims(tmp_path, "0", rest))
    assert run.exit_code == 2
    assert said in run.stdout + run.stderr
    assert "claims.toml:1" in run.stdout + run.stderr
