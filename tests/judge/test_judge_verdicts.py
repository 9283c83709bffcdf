"""What a verdict rests on, and that nothing is proved that does not rest on all of it."""

from __future__ import annotations

import pytest
from judge_claims import BACKWARDS, EITHER, ONE_LESS, OUTSIDE, claim

from evoproof.errors import MalformedTerm
from evoproof.judge import judge as judging
from evoproof.judge import proving, search
from evoproof.judge.judge import judge, judgement
from evoproof.judge.proving import says
from evoproof.judge.records import records
from evoproof.judge.terms import to_terms
from evoproof.judge.wellformed import NotShown
from evoproof.kernel.build import at_least
from evoproof.kernel.rules.equality import reflexivity, symmetry, weaken
from evoproof.prover import Outcome, prove
from evoproof.refute import Counterexample
from evoproof.replay import ReplayError, replay


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        (BACKWARDS, "proved"),
        (EITHER, "proved"),
        (ONE_LESS, "refuted"),
        (OUTSIDE, "ill-formed"),
        (claim("N", "N + 1", sizes="N", given=["N < 0"]), "vacuous"),
        pytest.param(
            claim("N", "N + 1", sizes="N", given=["N < 0 or N + 1 == N"]),
            "vacuous",
            marks=pytest.mark.slow,
        ),
        (claim("A[i]", "2 * A[i]", tensors="A[N]", free="i < 0"), "vacuous"),
    ],
)
def test_verdicts(made, verdict):
    assert judge(made).verdict == verdict


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (OUTSIDE, "A[1]"),
        (claim("A[i+1] - A[i+1]", "1", tensors="A[N]", free="i < N"), "A[1]"),
        (claim("0 * (N // M)", "0", sizes="N, M"), "0 // 0"),
        (claim("N % (M - 1)", "N % (M - 1) + 0", sizes="N, M"), "0 % 0"),
        (claim("N", "N + 1", sizes="N, M", given=["N // M >= 0"]), "0 // 0"),
        (claim("max(A[i] for i in range(N))", "0", tensors="A[N]"), "max over an empty range of i"),
        (claim("A[N]**0", "1", tensors="A[N]"), "A[0]"),
        (claim("A[0] if N < 0 else A[0]", "A[0] + 0", tensors="A[N]"), "A[0]"),
    ],
)
def test_what_has_no_meaning_somewhere_is_ill_formed_whether_it_is_true_or_not(made, shown):
    report = judge(made)
    assert report.verdict == "ill-formed"
    assert report.counterexample.access == shown
    assert shown in report.reason


def test_what_is_not_read_needs_no_meaning():
    guarded = claim(
        "A[i + 1] if i + 1 < N else 0", "0 if i == N - 1 else A[i + 1]", tensors="A[N]",
        free="i < N",
    )  # fmt: skip
    assert judge(guarded).verdict == "proved"


def test_what_is_not_shown_to_have_a_meaning_is_not_proved(monkeypatch):
    missing = NotShown("not shown: A[i] stays inside its shape", {"N": 3})
    monkeypatch.setattr(judging, "not_shown", lambda claim, formula, cases: missing)
    report = judge(BACKWARDS)
    assert (report.verdict, report.reason) == ("unknown", missing.reason)
    assert judge(ONE_LESS).verdict == "refuted"


def test_the_witness_of_the_kernel_is_looked_at_first():
    """A size that no search of small sizes would meet."""
    far = claim("A[i + 1] if N == 321 else 0", "1 - 1", tensors="A[N]", free="i < N")
    report = judge(far)
    assert report.verdict == "ill-formed"
    assert report.counterexample.sizes == {"N": 321}
    assert report.counterexample.access == "A[321]"


def test_what_the_terms_cannot_say_is_refuted_or_unknown_and_never_proved(monkeypatch):
    def refusing(claim):
        raise MalformedTerm("not in the fragment")

    monkeypatch.setattr(judging, "to_terms", refusing)
    assert judge(BACKWARDS).verdict == "unknown"
    assert judge(BACKWARDS).reason == "not in the fragment"
    assert judge(ONE_LESS).verdict == "refuted"
    assert judge(OUTSIDE).verdict == "ill-formed"


def test_a_proof_beside_a_counterexample_is_a_contradiction(monkeypatch):
    found = Counterexample({"N": 1}, {}, left="0", right="1")
    monkeypatch.setattr(search, "refute_claim", lambda *arguments: found)
    report = judge(BACKWARDS)
    assert (report.verdict, report.counterexample, report.ok) == ("contradiction", found, False)
    assert "fault of evoproof" in report.reason


def test_conditions_that_z3_excludes_and_something_satisfies_are_a_contradiction(monkeypatch):
    monkeypatch.setattr(judging, "satisfiable", lambda given: False)
    report = judge(BACKWARDS)
    assert (report.verdict, report.ok) == ("contradiction", False)


def stray_theorems(formula, given):
    theorem = prove(formula.left, formula.right, given).theorem
    stronger = (*given, at_least("N", 5))
    return {
        "the other way round": symmetry(theorem),
        "of one side only": reflexivity(given, formula.left),
        "assuming more": weaken(theorem, stronger),
    }


@pytest.mark.parametrize("kind", ["the other way round", "of one side only", "assuming more"])
def test_a_theorem_about_something_else_proves_nothing(monkeypatch, kind):
    formula = to_terms(BACKWARDS)
    (given,) = formula.given
    stray = stray_theorems(formula, given)[kind]
    assert not says(stray, formula, given)
    monkeypatch.setattr(proving, "prove", lambda *arguments, **options: Outcome(stray))
    report = judge(BACKWARDS)
    assert report.verdict == "unknown"
    assert "another equation" in report.reason


def test_every_case_of_the_conditions_needs_a_theorem(monkeypatch):
    def only_the_first(left, right, given, **options):
        asked.setdefault(given)
        return prove(left, right, given) if len(asked) == 1 else Outcome(None, "no idea")

    asked: dict[object, None] = {}
    monkeypatch.setattr(proving, "prove", only_the_first)
    report = judge(EITHER)
    assert len(asked) == 2
    assert (report.verdict, report.reason) == ("unknown", "no idea")


@pytest.mark.parametrize(("made", "cases"), [(BACKWARDS, 1), (EITHER, 2)])
def test_every_proof_is_replayed_by_the_second_checker(made, cases):
    found = records(made, judgement(made))
    assert len(found) == cases
    for name, one in found.items():
        assert replay(one).name == name
        one["theorems"][0]["left"] = one["theorems"][0]["right"]
        with pytest.raises(ReplayError):
            replay(one)


@pytest.mark.parametrize("made", [ONE_LESS, OUTSIDE])
def test_what_is_not_proved_has_no_record(made):
    assert records(made, judgement(made)) == {}


@pytest.mark.parametrize(
    ("denominator", "given", "named"),
    [
        ("d[i]", [], ["d[i]"]),
        ("N", [], []),
        ("(N - M)", [], ["N - M"]),
        ("(N - M)", ["N > M"], []),
        ("(N - M)", ["N < M"], []),
        ("sum(exp(d[j]) for j in range(N))", [], []),
        ("sum(exp(d[j]) for j in range(M))", ["M <= N"], ["Σ[j=0..M-1] exp(d[j])"]),
        ("(-2)", [], []),
        ("(-exp(d[i]))", [], []),
    ],
)
def test_a_denominator_that_may_be_zero_is_named(denominator, given, named):
    made = claim(
        f"(d[i] + d[i]) / {denominator}", f"2 * d[i] / {denominator}", tensors="d[N]", free="i < N",
        sizes="N, M", given=given,
    )  # fmt: skip
    report = judge(made)
    assert report.verdict == "proved"
    assert [one.removeprefix("not shown to be non-zero: ") for one in report.warnings] == named


def test_the_same_claim_has_the_same_report():
    first, second = (judge(ONE_LESS).counterexample for _ in range(2))
    assert first == second
    assert judgement(BACKWARDS).report.verdict == judge(BACKWARDS).verdict
