"""`evoproof audit [ID ...]`: every equation of the paper as printed, judged, and its correction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

import click
from rich.text import Text

from evoproof.audit.documents import document
from evoproof.audit.entry import Entry
from evoproof.audit.reading import read_entries
from evoproof.audit.run import audit, proved
from evoproof.audit.verdict import EntryReport
from evoproof.check.exit_codes import exit_code
from evoproof.console.audit import head, row, surprise
from evoproof.console.auditing import working
from evoproof.console.entry import whole
from evoproof.console.terminal import Terminal


@click.command("audit")
@click.argument("ids", metavar="[ID ...]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option("-j", "jobs", type=click.IntRange(min=1), help="Work in so many processes.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the searches.")
@click.option("-q", "--quiet", is_flag=True, help="Only surprises.")
def command(ids: tuple[str, ...], as_json: bool, jobs: int | None, seed: int, quiet: bool) -> int:
    """Judge the paper's equations and claims as printed, and prove what corrects them.

    Without an ID: a table of all. ID, such as E26: the entry whole, with its counterexample and the
    proof of its correction. Exit codes: 0 every verdict as expected; 1 some other verdict; 2 no
    such entry, or one that cannot be read; 3 something is undecided.
    """
    entries = _chosen(read_entries(), ids)
    terminal = Terminal(quiet=quiet)
    reports: list[EntryReport] = []
    if not (ids or quiet or as_json):
        terminal.line(head())
    with working(seed, jobs, beside=bool(ids)) as work:
        for report in audit(entries, work, proved if ids else None):
            reports.append(report)
            if not as_json:
                _print(report, terminal, alone=bool(ids), quiet=quiet)
    if as_json:
        terminal.raw(document(reports))
    elif not ids and not quiet:
        terminal.line(_summary(reports))
    return exit_code(reports)


def _chosen(entries: Sequence[Entry], ids: Sequence[str]) -> Sequence[Entry]:
    known = {entry.id: entry for entry in entries}
    for one in ids:
        if one not in known:
            close = get_close_matches(one, known, 3)
            hint = f"; did you mean {' or '.join(close)}?" if close else ""
            raise click.UsageError(f"there is no entry {one}{hint}")
    return [known[one] for one in ids] if ids else entries


def _print(report: EntryReport, terminal: Terminal, *, alone: bool, quiet: bool) -> None:
    if quiet and report.ok:
        return
    if alone:
        for line in whole(report, terminal.glyphs, terminal.width):
            terminal.line(line)
        terminal.line()
        return
    terminal.line(row(report))
    if not report.ok:
        for line in surprise(report):
            terminal.line(line)


def _summary(reports: Sequence[EntryReport]) -> Text:
    counts = Counter(report.verdict for report in reports)
    said = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
    wrong = sum(not report.ok for report in reports)
    return Text(f"{len(reports)} entries: {said}; {wrong or 'none'} not as expected")
