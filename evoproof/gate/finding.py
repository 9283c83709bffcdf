"""Everything that a gate has judged, each in the same form, for whoever writes it down."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from evoproof.audit.verdict import EntryReport
from evoproof.check.summary import DerivationSummary
from evoproof.gate.messages import Report, counterexample_line, one_line, problem, reason, why_of
from evoproof.gate.paths import relative
from evoproof.gate.rules import RULES, Rule, rule_of
from evoproof.judge.report import ClaimReport

Kind: TypeAlias = Literal["derivation", "claim", "entry", "file", "baseline"]
Level: TypeAlias = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """One thing that was judged; every text in it is a line without control characters.

    `file` is seen from the root of the repository, with slashes; `line` is 0 where it is not known.
    `rule` is None for what simply passes. `lines`: where, which, what was found and what was
    expected; and below it the counterexample, or what would do. `seconds` is the time it took.
    """

    kind: Kind
    file: str
    line: int
    name: str
    verdict: str
    expected: str
    ok: bool
    why: str
    lines: tuple[str, str]
    seconds: float
    rule: Rule | None = None

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def erratum(self) -> bool:
        """Whether it fails as it was expected to."""
        return self.ok and self.rule is not None

    @property
    def level(self) -> Level:
        """A surprise is an error, what is undecided a warning, what is as expected a note."""
        if self.ok:
            return "note"
        return "warning" if self.rule is not None and self.rule.name == "undecided" else "error"


@dataclass(frozen=True)
class Judged:
    """What a run has judged; `stopped` says so where it was stopped before all of it was."""

    findings: tuple[Finding, ...]
    stopped: str = ""


def findings(reports: Iterable[Report], root: Path) -> tuple[Finding, ...]:
    """The reports in their order, their files seen from the folder `root`."""
    return tuple(_finding(report, root) for report in reports)


def changed(key: str, kind: str, said: str, folder: Path, root: Path) -> Finding:
    """What is not as it was recorded under the key "file::name", the file as seen from `folder`."""
    file, _, name = key.rpartition("::")
    place = one_line(relative(str(folder / file), root) if (folder / file).exists() else file)
    rule, named = RULES["not-as-recorded"], one_line(name)
    return Finding(
        "baseline", place, 0, f"{named} (baseline)", kind, "as recorded", False, "",
        (f"{place}: {named}: {one_line(said)}", rule.advice), 0.0, rule,
    )  # fmt: skip


def _finding(report: Report, root: Path) -> Finding:
    file, line = one_line(_file(report, root)), _line(report)
    rule = rule_of(report)
    place = f"{file}:{line}" if line else file
    return Finding(
        _kind(report), file, line, one_line(report.name), report.verdict, report.expected,
        report.ok, one_line(why_of(report)), (_first(report, place), _second(report, rule)),
        report.seconds, rule,
    )  # fmt: skip


def _kind(report: Report) -> Kind:
    if isinstance(report, EntryReport):
        return "entry"
    if not report.name:
        return "file"
    return "claim" if isinstance(report, ClaimReport) else "derivation"


def _file(report: Report, root: Path) -> str:
    if isinstance(report, EntryReport):
        return f"derivations/audit/{report.entry.chapter}.toml"
    return relative(report.file, root)


def _line(report: Report) -> int:
    """Of the step that decides, or where it begins; of an unreadable file what its reason says."""
    if isinstance(report, EntryReport):
        return 0
    if report.verdict == "error":
        return report.line or _blamed(report.file, reason(report))[0]
    if isinstance(report, DerivationSummary):
        steps = (step.line for step in report.steps if step.verdict == report.verdict != "proved")
        return next(steps, report.line)
    return report.line


def _blamed(file: str, said: str) -> tuple[int, str]:
    """The line in a reason that begins with its file, or 0, and what is said of it."""
    found = re.match(rf"(?:.*?[/\\])?{re.escape(Path(file).name)}(?::(\d+))?: ", said)
    return (int(found[1] or 0), said[found.end() :]) if found else (0, said)


def _first(report: Report, place: str) -> str:
    if report.verdict == "error" and not isinstance(report, EntryReport):
        _, said = _blamed(report.file, reason(report))
        return one_line(f"{place}: {said.partition(chr(10))[0]}")
    return one_line(f"{place}: {report.name}: {problem(report)}")


def _second(report: Report, rule: Rule | None) -> str:
    """The counterexample, the reasons that would do, the report's own hint, or the rule's."""
    if report.counterexample is not None:
        return counterexample_line(report.counterexample)
    if isinstance(report, DerivationSummary):
        would = [one for step in report.steps if step.failure for one in step.failure.would]
        if would:
            return one_line(f"it holds by: {', '.join(would)}")
    below = reason(report).partition("\n")[2].splitlines()
    if report.verdict == "error" and below:
        return one_line(below[-1])
    return rule.advice if rule is not None else ""
