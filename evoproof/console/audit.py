"""Entries of the audit: a row each, or one of them whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.text import Text

from evoproof.audit.entry import Derived, Formula, Rank
from evoproof.audit.outcome import WRONG, Outcome
from evoproof.audit.verdict import EntryReport
from evoproof.claims.syntax import Claim, Expr
from evoproof.claims.text import text
from evoproof.console.chain import chain
from evoproof.console.counterexamples import INDENT, SIDES, counterexample
from evoproof.console.formulas import duration
from evoproof.judge.report import PROVED
from evoproof.show.text import Glyphs

HEADS = ("entry", "equation", "printed", "corrected", "time")
WIDTHS = (5, 16, 10, 40, 6)


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


def row(report: EntryReport) -> Text:
    """One line of the table."""
    line = Text()
    for number, (cell, width) in enumerate(zip(cells(report), WIDTHS, strict=True)):
        line.append(f"{cell:<{width}}  ", style=colour(report) if number == 2 else "none")
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


def whole(report: EntryReport, glyphs: Glyphs, width: int) -> Iterator[Text]:
    """Everything that a run finds out about an entry."""
    entry = report.entry
    head = Text(f"{entry.id}  Eq. {entry.equation}: ", style="bold")
    yield head.append(report.verdict, colour(report))
    yield Text(f"printed: {entry.statement}")
    yield Text(f"{entry.why}")
    for condition in entry.conditions:
        yield Text(f"{INDENT}if {condition}")
    for one in report.printed:
        yield from _part("as printed", one)
    for one in report.without:
        yield from _part("without a condition", one)
    for one in report.readings:
        yield from _part("read as", one)
    if entry.corrected:
        yield Text(f"corrected: {entry.corrected}")
    for one in report.proofs:
        yield from _proof(one, glyphs, width)
    if not report.ok:
        yield from surprise(report)


def _part(label: str, one: Outcome) -> Iterator[Text]:
    said = f": {one.part.says}" if one.part.says else ""
    yield Text(f"{label}{said}")
    yield from _formula(one)
    style = "yellow" if one.verdict in WRONG else "green"
    yield Text(INDENT).append(_verdict(one), style)
    if one.found is not None:
        label = "witness" if one.verdict == PROVED else "counterexample"
        yield from counterexample(one.found, SIDES, label)


def _formula(one: Outcome) -> Iterator[Text]:
    """The two sides as they are written, or the name of the derivation."""
    part = one.part
    match part:
        case Derived(derivation=name):
            yield Text(f"{INDENT}derivation {name}")
            return
        case Formula(claim=claim):
            lines = [_written(claim.written[0], claim.left)]
        case Rank(relation=relation, every=every):
            lines = _sides(part.claim, "rank of ", f"{relation} ")
            lines.append("for all entries" if every else "for some entries")
        case _:
            lines = _sides(part.claim, "  ", "= ")
    yield from (Text(f"{INDENT}{line}", "cyan") for line in lines)
    yield from (Text(f"{INDENT}where {one}", "dim") for one in _used(part.let, lines))


def _used(let: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """The abbreviations that stand in the lines, and those that stand in them, in their order."""
    words = set(re.findall(r"\w+", " ".join(lines)))
    found: list[str] = []
    for one in reversed(let):
        if re.split(r"\W", one, maxsplit=1)[0] in words:
            words.update(re.findall(r"\w+", one))
            found.append(one)
    yield from reversed(found)


def _sides(claim: Claim, before_left: str, before_right: str) -> list[str]:
    left, right = claim.written
    return [
        f"{before_left}{_written(left, claim.left)}",
        f"{before_right}{_written(right, claim.right)}",
    ]


def _written(short: str, expr: Expr) -> str:
    """With the abbreviations as they stand in the file, if there are any."""
    return short or text(expr)


def _verdict(one: Outcome) -> str:
    return f"{one.verdict} ({duration(one.seconds)})"


def _proof(one: Outcome, glyphs: Glyphs, width: int) -> Iterator[Text]:
    report = one.derivation
    if report is None:
        yield from _part("shown by", one)
    elif report.derivation is None:
        yield Text(f"{one.name}: {report.reason}", "red")
    else:
        yield Text()
        yield from chain(report, report.derivation, glyphs, width, kernel=False)
