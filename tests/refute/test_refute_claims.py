"""Claims: what is false is refuted, what has no meaning is said so, what is true is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evoproof.claims.files import read_file
from evoproof.claims.syntax import Claim
from evoproof.refute import (
    Counterexample,
    admits_something,
    equal_at,
    ill_formed_claim,
    recheck,
    refute_claim,
)

TESTS = Path(__file__).parent.parent
FALSE = {claim.name: claim for claim in read_file(TESTS / "refute" / "refuted.toml")}
FILES = [*sorted((TESTS / "claims").glob("*.toml")), TESTS / "refute" / "peers.toml"]
CASES = {
    f"{path.stem}/{claim.name}": claim
    for path in FILES
    for claim in read_file(path)
    if isinstance(claim, Claim)
}


def of(expect: str) -> list[str]:
    return [name for name, claim in CASES.items() if claim.expect == expect]


def answer(claim: Claim, seed: int = 0, budget: int = 150_000) -> Counterexample | None:
    return ill_formed_claim(claim, seed, budget // 8) or refute_claim(claim, seed, budget)


def test_the_file_of_false_claims_is_read_whole() -> None:
    assert len(FALSE) >= 60
    assert {claim.expect for claim in FALSE.values()} == {"refuted"}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_claim_has_a_counterexample_that_holds(name: str) -> None:
    found = refute_claim(FALSE[name])
    assert found is not None and found.access is None
    assert recheck(FALSE[name], found)
    assert json.loads(json.dumps(found.to_dict()))["left"] != found.right


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nor_does_another_seed_miss_one(seed: int) -> None:
    missed = [name for name, claim in FALSE.items() if refute_claim(claim, seed) is None]
    assert missed == []


@pytest.mark.slow
def test_the_false_ones_of_all_claims_files_are_refuted() -> None:
    found = {name: answer(CASES[name]) for name in of("refuted")}
    assert len(found) >= 20
    assert [name for name, one in found.items() if one is None or one.access is not None] == []
    assert all(recheck(CASES[name], one) for name, one in found.items())


@pytest.mark.slow
def test_the_ill_formed_ones_of_all_claims_files_are_found() -> None:
    found = {name: ill_formed_claim(CASES[name]) for name in of("ill-formed")}
    assert len(found) >= 5
    assert [name for name, one in found.items() if one is None] == []
    assert all(recheck(CASES[name], one) for name, one in found.items())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_true_ones_of_all_claims_files_are_never_refuted(seed: int) -> None:
    names = of("proved")
    assert len(names) >= 100
    assert [name for name in names if answer(CASES[name], seed, 8_000) is not None] == []


@pytest.mark.slow
def test_vacuous_claims_are_admitted_by_nothing_and_the_others_by_something() -> None:
    admitted = {name for name, claim in CASES.items() if admits_something(claim) is not None}
    assert set(CASES) - admitted == set(of("vacuous"))


@pytest.mark.parametrize("name", list(FALSE)[:12])
def test_a_false_claim_differs_at_its_counterexample_for_some_entries(name: str) -> None:
    claim, found = FALSE[name], refute_claim(FALSE[name])
    integers = {**found.sizes, **found.index}
    assert False in {equal_at(claim, integers, seed) for seed in range(60)}


def test_a_copied_output_that_was_changed_is_seen() -> None:
    """recheck believes no number: another value, another size, another entry is refused."""
    claim = FALSE["gauss-sum-with-the-wrong-end"]
    found = refute_claim(claim)
    assert recheck(claim, found)
    for changes in ({"left": "1"}, {"right": "0"}, {"sizes": {"N": 0}}, {"access": "A[0]"}):
        assert not recheck(claim, Counterexample(**{**_fields(found), **changes}))


def _fields(found: Counterexample) -> dict[str, object]:
    return {name: getattr(found, name) for name in Counterexample.__dataclass_fields__}


def test_an_entry_of_a_copied_output_that_was_changed_is_seen() -> None:
    claim = FALSE["transposed-reshape"]
    found = refute_claim(claim)
    zeros = [["0"] * found.sizes["M"]] * found.sizes["N"]
    assert recheck(claim, found)
    assert not recheck(claim, Counterexample(**{**_fields(found), "tensors": {"X": zeros}}))
