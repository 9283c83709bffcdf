"""Entries of the audit judged one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from evoproof.audit.entry import Entry
from evoproof.audit.outcome import Outcome, Prove, Reports, claims, outcome, parts
from evoproof.audit.verdict import EntryReport
from evoproof.check.proof import judged
from evoproof.check.report import DerivationReport, unreadable
from evoproof.claims.syntax import Claim
from evoproof.errors import EvoproofError
from evoproof.judge.report import ClaimReport
from evoproof.library.catalogue import choose
from evoproof.library.loading import load


def audit(
    entries: Sequence[Entry],
    judge_all: Callable[[Iterable[Claim]], Iterator[ClaimReport]],
    prove: Prove | None = None,
) -> Iterator[EntryReport]:
    """A report on every entry, in their order.

    `judge_all` is given all claims at once and gives the reports in their order; `prove` proves a
    derivation by its name, once for all entries.
    """
    reports = judge_all(
        [claim for entry in entries for part in parts(entry) for claim in claims(part)]
    )
    return _reports(entries, reports, cache(prove or proved))


def _reports(entries: Sequence[Entry], reports: Reports, prove: Prove) -> Iterator[EntryReport]:
    for entry in entries:
        yield _report(entry, [outcome(part, reports, prove) for part in parts(entry)])


def _report(entry: Entry, outcomes: Sequence[Outcome]) -> EntryReport:
    left = iter(outcomes)
    printed, without, readings = (
        tuple(next(left) for _ in group) for group in (entry.printed, entry.without, entry.readings)
    )
    return EntryReport(entry, printed, without, readings, tuple(left))


def proved(name: str) -> DerivationReport:
    """The report on a derivation of the paper, without numbers."""
    try:
        (choice,) = choose([name])
        derivations = [one for one in load(choice) if one.name == name]
    except EvoproofError as error:
        return unreadable(name, str(error))
    return judged(derivations[0]) if derivations else unreadable(name, "no such derivation")
