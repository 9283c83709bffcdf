"""`evoproof check`: the gate over derivations and claims files, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeAlias

import click

from evoproof.audit.documents import gate_result as entry_result
from evoproof.audit.entry import Entry as AuditEntry
from evoproof.audit.reading import read_entries
from evoproof.audit.run import Work, audit, proved
from evoproof.audit.verdict import EntryReport
from evoproof.calc import Derivation
from evoproof.check.check import check
from evoproof.check.documents import result, written
from evoproof.check.exit_codes import exit_code
from evoproof.check.report import DerivationReport, Report
from evoproof.console import claim_files
from evoproof.console.auditing import working
from evoproof.console.claim_files import Entry, JudgeAll
from evoproof.console.reading import names_in, report_on
from evoproof.console.selection import Selection
from evoproof.console.table import Row, Table
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import Choice, choose
from evoproof.numeric.check import device as find_device

Judge: TypeAlias = "Callable[[Derivation], DerivationReport]"
Claims: TypeAlias = "Mapping[Choice, Sequence[Entry]]"


@click.command("check")
@click.argument("names", metavar="[NAME|FILE.py|FILE.toml ...]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option("--symbolic-only", is_flag=True, help="Leave the numbers out; needs no torch.")
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="auto",
    show_default=True,
    help="Where the numbers are computed.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of sizes and entries.")
@click.option("-k", "expression", metavar="EXPR", help="Only names that match: conv and not even.")
@click.option("-x", "stop", is_flag=True, help="Stop at the first surprise.")
@click.option("-j", "jobs", type=click.IntRange(min=1), help="Judge this many claims at once.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Leave a claim undecided after so long.",
)
@click.option("-q", "--quiet", is_flag=True, help="Only surprises.")
@click.option("-v", "--verbose", is_flag=True, help="Each step, and the proof of each claim.")
def command(
    names: tuple[str, ...],
    as_json: bool,
    symbolic_only: bool,
    device: str,
    seed: int,
    expression: str | None,
    stop: bool,
    jobs: int | None,
    timeout: float | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check claims files, and that derivations are proved and confirmed by numbers.

    Without a NAME: all of the paper's derivations, and the audit of its equations. Exit codes: 0
    every verdict as expected; 1 some other verdict; 2 something cannot be read; 3 something is
    undecided; 4 nothing to check; 5 an internal error.
    """
    selection = Selection(expression)
    choices = [choice for choice in choose(names) if selection.wants(choice)]
    if not symbolic_only and not all(choice.is_claims for choice in choices):
        find_device(device)
    claims = _claims(choices, selection)
    terminal = Terminal(quiet=quiet)
    found = [name for choice in choices for name in _names(choice, claims)]
    table = Table(terminal, found, quiet=quiet or as_json, verbose=verbose, mute=as_json)
    judge = partial(check, numbers=not symbolic_only, device=device, seed=seed)
    glyphs = terminal.glyphs if verbose else None
    reports: list[Row] = []
    entries = () if names else [one for one in read_entries() if selection.wants_entry(one.id)]
    with (
        claim_files.judging(seed, glyphs, jobs, timeout) as judge_all,
        working(seed, jobs, beside=True) as work,
    ):
        audited = _audited(entries, reports, work)
        judged = _reports(choices, selection, claims, judge, judge_all, terminal)
        for report in chain(judged, _told(entries, audited, terminal)):
            reports.append(report)
            table.row(report)
            if stop and not report.ok:
                break
    if as_json:
        terminal.raw(written(reports, [_result(report) for report in reports]))
    table.close(reports)
    return exit_code(reports)


def _result(report: Row) -> dict[str, Any]:
    return entry_result(report) if isinstance(report, EntryReport) else result(report)


def _audited(
    entries: Sequence[AuditEntry], reports: Sequence[Row], work: Work
) -> Iterator[EntryReport]:
    """The audit; a derivation that has been judged already is not proved again."""

    def prove(name: str) -> DerivationReport:
        done = (one for one in reports if isinstance(one, DerivationReport) and one.name == name)
        return next(done, None) or proved(name)

    return audit(entries, work, prove) if entries else iter(())


def _told(
    entries: Sequence[AuditEntry], audited: Iterator[EntryReport], terminal: Terminal
) -> Iterator[EntryReport]:
    for entry in entries:
        with terminal.working(f"{entry.id}: {entry.statement} ..."):
            report = next(audited)
        yield report


def _claims(choices: Sequence[Choice], selection: Selection) -> Claims:
    """The wanted claims of every claims file; each file is read once."""
    files = [choice for choice in choices if choice.is_claims]
    return {choice: claim_files.entries(choice, selection.named(choice)) for choice in files}


def _names(choice: Choice, claims: Claims) -> Sequence[str]:
    """What a row may be called."""
    if choice in claims:
        return [one.name for one in claims[choice]]
    return names_in(choice)


def _reports(
    choices: Sequence[Choice],
    selection: Selection,
    claims: Claims,
    judge: Judge,
    judge_all: JudgeAll,
    terminal: Terminal,
) -> Iterator[Report]:
    for choice in choices:
        if choice in claims:
            yield from claim_files.reports(claims[choice], judge_all, terminal)
        else:
            yield from report_on(choice, judge, terminal, selection.named(choice))
