"""The table of the gate: one row a derivation or a claim, and under each surprise what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from rich.text import Text

from evoproof.audit.verdict import EntryReport
from evoproof.calc.derivation import PROVED
from evoproof.check.summary import DerivationSummary
from evoproof.console import audit, claims, derivations
from evoproof.console.chain import COLOURS
from evoproof.console.terminal import Terminal
from evoproof.judge.report import ClaimReport

Row: TypeAlias = DerivationSummary | ClaimReport | EntryReport


class Table:
    """Prints rows as they come; `quiet` leaves out what is as expected, `mute` everything.

    `names` are those that a row may be about. Claims and derivations have columns of their own:
    the heads stand where one kind follows the other. Entries of the audit have a table of their
    own (`evoproof audit`); here they stand where they are not as expected, and are counted.
    """

    def __init__(
        self,
        terminal: Terminal,
        names: Iterable[str],
        *,
        quiet: bool,
        verbose: bool,
        mute: bool,
    ) -> None:
        self._to, self._quiet, self._verbose, self._mute = terminal, quiet, verbose, mute
        self._first = max(len(derivations.HEADS[0]), *map(len, names), 0)
        self._kind: type[Row] | None = None

    def row(self, report: Row) -> None:
        silent = self._quiet or isinstance(report, EntryReport)
        if self._mute or (silent and report.ok):
            return
        if isinstance(report, DerivationSummary) and report.verdict == "error":
            self._to.line(Text("error", style="bold red").append(f"  {report.reason}", "default"))
            return
        if type(report) is not self._kind and not self._quiet:
            self._to.line(Text(self._head(report).plain, style="dim"))
        self._kind = type(report)
        self._to.line(self._cells(report))
        for line in self._under(report):
            self._to.line(line)

    def close(self, reports: Sequence[Row]) -> None:
        """How many of each verdict; nothing to check is said aloud."""
        if not reports:
            self._to.note("evoproof: nothing to check")
        elif not self._quiet:
            entries = [report for report in reports if isinstance(report, EntryReport)]
            others = [report for report in reports if not isinstance(report, EntryReport)]
            if others:
                said = _counted(others, surprises=any(map(_may_differ, others)))
                self._to.line(f"{len(others)} checked: {said}")
            if entries:
                self._to.line(f"audit of {len(entries)}: {_counted(entries, surprises=True)}")

    def _head(self, report: Row) -> Text:
        return self._joined(report, _columns(report)[0])

    def _cells(self, report: Row) -> Text:
        if isinstance(report, EntryReport):
            return audit.row(report)
        if isinstance(report, ClaimReport):
            return self._joined(report, claims.cells(report), claims.colour(report))
        style = "bold green" if report.ok else COLOURS.get(report.verdict, "bold red")
        return self._joined(report, derivations.cells(report), style)

    def _joined(self, report: Row, cells: Sequence[str], style: str = "none") -> Text:
        line = Text()
        widths = (self._first, *_columns(report)[1][1:])
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            line.append(f"{cell:<{width}}  ", style=style if number == 1 else "none")
        line.rstrip()
        return line

    def _under(self, report: Row) -> Iterator[Text]:
        to, verbose = self._to, self._verbose
        if isinstance(report, DerivationSummary):
            yield from derivations.details(report, to.width, verbose=verbose)
            return
        if isinstance(report, EntryReport):
            yield from audit.surprise(report)
            return
        if verbose or not report.ok:
            yield from claims.details(report, to.width, verbose=verbose, forms=verbose)
        else:
            yield from claims.warnings(report)


def _counted(reports: Sequence[Row], *, surprises: bool) -> str:
    """How many of each verdict; the surprises, where the verdicts alone do not tell."""
    counts = Counter(report.verdict for report in reports)
    said = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
    wrong = sum(not report.ok for report in reports)
    return said + (f"; {wrong or 'none'} not as expected" if surprises else "")


def _may_differ(report: Row) -> bool:
    """Whether the verdict alone does not say if it is the expected one."""
    return isinstance(report, ClaimReport) or report.expected != PROVED


def _columns(report: Row) -> tuple[tuple[str, ...], tuple[int, ...]]:
    if isinstance(report, EntryReport):
        return audit.HEADS, audit.WIDTHS
    kind = claims if isinstance(report, ClaimReport) else derivations
    return kind.HEADS, kind.WIDTHS
