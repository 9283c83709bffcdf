"""The audit of the paper: every entry is there, and comes to the verdict that it expects."""

from __future__ import annotations

import re
from functools import partial

import pytest
from click.testing import CliRunner

from evoproof.audit.entry import NATURAL, Derived, Identity
from evoproof.audit.outcome import claims, parts
from evoproof.audit.reading import read_entries
from evoproof.audit.run import audit, done
from evoproof.audit.verdict import EntryReport
from evoproof.console.commands import audit as audit_command
from evoproof.judge.account import report_on
from evoproof.library.catalogue import paper

IDS = """
E01 E01b E02 E03a E03b E04a E04b E05 E06 E07 E08 E08b E09 E10 E11 E12 E13 E14 E14b E14c E15 E16 E17
E18 E19 E20 E21 E22 E23 E24 E25 E26 E27a E27b E27c E27d E28 E29a E29b E29c E29d E30 E31 E32 E33
T01 T02 T03 T04 T05 T06 T07 T08 T09 T10 T11 T11b T12 T13 T14 T15 T16 T17 T18 T19 T20 T21 T22 T23 T24
T25 T26 T27 T28 T29 T30 T31 T32 T33
"""

ENTRIES = read_entries()
BY_ID = {entry.id: entry for entry in ENTRIES}


def test_there_is_an_entry_for_every_equation_and_claim():
    ids = re.findall(r"\w+", IDS)
    assert len(ids) == 79
    assert sorted(BY_ID) == sorted(ids)


def test_nothing_is_judged_by_its_kind_alone():
    """Whatever states something has a part that is judged, and a correction that is shown."""
    for entry in ENTRIES:
        if entry.kind != "informal":
            assert entry.printed, entry.id
            assert entry.corrected, entry.id
            assert entry.by or entry.proof, entry.id
        assert (entry.expect == "true-if") is bool(entry.conditions), entry.id
        assert bool(entry.conditions) is bool(entry.without), entry.id


def test_no_claim_is_the_same_text_twice():
    """An identity whose two sides are one expression would be true of anything."""
    for entry in ENTRIES:
        for one in (*entry.printed, *entry.proof):
            if isinstance(one, Identity):
                assert one.claim.left != one.claim.right, one.claim.name


def test_what_is_cited_is_a_derivation_of_the_paper():
    names = {entry.name for entry in paper()}
    for entry in ENTRIES:
        cited = {one.derivation for one in parts(entry) if isinstance(one, Derived)}
        assert cited <= names, entry.id


@pytest.fixture(scope="module")
def reports() -> dict[str, EntryReport]:
    return {one.name: one for one in audit(ENTRIES, partial(map, done))}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BY_ID))
def test_an_entry_comes_to_its_verdict(reports: dict[str, EntryReport], name: str):
    report = reports[name]
    assert report.ok, (report.verdict, report.reason)
    if report.verdict in ("false", "ill-formed", "true-if"):
        assert report.counterexample is not None
    if report.entry.kind in NATURAL:
        assert report.verdict == NATURAL[report.entry.kind]


@pytest.mark.slow
def test_w_o_is_missing_in_equation_26(reports: dict[str, EntryReport]):
    found = reports["E26"].counterexample
    assert found is not None
    assert set(found.sizes.values()) == {0, 1}
    assert found.tensors["W_O"] != [["1"]]
    assert found.left != found.right


@pytest.mark.slow
def test_the_table_has_a_row_for_each_entry(
    reports: dict[str, EntryReport], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        audit_command, "audit", lambda entries, *_: [reports[e.id] for e in entries]
    )
    found = CliRunner().invoke(audit_command.command, [], standalone_mode=False)
    assert found.return_value == 0
    heads, *rows, last = found.stdout.splitlines()
    assert heads.split() == ["entry", "equation", "printed", "corrected", "time"]
    assert [row.split()[0] for row in rows] == [entry.id for entry in ENTRIES]
    assert last.startswith("79 entries: ")
    assert last.endswith("none not as expected")


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BY_ID))
def test_the_verdicts_hold_when_prover_and_refuter_watch_each_other(
    reports: dict[str, EntryReport], name: str
):
    report = reports[name]
    outcomes = [*report.printed, *report.without, *report.readings, *report.proofs]
    judged = {one.name: one.verdict for one in outcomes if one.report is not None}
    for part in parts(report.entry):
        for claim in claims(part):
            found = report_on(claim)
            assert found.verdict == judged.get(claim.name, "proved"), claim.name
