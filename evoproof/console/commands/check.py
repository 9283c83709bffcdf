"""`evoproof check`: the gate over derivations and claims files, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import click

from evoproof.audit.documents import gate_result as entry_result
from evoproof.audit.entry import Entry as AuditEntry
from evoproof.audit.outcome import Proved
from evoproof.audit.reading import read_entries
from evoproof.audit.run import judged_entries, tasks
from evoproof.audit.verdict import EntryReport
from evoproof.check.documents import result, written
from evoproof.check.exit_codes import exit_code
from evoproof.check.summary import DerivationSummary
from evoproof.console.judging import executor_from, judging, processes
from evoproof.console.memory import memory
from evoproof.console.reading import Planned, planned
from evoproof.console.selection import Selection
from evoproof.console.table import Row, Table
from evoproof.console.tasks import Audited, InFile, Judge
from evoproof.console.terminal import Terminal
from evoproof.judge.report import ClaimReport
from evoproof.library.catalogue import choose
from evoproof.numeric.check import device as find_device


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
@click.option(
    "--sizes",
    type=click.Choice(["small", "medium", "large"]),
    default="medium",
    show_default=True,
    help="Up to which sizes numbers are taken.",
)
@click.option(
    "--max-memory",
    callback=memory,
    metavar="BYTES",
    help="Memory for one evaluation: 500MB, 2GiB; a quarter of the device's unless given.",
)
@click.option("-k", "expression", metavar="EXPR", help="Only names that match: conv and not even.")
@click.option("-x", "stop", is_flag=True, help="Stop at the first surprise.")
@click.option("-j", "jobs", type=click.IntRange(min=1), help="Judge in so many processes.")
@click.option(
    "--executor",
    metavar="MODULE:FACTORY",
    help="Judge by the concurrent.futures.Executor that FACTORY() makes.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Leave undecided what takes longer.",
)
@click.option("-q", "--quiet", is_flag=True, help="Only surprises.")
@click.option("-v", "--verbose", is_flag=True, help="Each step, and the proof of each claim.")
def command(
    names: tuple[str, ...],
    as_json: bool,
    symbolic_only: bool,
    device: str,
    seed: int,
    sizes: str,
    max_memory: int | None,
    expression: str | None,
    stop: bool,
    jobs: int | None,
    executor: str | None,
    timeout: float | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check claims files, and that derivations are proved and confirmed by numbers.

    Without a NAME: all of the paper's derivations, and the audit of its equations. Exit codes: 0
    every verdict as expected; 1 some other verdict; 2 something cannot be read; 3 something is
    undecided; 4 nothing to check; 5 an internal error.
    """
    if executor is not None and (jobs or timeout):
        raise click.UsageError("--executor: its own processes know no -j and no --timeout")
    selection = Selection(expression)
    choices = [choice for choice in choose(names) if selection.wants(choice)]
    if not symbolic_only and not all(choice.is_claims for choice in choices):
        find_device(device)
    terminal = Terminal(quiet=quiet)
    judge = Judge(not symbolic_only, device, seed, terminal.glyphs, verbose, sizes, max_memory)
    plan = [one for choice in choices for one in planned(choice, judge, selection.named(choice))]
    entries = () if names else [one for one in read_entries() if selection.wants_entry(one.id)]
    proved = frozenset(one.name for one in plan if isinstance(one, InFile))
    work = [
        *(one for one in plan if not isinstance(one, DerivationSummary | ClaimReport)),
        *map(Audited, tasks(entries, proved)),
    ]
    if executor is None and jobs is None:
        jobs = processes(work, numbers=not symbolic_only)
    reports: list[Row] = []
    table = Table(
        terminal, [one.name for one in plan], quiet=quiet or as_json, verbose=verbose, mute=as_json
    )
    made = executor_from(executor) if executor is not None else None
    with judging(judge, jobs, timeout, made) as judge_all:
        answers = judge_all(work)
        rows = _rows(plan, answers, terminal, len(plan) + len(entries))
        for report in chain(rows, _audited(entries, answers, proved, reports, terminal)):
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


def _rows(
    plan: Sequence[Planned], answers: Iterator[Any], terminal: Terminal, total: int
) -> Iterator[Row]:
    """The reports on what the files hold, in its order."""
    for number, one in enumerate(plan, 1):
        if isinstance(one, DerivationSummary | ClaimReport):
            yield one
            continue
        with terminal.working(f"{one.name} ...", number - 1, total):
            report = next(answers)
        yield report


def _audited(
    entries: Sequence[AuditEntry],
    answers: Iterator[Any],
    proved: frozenset[str],
    reports: Sequence[Row],
    terminal: Terminal,
) -> Iterator[EntryReport]:
    """The audit; a derivation that is judged already is not proved again."""

    def prove(name: str) -> Proved:
        return next(
            one for one in reports if isinstance(one, DerivationSummary) and one.name == name
        )

    judged = judged_entries(entries, answers, proved, prove)
    before = len(reports)
    for number, entry in enumerate(entries, before):
        said = f"{entry.id}: {entry.statement} ..."
        with terminal.working(said, number, before + len(entries)):
            report = next(judged)
        yield report
