"""One entry of the audit whole: what is printed, why it fails, and the proof of its correction."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from rich.text import Text

from evoproof.audit.abbreviations import used
from evoproof.audit.entry import INFORMAL, Derived, Formula, Identity, Rank
from evoproof.audit.outcome import WRONG, Outcome
from evoproof.audit.verdict import EntryReport
from evoproof.claims.syntax import Claim, Expr
from evoproof.claims.text import text
from evoproof.console.audit import colour, surprise
from evoproof.console.chain import chain
from evoproof.console.counterexamples import INDENT, SIDES, counterexample
from evoproof.console.formulas import duration
from evoproof.judge.report import PROVED
from evoproof.show.text import Glyphs

LABEL = 13
"""The width of the column of labels."""


def whole(report: EntryReport, glyphs: Glyphs, width: int) -> Iterator[Text]:
    """Everything that a run finds out about an entry; of several derivations the first one."""
    entry = report.entry
    head = Text(f"{entry.id}  Eq. {entry.equation}: ", style="bold")
    yield head.append(report.verdict, colour(report))
    yield from _labelled("printed", entry.statement, width)
    yield from _labelled("why", entry.why, width)
    for condition in entry.conditions:
        yield from _labelled("if", condition, width)
    for one in report.printed:
        yield from _part("as printed", one, width)
    for one in report.without:
        yield from _part("without", one, width)
    for one in report.readings:
        yield from _part("read as" if entry.kind == INFORMAL else "besides", one, width)
    yield from _correction(report, glyphs, width)
    if not report.ok:
        yield from surprise(report)


def _correction(report: EntryReport, glyphs: Glyphs, width: int) -> Iterator[Text]:
    if not report.proofs:
        return
    yield Text()
    yield from _labelled("corrected", report.entry.corrected, width)
    derived = [one for one in report.proofs if one.derivation is not None]
    if derived:
        names = [f"{one.name}: {one.verdict}" for one in derived]
        yield from _labelled("by", ", ".join(names), width)
    for one in report.proofs:
        if one.derivation is None:
            yield from _part("shown by", one, width)
    for one in derived[:1]:
        yield Text()
        yield from _derivation(one, glyphs, width)


def _derivation(one: Outcome, glyphs: Glyphs, width: int) -> Iterator[Text]:
    report = one.derivation
    if report is not None and report.derivation is not None:
        yield from chain(report, report.derivation, glyphs, width, kernel=False)


def _part(label: str, one: Outcome, width: int) -> Iterator[Text]:
    yield Text()
    yield from _labelled(label, one.part.says, width)
    yield from _formula(one, width)
    style = "yellow" if one.verdict in WRONG else "green"
    yield Text(INDENT).append(f"{one.verdict} ({duration(one.seconds)})", style)
    if one.found is not None:
        shown = "witness" if one.verdict == PROVED else "counterexample"
        yield from counterexample(one.found, SIDES, shown)
    elif one.verdict not in (PROVED, *WRONG):
        yield Text(f"{INDENT}{one.reason}")
    yield from (Text(f"{INDENT}warning: {warning}", "yellow") for warning in one.warnings)


def _formula(one: Outcome, width: int) -> Iterator[Text]:
    """The two sides as they are written, or the name of the derivation."""
    part = one.part
    if isinstance(part, Derived):
        yield Text(f"{INDENT}derivation {part.derivation}", "cyan")
        return
    lines = _lines(part)
    for line in lines:
        yield from _wrapped(line, width, "cyan")
    for line in used(part.let, lines):
        yield from _wrapped(f"  where {line}", width, "dim")


def _lines(part: Identity | Formula | Rank) -> list[str]:
    match part:
        case Formula(claim=claim):
            return [f"  {_written(claim.written[0], claim.left)}"]
        case Rank(claim=claim, relation=relation, every=every):
            quantified = f"  for {'all' if every else 'some'} sizes and entries"
            return [quantified, *_sides(claim, "  rank of ", f"  {relation} ")]
        case Identity(claim=claim, premise=None):
            return _sides(claim, "  ", "= ")
        case Identity(claim=claim, premise=Claim() as premise):
            return ["  where", *_sides(premise, "  ", "= "), "  also", *_sides(claim, "  ", "= ")]
    raise TypeError(part)


def _sides(claim: Claim, before_left: str, before_right: str) -> list[str]:
    left, right = claim.written
    return [
        f"{before_left}{_written(left, claim.left)}",
        f"{before_right}{_written(right, claim.right)}",
    ]


def _written(short: str, expr: Expr) -> str:
    """With the abbreviations as they stand in the file, if there are any."""
    return short or text(expr)


def _labelled(label: str, said: str, width: int) -> Iterator[Text]:
    """The label at the left, and beside it the lines of what is said."""
    lines = wrap(said, max(40, width - LABEL)) or [""]
    first = Text(f"{label:<{LABEL}}", "bold").append(lines[0], "default")
    first.rstrip()
    yield first
    yield from (Text(" " * LABEL + line) for line in lines[1:])


def _wrapped(line: str, width: int, style: str) -> Iterator[Text]:
    """Broken at blanks, the rest further in."""
    start = len(line) - len(line.lstrip())
    room = max(40, width - len(INDENT))
    lines = wrap(line, room, initial_indent=" " * start, subsequent_indent=" " * (start + 8))
    yield from (Text(f"{INDENT}{one}", style) for one in lines)
