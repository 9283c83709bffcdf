"""What is said of each outcome: two lines, a place, a rule; whatever the texts in it are."""

from __future__ import annotations

from pathlib import Path

import pytest
from gate_reports import (
    ERRATA,
    EVERYTHING,
    FAULT,
    FOUND,
    HOSTILE,
    OUTSIDE,
    PASSED,
    ROOT,
    UNDECIDED,
    UNREADABLE,
    WRONG,
    claim,
    derivation,
    hostile,
    judged,
    step,
)

from evoproof.derivations import FOLDER
from evoproof.gate.finding import Finding, changed
from evoproof.gate.messages import LONGEST, counterexample_line, one_line
from evoproof.gate.paths import relative, uri
from evoproof.refute import Counterexample


def only(report: object) -> Finding:
    (found,) = judged(report).findings
    return found


def test_a_counterexample_in_a_line():
    assert counterexample_line(FOUND) == (
        "N = 1, i = 0; A = [[1, -1/2]]; w = 2; f(0) = 1; left = 1, right = 0"
    )
    assert counterexample_line(OUTSIDE) == "N = 1, i = 0; no meaning: A[i+1]"
    large = Counterexample({}, {}, {"A": [["0"] * 500, ["0"] * 499 + ["3"]]}, left="3", right="0")
    assert counterexample_line(large) == (
        "there is nothing to choose; A[1, 499] = 3, 0 elsewhere; left = 3, right = 0"
    )
    assert len(counterexample_line(Counterexample({}, {}, {"A": ["1"] * 999}))) < LONGEST + 100


@pytest.mark.parametrize(
    ("report", "lines"),
    [
        (
            WRONG[0],
            (
                "claims/a.toml:7: false: refuted, proved was expected: the sides differ",
                counterexample_line(FOUND),
            ),
        ),
        (
            WRONG[1],
            (
                "d.py:31: other: wrong-reason, proved was expected: step 1: it does not reach",
                "it holds by: linearity",
            ),
        ),
        (
            WRONG[3],
            (
                "claims/a.toml:7: empty: proved: both sides are one expression: it says nothing",
                "State the side that you meant.",
            ),
        ),
        (
            WRONG[4],
            (
                "claims/a.toml:7: fixed: proved, refuted was expected (was wrong)",
                "Drop the expected verdict and its reason, or restore what was to fail.",
            ),
        ),
        (
            UNREADABLE,
            ("bad.py:3: invalid syntax", "Correct what stands at this place."),
        ),
    ],
)
def test_two_lines(report, lines):
    assert only(report).lines == lines


def test_the_hint_of_an_unreadable_claim_is_its_second_line():
    said = f'{ROOT}/claims/a.toml:7: claim "one": left: no M\n    N + M\n        ^\n  declare it'
    found = only(claim("error", reason=said))
    assert found.lines == ('claims/a.toml:7: claim "one": left: no M', "declare it")


def test_rules_and_levels():
    assert [one.rule for one in judged(*PASSED).findings] == [None] * 3
    assert [one.rule.name for one in judged(*ERRATA).findings] == ["refuted", "wrong-reason"]
    assert all(one.erratum and one.level == "note" for one in judged(*ERRATA).findings)
    names = [one.rule.name for one in judged(UNDECIDED, UNREADABLE, FAULT, *WRONG).findings]
    assert names == [
        "undecided", "unreadable", "internal-error", "refuted", "wrong-reason", "ill-formed",
        "trivial", "unexpected-pass", "erratum-changed",
    ]  # fmt: skip
    levels = {one.rule.name: one.level for one in judged(UNDECIDED, FAULT, *WRONG).findings}
    assert levels.pop("undecided") == "warning"
    assert set(levels.values()) == {"error"}


def test_every_verdict_has_a_rule():
    verdicts = ("refuted", "unknown", "vacuous", "ill-formed", "error", "contradiction")
    for verdict in verdicts:
        assert only(claim(verdict)).rule is not None
    for verdict in (*verdicts, "wrong-reason", "trivial"):
        assert only(derivation(verdict)).rule is not None


def test_kinds():
    kinds = [one.kind for one in judged(*PASSED, UNREADABLE).findings]
    assert kinds == ["claim", "derivation", "entry", "file"]


def test_the_line_is_that_of_the_step_that_decides():
    steps = (step("unknown", 25), step("refuted", 31), step("refuted", 40))
    assert only(derivation("refuted", steps=steps)).line == 31
    assert only(derivation("ill-formed", steps=steps)).line == 20


def test_files_are_seen_from_the_root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert relative("a/b.toml", tmp_path) == "a/b.toml"
    assert relative("../c.toml", tmp_path / "a") == (tmp_path.parent / "c.toml").as_posix()
    assert relative("b.toml", tmp_path.parent) == f"{tmp_path.name}/b.toml"
    assert relative(str(FOLDER / "convolution.py"), tmp_path) == "derivations/convolution.py"
    assert uri("a b/ü#.toml") == "a%20b/%C3%BC%23.toml"
    assert uri("/a b.toml") == "file:///a%20b.toml"


def test_what_is_not_as_recorded(tmp_path):
    (tmp_path / "a.toml").touch()
    found = changed("a.toml::one", "dropped", "was proved, is unknown", tmp_path, tmp_path.parent)
    assert found.file == f"{tmp_path.name}/a.toml"
    assert found.lines[0] == f"{tmp_path.name}/a.toml: one: was proved, is unknown"
    assert (found.ok, found.level, found.rule.id) == (False, "error", "evoproof/not-as-recorded")
    gone = changed("b.toml::one", "vanished", "is not there", tmp_path, tmp_path.parent)
    assert gone.file == "b.toml"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_has_a_control_character(text):
    found = only(hostile(text))
    texts = (found.file, found.name, found.why, *found.lines)
    assert all(one.isprintable() for one in texts)
    assert one_line(text) in found.lines[0]


def test_the_reports_are_findings_in_their_order():
    names = [Path(one.file).name + one.name for one in EVERYTHING if hasattr(one, "file")]
    found = judged(*EVERYTHING).findings
    assert [Path(one.file).name + one.name for one in found if one.kind != "entry"] == names
