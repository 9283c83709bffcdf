"""Claims spoiled in many small ways: none is proved unless it is true, and listed as such.

A mutant that is proved and not listed fails here even if it is true, so that somebody looks at it.
One that is listed and not proved fails too.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from soundness_judging import Judge, faults, judging
from soundness_mutants import Mutant, Table, chosen, mutants
from soundness_survivors import SURVIVORS

from evoproof.claims.syntax import Claim
from evoproof.claims.table import claim_in
from evoproof.judge.report import PROVED, ClaimReport

SEED = 14
MOST = 25  # mutants of one claim, of all kinds of slip
FEW = 8
SECONDS = 12.0  # a mutant that takes longer is undecided
INSTANCES = 200

FILE = Path(__file__).parent.parent / "refute" / "peers.toml"
TABLES: dict[str, Table] = {
    one["name"]: one for one in tomllib.loads(FILE.read_text(encoding="utf-8"))["claim"]
}
QUICK = ("T09-right-multiplication-by-the-identity", "T65-rem-iota-c-c-rem-iota-c")


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with judging(SECONDS) as found:
        yield found


def survivors(
    table: Table, made: list[Mutant], judge: Judge, record_property: pytest.RecordProperty
) -> set[str]:
    """The mutants that are proved; it fails where one of them is not true."""
    reports = [judge(one.claim) for one in made]
    counts = dict(Counter(one.verdict for one in reports))
    record_property("mutants", counts)
    print(f"{table['name']}, seed {SEED}: {len(made)} mutants, {counts}")
    assert faults(made, reports, INSTANCES, SEED) == []
    return {one.key for one, report in zip(made, reports, strict=True) if report.verdict == PROVED}


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_every_mutant_is_not_proved_or_true(
    name: str, judge: Judge, record_property: pytest.RecordProperty
) -> None:
    made = chosen(TABLES[name], SEED, MOST)
    proved = survivors(TABLES[name], made, judge, record_property)
    listed = set(SURVIVORS.get(name, {}))
    assert proved - listed == set(), "proved, and not listed as true"
    assert listed - proved == set(), "listed as true, and not proved (or not made)"


@pytest.mark.parametrize("name", QUICK)
def test_some_mutants_are_not_proved_or_true(
    name: str, judge: Judge, record_property: pytest.RecordProperty
) -> None:
    made = chosen(TABLES[name], SEED, FEW)
    proved = survivors(TABLES[name], made, judge, record_property)
    assert proved <= set(SURVIVORS.get(name, {}))


def test_mutants_are_of_many_kinds() -> None:
    made = {name: mutants(TABLES[name]) for name in QUICK}
    assert {name: len(many) for name, many in made.items()} == {QUICK[0]: 42, QUICK[1]: 22}
    assert len({one.kind for many in made.values() for one in many}) >= 12
    assert all(len({one.key for one in many}) == len(many) for many in made.values())


@pytest.mark.slow
def test_there_are_many_mutants_of_every_claim() -> None:
    counts = [len(mutants(table)) for table in TABLES.values()]
    assert min(counts) >= 12
    assert sum(counts) >= 4_000


def test_a_survivor_is_listed_with_a_reason() -> None:
    assert set(SURVIVORS) <= set(TABLES)
    assert all(len(why) > 15 for table in SURVIVORS.values() for why in table.values())


def believer(claim: Claim) -> ClaimReport:
    """A judge who proves everything."""
    return ClaimReport(claim.file, claim.name, PROVED)


def test_a_judge_who_proves_everything_is_caught() -> None:
    """Of each file of verdicts the harness finds those that are wrong, and these only."""
    made = chosen(TABLES["T09-right-multiplication-by-the-identity"], SEED, MOST)
    found = faults(made, [believer(one.claim) for one in made], 20, SEED)
    assert len(found) >= len(made) // 2
    assert any("refuted" in one for one in found)
    assert any("access" in one for one in found)


@pytest.mark.parametrize("verdict", ["refuted", "ill-formed"])
def test_a_false_claim_that_is_called_proved_is_caught(verdict: str) -> None:
    wrong = [
        Mutant("none", name, table) for name, table in TABLES.items() if table["expect"] == verdict
    ]
    found = faults(wrong, [believer(claim_in(one.table, 1, 0, {})) for one in wrong], 20, SEED)
    assert len(found) == len(wrong) > 0


def test_a_contradiction_is_caught() -> None:
    table = TABLES["F10-rem-iota-c-iota"]
    report = ClaimReport("", table["name"], "contradiction", reason="a proof and this")
    assert len(faults([Mutant("none", "left", table)], [report], 1, SEED)) == 1
