"""How a thing is known, from the report on it; and what a change of its text changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evoproof.audit.reading import read_entries
from evoproof.audit.statement import statement as stated_by_entry
from evoproof.baseline.known import baseline
from evoproof.check.proof import judged
from evoproof.check.statement import statement as stated_by_derivation
from evoproof.check.summary import DerivationSummary, StepSummary, summarised
from evoproof.claims.claim import Fields, claim_of
from evoproof.claims.statement import statement as stated_by_claim
from evoproof.judge.report import ClaimReport
from evoproof.library.catalogue import Choice
from evoproof.library.loading import load

FIELDS = {
    "sizes": "N",
    "tensors": "A[N]",
    "free": "i < N",
    "given": "N >= 1",
    "let": "Q[j] = A[j] + 1",
    "left": "Q[i]",
    "right": "1 + A[i]",
}


def stated(**others: str) -> str:
    return stated_by_claim(claim_of("name", Fields(**{**FIELDS, **others})))


def test_a_claim_is_its_declarations_conditions_and_sides():
    assert stated() == "\n".join(
        ["size N", "index i < N", "tensor A[N]", "given N >= 1", "left A[i] + 1", "right 1 + A[i]"]
    )


@pytest.mark.parametrize(
    "others",
    [
        {"sizes": "N, M"},
        {"integers": "s"},
        {"scalars": "s"},
        {"functions": "f"},
        {"tensors": "A[N + 1]"},
        {"padded": "A"},
        {"free": "i < N - 1"},
        {"given": "N >= 2"},
        {"let": "Q[j] = A[j] + 2"},
        {"right": "A[i] + 1"},
    ],
)
def test_another_claim_states_something_else(others):
    assert stated(**others) != stated()


def test_layout_does_not_matter():
    assert stated(left=" Q[ i ]", let="Q[k] = (A[k]) + 1") == stated()


CHAIN = """
from evoproof import Sum, auto, bound, by, definition, equation, exchange, indices, padded, prove
from evoproof import reindex, sizes, tensor, unfold
n, m = sizes("n m")
i, j = indices(i=n, j=m)
k, c = bound("k c")
x = tensor("x", m)
F = definition("F", (j,), x[j] + 1)
claim = equation(Sum(F[k], (k, 0, m - 1)), Sum(x[m - 1 - k] + 1, (k, 0, m - 1)))
row = prove(
    claim,
    Sum(F[k], (k, 0, m - 1)),
    by(unfold(F)),
    Sum(x[k] + 1, (k, 0, m - 1)),
    by(reindex),
    Sum(x[m - 1 - k] + 1, (k, 0, m - 1)),
)
"""


def chain(folder: Path, *changes: tuple[str, str]):
    text = CHAIN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "row.py"
    file.write_text(text, encoding="utf-8")
    return load(Choice(file))[0]


@pytest.mark.parametrize(
    "changes",
    [
        [("x[j] + 1", "x[j] + 2"), ("] + 1", "] + 2")],
        [('tensor("x", m)', 'padded("x", m)')],
        [('tensor("x", m)', 'tensor("x", m + 1)')],
        [("(k, 0, m - 1)))\n", "(k, 0, m - 1)), given=m >= 1)\n")],
    ],
)
def test_another_chain_states_something_else(tmp_path, changes):
    before = stated_by_derivation(chain(tmp_path))
    assert stated_by_derivation(chain(tmp_path, *changes)) != before


def test_reasons_are_no_part_of_what_is_stated_but_of_how_it_is_known(tmp_path):
    first = summarised(judged(chain(tmp_path)))
    auto = summarised(judged(chain(tmp_path, ("by(reindex)", "by(auto)"))))
    assert first.statement == auto.statement
    (one,) = baseline([first], [], tmp_path).values()
    (other,) = baseline([auto], [], tmp_path).values()
    assert (one.known, one.steps) == ("proved", ("named", "named"))
    assert (other.known, other.steps) == ("proved", ("named", "auto"))
    assert one.statement == other.statement != ""


class Numbers:
    """Stands in for numbers that agree, or do not."""

    def __init__(self, agree: bool) -> None:
        self.agree = agree


def undecided(*agree: bool | None) -> DerivationSummary:
    steps = tuple(
        StepSummary(
            number, "", "auto", "unknown", None, 0, 0.0, None if one is None else Numbers(one)
        )
        for number, one in enumerate(agree, 1)
    )
    return DerivationSummary("a.py", "a", "unknown", steps, statement="x")


@pytest.mark.parametrize(
    ("agree", "known"),
    [
        ((True, True), "tested"),
        ((True, None), "unknown"),
        ((True, False), "unknown"),
        ((), "unknown"),
    ],
)
def test_tested_is_undecided_with_numbers_that_agree_at_every_step(agree, known):
    (found,) = baseline([undecided(*agree)], [], Path()).values()
    assert found.known == known


def test_keys_are_relative_to_the_baseline_wherever_one_stands(tmp_path, monkeypatch):
    report = replace(undecided(), file="sub/a.py")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    assert list(baseline([report], [], Path())) == ["sub/a.py::a"]
    monkeypatch.chdir(tmp_path / "sub")
    assert list(baseline([replace(report, file="a.py")], [], Path(".."))) == ["sub/a.py::a"]


def test_a_trivial_claim_is_not_known_as_a_proved_one():
    claim = replace(claim_of("c", Fields(sizes="N", left="N", right="N")), file="c.toml")
    reports = [ClaimReport("c.toml", "c", "proved", trivial=flag) for flag in (False, True)]
    known = [
        one.known for report in reports for one in baseline([report], [claim], Path()).values()
    ]
    assert known == ["proved", "trivial"]


def test_what_cannot_be_read_has_no_place_in_a_baseline():
    assert baseline([ClaimReport("c.toml", "", "error")], [], Path()) == {}


def test_no_two_entries_of_the_audit_state_the_same():
    stated = [stated_by_entry(one) for one in read_entries()]
    assert len(set(stated)) == len(stated) > 20
