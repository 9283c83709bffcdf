"""Entries of the audit in a table: a row each, and under a surprise why it is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from evoproof.audit.entry import Derived
from evoproof.audit.verdict import EntryReport
from evoproof.console.counterexamples import INDENT
from evoproof.console.formulas import duration

HEADS = ("entry", "equation", "printed", "corrected", "time")
WIDTHS = (5, 19, 10, 42, 6)


def cells(report: EntryReport) -> tuple[str, ...]:
    entry = report.entry
    return entry.id, entry.equation, report.verdict, _correction(report), duration(report.seconds)


def _correction(report: EntryReport) -> str:
    """What the corrected statement is known by."""
    if report.corrected is None:
        return ""
    names = [one.name for one in report.proofs if isinstance(one.part, Derived)]
    claims = len(report.proofs) - len(names)
    several = f"{claims} claim{'s' * (claims != 1)}"
    known = [*names, *([several] if claims else [])]
    room = WIDTHS[3] - len("proved: ")
    shown = ", ".join(known)
    if len(shown) > room:
        shown = f"{names[0]} and {len(names) - 1 + claims} more" if names else shown
    return f"{report.corrected}: {shown}"


def head() -> Text:
    """The line above the table."""
    return Text(_joined(HEADS, "none").plain, "dim")


def row(report: EntryReport) -> Text:
    """One line of the table."""
    return _joined(cells(report), colour(report))


def _joined(texts: Sequence[str], style: str) -> Text:
    line = Text()
    for number, (cell, width) in enumerate(zip(texts, WIDTHS, strict=True)):
        line.append(f"{cell:<{width}}  ", style=style if number == 2 else "none")
    line.rstrip()
    return line


def colour(report: EntryReport) -> str:
    if not report.ok:
        return "bold red"
    return "bold yellow" if report.verdict in ("false", "ill-formed") else "bold green"


def surprise(report: EntryReport) -> Iterator[Text]:
    """Why an entry is not as expected."""
    yield Text(f"{INDENT}{report.expected} was expected: {report.entry.statement}")
    if report.reason is not None:
        yield from (Text(f"{INDENT}{line}") for line in report.reason.splitlines())
