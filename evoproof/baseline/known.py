"""How a thing is known, as plain data, read off the report on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from os.path import relpath
from pathlib import Path
from typing import TypeAlias

from evoproof.audit.statement import statement as stated_by_entry
from evoproof.audit.verdict import EntryReport
from evoproof.check.summary import DerivationSummary, StepSummary
from evoproof.claims.statement import statement as stated_by_claim
from evoproof.claims.syntax import Claim
from evoproof.derivations import FOLDER
from evoproof.judge.report import ERROR, ClaimReport

PROVED, TESTED, UNKNOWN, TRIVIAL = "proved", "tested", "unknown", "trivial"
NAMED, AUTO = "named", "auto"
AUDIT = "audit"
"""Where the keys of the audit's entries begin."""

Report: TypeAlias = DerivationSummary | ClaimReport | EntryReport


@dataclass(frozen=True)
class Known:
    """`known`: proved, tested (undecided, and the numbers agree), unknown, or another verdict.

    `statement` is a hash of what is stated. `steps` are those of a derivation: named (proved by
    reasons with names), auto, tested, unknown, or another verdict.
    """

    known: str
    statement: str
    steps: tuple[str, ...] = ()


Baseline: TypeAlias = Mapping[str, Known]
"""By keys "file::name", the file relative to the folder of the baseline."""


def baseline(reports: Iterable[Report], claims: Iterable[Claim], folder: Path) -> dict[str, Known]:
    """How everything is known that was judged; `claims` are those that the reports are on.

    What could not be read is left out; a derivation that was given up has no statement.
    """
    texts = {(one.file, one.name): stated_by_claim(one) for one in claims}
    found: dict[str, Known] = {}
    for report in reports:
        if report.verdict != ERROR:
            text = _short(_statement(report, texts))
            found[key(report, folder)] = Known(_known(report), text, _steps(report))
    return found


def key(report: Report, folder: Path) -> str:
    """The key of what the report is on."""
    if isinstance(report, EntryReport):
        return f"{AUDIT}::{report.name}"
    file = Path(report.file).resolve()
    if file.parent == FOLDER.resolve():
        return f"evoproof/derivations/{file.name}::{report.name}"
    return f"{Path(relpath(file, folder.resolve())).as_posix()}::{report.name}"


def _statement(report: Report, claims: Mapping[tuple[str, str], str]) -> str:
    match report:
        case DerivationSummary():
            return report.statement
        case ClaimReport():
            return claims[report.file, report.name]
        case EntryReport():
            return stated_by_entry(report.entry)


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16] if text else ""


def _known(report: Report) -> str:
    if isinstance(report, DerivationSummary) and report.verdict == UNKNOWN:
        held = all(word in (NAMED, AUTO, TESTED) for word in _steps(report))
        return TESTED if held and report.steps else UNKNOWN
    if isinstance(report, ClaimReport) and report.trivial:
        return TRIVIAL
    return report.verdict


def _steps(report: Report) -> tuple[str, ...]:
    return tuple(map(_step, report.steps)) if isinstance(report, DerivationSummary) else ()


def _step(step: StepSummary) -> str:
    if step.verdict == PROVED:
        return AUTO if step.automatic else NAMED
    tested = step.verdict == UNKNOWN and step.numbers is not None and step.numbers.agree
    return TESTED if tested else step.verdict
