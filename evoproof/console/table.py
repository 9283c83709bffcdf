"""The table of the gate: one row a derivation or a claim, and under each surprise what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from evoproof.check.report import DerivationReport, Report
from evoproof.console import claims, derivations
from evoproof.console.chain import COLOURS
from evoproof.console.terminal import Terminal
from evoproof.judge.report import ClaimReport


class Table:
    """Prints rows as they come; `quiet` leaves out what is as expected, `mute` everything.

    `names` are those that a row may be about. Claims and derivations have columns of their own:
    the heads stand where one kind follows the other.
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
        self._kind: type[Report] | None = None

    def row(self, report: Report) -> None:
        if self._mute or (self._quiet and report.ok):
            return
        if isinstance(report, DerivationReport) and report.derivation is None:
            self._to.line(Text("error", style="bold red").append(f"  {report.reason}", "default"))
            return
        if type(report) is not self._kind and not self._quiet:
            self._to.line(Text(self._head(report).plain, style="dim"))
        self._kind = type(report)
        self._to.line(self._cells(report))
        for line in self._under(report):
            self._to.line(line)

    def close(self, reports: Sequence[Report]) -> None:
        """How many of each verdict; nothing to check is said aloud."""
        if not reports:
            self._to.note("evoproof: nothing to check")
        elif not self._quiet:
            counts = Counter(report.verdict for report in reports)
            said = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
            self._to.line(f"{len(reports)} checked: {said}{self._surprises(reports)}")

    def _surprises(self, reports: Sequence[Report]) -> str:
        """Said where the verdicts alone do not tell: some claims are expected to be false."""
        claimed = any(isinstance(report, ClaimReport) for report in reports)
        wrong = sum(not report.ok for report in reports)
        return f"; {wrong or 'none'} not as expected" if claimed else ""

    def _head(self, report: Report) -> Text:
        return self._joined(report, _columns(report)[0])

    def _cells(self, report: Report) -> Text:
        if isinstance(report, ClaimReport):
            return self._joined(report, claims.cells(report), claims.colour(report))
        style = COLOURS.get(report.verdict, "bold red")
        return self._joined(report, derivations.cells(report), style)

    def _joined(self, report: Report, cells: Sequence[str], style: str = "none") -> Text:
        line = Text()
        widths = (self._first, *_columns(report)[1][1:])
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            line.append(f"{cell:<{width}}  ", style=style if number == 1 else "none")
        line.rstrip()
        return line

    def _under(self, report: Report) -> Iterator[Text]:
        to, verbose = self._to, self._verbose
        if isinstance(report, DerivationReport):
            yield from derivations.details(report, to.glyphs, to.width, verbose=verbose)
            return
        if verbose or not report.ok:
            yield from claims.details(report, to.width, verbose=verbose, forms=verbose)
        else:
            yield from claims.warnings(report)


def _columns(report: Report) -> tuple[tuple[str, ...], tuple[int, ...]]:
    kind = claims if isinstance(report, ClaimReport) else derivations
    return kind.HEADS, kind.WIDTHS
