"""What a run of the gate has to do, and the reports on it as they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from evoproof.audit.entry import Entry as AuditEntry
from evoproof.audit.reading import read_entries
from evoproof.audit.run import judged_entries, tasks
from evoproof.audit.verdict import EntryReport
from evoproof.check.summary import DerivationSummary
from evoproof.claims.syntax import Claim
from evoproof.console.chosen import Chosen
from evoproof.console.reading import Planned, planned
from evoproof.console.selection import Selection
from evoproof.console.table import Row
from evoproof.console.tasks import Audited, InFile, Judge, Task
from evoproof.console.terminal import Terminal
from evoproof.judge.report import ClaimReport


@dataclass(frozen=True)
class Work:
    """Derivations and claims, or the reports on what cannot be read; behind them the audit."""

    plan: tuple[Planned, ...]
    entries: tuple[AuditEntry, ...]

    @property
    def size(self) -> int:
        return len(self.plan) + len(self.entries)

    @property
    def claims(self) -> list[Claim]:
        return [one for one in self.plan if isinstance(one, Claim)]

    def tasks(self) -> list[Task]:
        """All that is to be judged, in the order in which `reports` takes the answers."""
        readable = [one for one in self.plan if isinstance(one, InFile | Claim)]
        return [*readable, *map(Audited, tasks(self.entries, self._proved()))]

    def reports(self, answers: Iterator[Any], terminal: Terminal) -> Iterator[Row]:
        """Each as it comes; a derivation that the audit cites is not proved again for it."""
        derivations: dict[str, DerivationSummary] = {}
        for number, one in enumerate(self.plan):
            report = one if isinstance(one, DerivationSummary | ClaimReport) else None
            if report is None:
                with terminal.working(f"{one.name} ...", number, self.size):
                    report = next(answers)
            if isinstance(report, DerivationSummary):
                derivations[report.name] = report
            yield report
        judged = judged_entries(self.entries, answers, self._proved(), derivations.__getitem__)
        for number, entry in enumerate(self.entries, len(self.plan)):
            with terminal.working(f"{entry.id}: {entry.statement} ...", number, self.size):
                found: EntryReport = next(judged)
            yield found

    def _proved(self) -> frozenset[str]:
        return frozenset(one.name for one in self.plan if isinstance(one, InFile))


def work(found: Chosen, selection: Selection, judge: Judge, *, audit: bool) -> Work:
    """What the selection wants of the files, and of the audit."""
    choices = [choice for choice in found.choices if selection.wants(choice)]
    entries = read_entries() if audit else ()
    return Work(
        tuple(one for file in choices for one in planned(file, judge, selection.named(file))),
        tuple(one for one in entries if selection.wants_entry(one.id)),
    )
