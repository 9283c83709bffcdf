"""The proofs of the claims of this project: each is written out, and checked from that alone."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from replay_formulas import EXAMPLES
from replay_tamper import outcomes, tampered

from evoproof.claims.files import read_file
from evoproof.claims.syntax import Claim
from evoproof.judge.terms import to_terms
from evoproof.prover import prove
from evoproof.record import record, text
from evoproof.replay import ReplayError, replay

CLAIMS = Path(__file__).parent.parent / "claims"
FILES = [*sorted(CLAIMS.glob("*.toml")), CLAIMS.parent / "refute" / "peers.toml"]


def proofs(file):
    """The records of the claims of a file that the prover proves, one for each case of `given`."""
    for claim in read_file(file):
        if isinstance(claim, Claim) and claim.expect == "proved":
            formula = to_terms(claim)
            found = [prove(formula.left, formula.right, given).theorem for given in formula.given]
            yield from (record(claim.name, [one]) for one in found if one is not None)


BY_CASES = {
    "concat": "concat-of-a-tensor-with-itself", "reshape": "roll-as-a-concat-of-two-slices",
    "extremes": "relu-of-a-concat", "count": "telescoping-sum",
}  # fmt: skip
MAXIMA = ("maximum-over-a-concat", "nested-maxima-change-places", "shift-moves-out-of-a-maximum")


def proof(stem, name):
    file = CLAIMS / f"{stem}.toml"
    (claim,) = (one for one in read_file(file) if isinstance(one, Claim) and one.name == name)
    formula = to_terms(claim)
    return record(name, [prove(formula.left, formula.right, formula.given[0]).theorem])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stem", "name"), [*BY_CASES.items(), *(("extremes", name) for name in MAXIMA)]
)
def test_one_change_is_refused_or_the_claim_is_still_true(stem, name):
    made, rng = proof(stem, name), random.Random(name)
    found = outcomes(made, 100, rng)
    assert found["refused"] >= 75 and found["idle"] <= 10, found


def test_a_proof_by_cases_is_local_steps_on_theorems_of_its_own():
    made = proof("concat", BY_CASES["concat"])
    used = Counter(step["rule"] for one in made["theorems"] for step in one["steps"])
    assert used["cases"] and len(made["theorems"]) > 2
    assert replay(text(made)).theorems == len(made["theorems"])
    assert not set(used) & {"instantiate", "weaken", "transitivity", "symmetry", "congruence"}


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_proved_is_replayed(file):
    checked = 0
    for made in proofs(file):
        report = replay(text(made))
        assert report.claim[1:]
        checked += 1
    assert checked


@pytest.fixture(scope="module")
def records():
    return {name: record(name, [EXAMPLES[name]()]) for name in ("cases", "replace_equal")}


def test_a_hypothesis_of_a_case_is_the_case_or_known(records):
    made = records["cases"]
    assert [len(one["hypotheses"]) for one in made["theorems"]] == [1, 1, 0]
    step = ("theorems", 2, "steps", 0, "arguments")
    first, second = (made["theorems"][2]["steps"][0]["arguments"][name] for name in CASES)
    for name, theorem in zip(CASES, (second, first), strict=True):
        with pytest.raises(ReplayError, match="a case needs"):
            replay(tampered(made, (*step, name), theorem))
    for number in range(len(made["conditions"])):
        if number != made["theorems"][first]["hypotheses"][0]:
            with pytest.raises(ReplayError, match=r"a case needs|only an inequality"):
                replay(tampered(made, (*step, "condition"), number))


CASES = ("first", "second")


def test_a_theorem_that_is_stood_on_is_checked_itself(records):
    for name, number in (("cases", 0), ("cases", 1), ("replace_equal", 0)):
        made = records[name]
        other = made["theorems"][number]["left"] - 1
        for side in ("left", "right"):
            with pytest.raises(ReplayError):
                replay(tampered(made, ("theorems", number, side), other))
        longer = tampered(made, ("theorems", number, "hypotheses"), [])
        if made["theorems"][number]["hypotheses"] and name == "cases":
            with pytest.raises(ReplayError, match=r"side condition|not shown"):
                replay(longer)
