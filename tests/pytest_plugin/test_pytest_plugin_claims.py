"""Claims under pytest: an item each, red in two lines, known errata both ways."""

from __future__ import annotations

import pytest
from pytest_plugin_runs import HARD, OUTSIDE, PROVED, REFUTED, TRIVIAL, VACUOUS, ran, repository

from evoproof.judge import judge as judging

CLAIMS = {
    "proved": PROVED,
    "refuted": REFUTED,
    "ill-formed": OUTSIDE,
    "vacuous": VACUOUS,
    "unknown": HARD,
}
NAMES = {
    "proved": "backwards",
    "refuted": "one-less",
    "ill-formed": "beyond",
    "vacuous": "nothing",
    "unknown": "hard",
}
MESSAGES = {
    REFUTED: [
        "claims/a.toml:2: one-less: refuted: the sides differ",
        "N = 1; A = [1]; left = 1, right = 0",
    ],
    OUTSIDE: [
        "claims/a.toml:2: beyond: ill-formed: no meaning: A[1]",
        "N = 1, i = 0; no meaning: A[1]",
    ],
    VACUOUS: ["claims/a.toml:2: nothing: vacuous: nothing satisfies the conditions"],
    TRIVIAL: [
        "claims/a.toml:2: the-same: proved, but it says nothing",
        "both sides are the same expression",
    ],
    HARD: ["claims/a.toml:2: hard: undecided: the normal forms differ"],
}


def expecting(verdict: str, text: str, *more: str) -> str:
    return "\n".join((text.rstrip(), f'expect = "{verdict}"', *more, ""))


def test_a_proved_claim_passes_and_says_its_verdict(folder):
    repository(folder)
    run = ran(folder, "claims")
    assert run.code == 0
    assert run.outcomes == {"claims/good.toml::backwards": "passed"}
    found = {"verdict": "proved", "expected": "proved"}
    assert run.properties["claims/good.toml::backwards"] == found


@pytest.mark.parametrize(
    "text", MESSAGES, ids=["refuted", "ill-formed", "vacuous", "trivial", "unknown"]
)
def test_any_other_claim_fails_in_two_lines(folder, text):
    repository(folder, claims_a=text)
    run = ran(folder, "claims/a.toml")
    assert run.code == 1
    assert list(run.outcomes.values()) == ["failed"]
    (said,) = run.texts.values()
    assert said.splitlines() == MESSAGES[text]


def test_what_is_expected_to_fail_fails_in_this_way_or_is_red(folder):
    repository(folder, **{
        f"claims_{kind}": expecting(kind, text) for kind, text in CLAIMS.items() if kind != "proved"
    })  # fmt: skip
    run = ran(folder, "claims")
    assert run.code == 0
    for kind in CLAIMS.keys() - {"proved"}:
        item = f"claims/{kind}.toml::{NAMES[kind]}"
        assert run.outcomes[item] == "xfailed"
        assert run.texts[item] == f"expected to be {kind}"


def test_no_other_verdict_stands_for_the_expected_one(folder):
    quick = ("proved", "refuted", "ill-formed")
    pairs = [(kind, other) for kind in quick for other in CLAIMS if other != kind]
    claims = [
        expecting(other, CLAIMS[kind].replace(NAMES[kind], f"{kind}-not-{other}"))
        for kind, other in pairs
    ]
    repository(folder, claims_a="".join(claims))
    run = ran(folder, "claims/a.toml")
    assert len(run.outcomes) == len(pairs)
    assert set(run.outcomes.values()) == {"failed"}


def test_a_mended_erratum_and_one_that_fails_otherwise_are_to_be_recorded(folder):
    repository(
        folder,
        claims_a=expecting("refuted", PROVED, 'why = "the border is left out"'),
        claims_b=expecting("refuted", OUTSIDE),
    )
    run = ran(folder, "claims")
    assert run.texts["claims/a.toml::backwards"].splitlines() == [
        "claims/a.toml:2: backwards: [XPASS(strict)] proved, but refuted was expected: "
        "the border is left out",
        "if the erratum is mended, record that: leave out expect and why",
    ]
    assert run.texts["claims/b.toml::beyond"].splitlines() == [
        "claims/b.toml:2: beyond: ill-formed, but refuted was expected",
        "if that is right, record it as what is expected: N = 1, i = 0; no meaning: A[1]",
    ]


def test_an_erratum_says_why_or_its_title(folder):
    repository(
        folder,
        claims_a=expecting("refuted", REFUTED, 'title = "Eq. 7"', 'why = "one term is lost"'),
        claims_b=expecting("refuted", REFUTED, 'title = "Eq. 7"'),
    )
    run = ran(folder, "claims")
    assert run.texts["claims/a.toml::one-less"] == "one term is lost"
    assert run.texts["claims/b.toml::one-less"] == "Eq. 7"


def test_errata_are_red_in_their_two_lines_under_runxfail(folder):
    repository(folder, claims_a=expecting("refuted", REFUTED))
    run = ran(folder, "claims/a.toml", "--runxfail")
    (said,) = run.texts.values()
    assert said.splitlines() == [
        "claims/a.toml:2: one-less: refuted, as expected: expected to be refuted",
        "N = 1; A = [1]; left = 1, right = 0",
    ]


def test_a_claim_that_cannot_be_read_fails_beside_the_others(folder):
    misspelt = PROVED.replace("A[i]", "B[i]").replace("backwards", "misspelt")
    nameless = '[[claim]]\nnome = "x::y"\n'
    texts = (misspelt, PROVED, PROVED, nameless, REFUTED, misspelt)
    repository(folder, claims_a="".join(texts))
    run = ran(folder, "claims/a.toml")
    assert run.outcomes == {
        "claims/a.toml::misspelt": "failed",
        "claims/a.toml::backwards": "passed",
        "claims/a.toml::claim 3": "failed",
        "claims/a.toml::claim 4": "failed",
        "claims/a.toml::one-less": "failed",
        "claims/a.toml::claim 6": "failed",
    }
    said = run.texts["claims/a.toml::misspelt"].splitlines()
    assert said[0] == 'claims/a.toml:2: claim "misspelt": left, column 5: unknown name B'
    assert len(said) == 2
    assert "taken by claim 2" in run.texts["claims/a.toml::claim 3"]
    alone = ran(folder, "claims/a.toml::claim 4")
    assert list(alone.outcomes) == ["claims/a.toml::claim 4"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('\n[[claim]]\nname = "a\n', "claims/a.toml:3: not TOML: "),
        ("[claims]\n", "claims/a.toml: unknown entry 'claims'"),
        ("# none yet\n", "claims/a.toml: nothing to check"),
    ],
    ids=["no TOML", "no claims file", "empty"],
)
def test_a_file_without_claims_is_an_error_in_two_lines(folder, text, where):
    repository(folder, claims_a=text)
    run = ran(folder, "claims")
    assert run.code == 2
    (said,) = run.errors
    assert said.startswith(where)
    assert len(said.splitlines()) == 2


def test_a_fault_of_ours_shows_its_traceback(folder, monkeypatch):
    def broken(claim):
        raise ZeroDivisionError("in the prover")

    monkeypatch.setattr(judging, "judge", broken)
    repository(folder)
    run = ran(folder, "claims")
    (said,) = run.texts.values()
    assert "def runtest(self)" in said
    assert "ZeroDivisionError: in the prover" in said


def test_a_claim_stands_at_its_own_line(folder):
    repository(folder, claims_a=PROVED + REFUTED)
    run = ran(folder, "claims/a.toml")
    assert run.places == {
        "claims/a.toml::backwards": ("claims/a.toml", 1, "backwards"),
        "claims/a.toml::one-less": ("claims/a.toml", 8, "one-less"),
    }
