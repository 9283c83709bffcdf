"""Entries of the audit judged one after the other, and the tasks that this consists of."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from evoproof.audit.entry import Derived, Entry
from evoproof.audit.outcome import Outcome, Prove, Proved, Reports, claims, outcome, parts
from evoproof.audit.verdict import EntryReport
from evoproof.check.proof import judged
from evoproof.check.report import DerivationReport, unreadable
from evoproof.claims.syntax import Claim
from evoproof.errors import EvoproofError
from evoproof.judge.account import report_on
from evoproof.judge.report import ClaimReport
from evoproof.library.catalogue import choose
from evoproof.library.loading import load
from evoproof.refute import Counterexample


@dataclass(frozen=True)
class DerivationName:
    """A derivation to be proved, among the claims to be judged."""

    name: str
    file: str = ""
    expect: str = "proved"
    why: str = ""


@dataclass(frozen=True)
class Summary:
    """What another process found out about a derivation, without its terms and theorems."""

    verdict: str
    counterexample: Counterexample | None
    reason: str | None
    seconds: float


Task: TypeAlias = Claim | DerivationName
Work: TypeAlias = "Callable[[Iterable[Task]], Iterator[Any]]"
"""Does tasks, all given at once, and gives the reports on them in their order."""


def proved(name: str) -> DerivationReport:
    """The report on a derivation of the paper, without numbers."""
    try:
        (choice,) = choose([name])
        derivations = [one for one in load(choice) if one.name == name]
    except EvoproofError as error:
        return unreadable(name, str(error))
    return judged(derivations[0]) if derivations else unreadable(name, "no such derivation")


def audit(
    entries: Sequence[Entry], work: Work, prove: Prove | None = None
) -> Iterator[EntryReport]:
    """A report on every entry, in their order.

    `prove` proves a derivation by its name, once for all entries; without it that is a task, too.
    """
    if prove is None:
        return judged_entries(entries, work(list(tasks(entries))))
    names = frozenset(one.name for one in tasks(entries) if isinstance(one, DerivationName))
    return judged_entries(entries, work(list(tasks(entries, names))), names, prove)


def tasks(entries: Sequence[Entry], elsewhere: Container[str] = ()) -> Iterator[Task]:
    """What is to be done for the entries; a derivation comes once, and not if proved elsewhere."""
    seen: set[str] = set()
    for part in (part for entry in entries for part in parts(entry)):
        if isinstance(part, Derived) and part.derivation not in seen:
            seen.add(part.derivation)
            if part.derivation not in elsewhere:
                yield DerivationName(part.derivation)
        yield from claims(part)


def judged_entries(
    entries: Sequence[Entry],
    reports: Iterator[Any],
    elsewhere: Container[str] = (),
    prove: Prove = proved,
) -> Iterator[EntryReport]:
    """A report on every entry from those on its `tasks`, and from `prove` for those elsewhere."""
    known: dict[str, Proved] = {}

    def once(name: str) -> Proved:
        if name not in known:
            known[name] = prove(name) if name in elsewhere else next(reports)
        return known[name]

    return _reports(entries, reports, once)


def _reports(entries: Sequence[Entry], reports: Reports, prove: Prove) -> Iterator[EntryReport]:
    for entry in entries:
        yield _report(entry, [outcome(part, reports, prove) for part in parts(entry)])


def _report(entry: Entry, outcomes: Sequence[Outcome]) -> EntryReport:
    left = iter(outcomes)
    printed, without, readings = (
        tuple(next(left) for _ in group) for group in (entry.printed, entry.without, entry.readings)
    )
    return EntryReport(entry, printed, without, readings, tuple(left))


def done(task: Task, seed: int = 0) -> ClaimReport | Summary:
    """A task, done by whichever process: what comes of it can be sent to another one."""
    if isinstance(task, Claim):
        return report_on(task, seed, watch=False)
    report = proved(task.name)
    return Summary(report.verdict, report.counterexample, report.reason, report.seconds)
