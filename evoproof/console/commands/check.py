"""`evoproof check`: the gate over derivations and claims files, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from evoproof.audit.documents import gate_result as entry_result
from evoproof.audit.verdict import EntryReport
from evoproof.baseline.file import NAME
from evoproof.check.documents import result, written
from evoproof.check.exit_codes import exit_code
from evoproof.console.baseline import BESIDE, Kept, Part, kept, said
from evoproof.console.chosen import Chosen, chosen, without_execution
from evoproof.console.judging import executor_from, judging, processes
from evoproof.console.memory import memory
from evoproof.console.outputs import Outputs
from evoproof.console.selection import Selection
from evoproof.console.table import Row, Table
from evoproof.console.tasks import Judge
from evoproof.console.terminal import Terminal
from evoproof.console.work import Work, work
from evoproof.gate.log import inert_json
from evoproof.numeric.check import device as find_device


@click.command("check")
@click.argument("names", metavar="[NAME|FILE.py|FILE.toml ...]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option("--junit", metavar="FILE", help="Write JUnit's XML to FILE.")
@click.option("--sarif", metavar="FILE", help="Write SARIF 2.1.0 to FILE, for code scanning.")
@click.option(
    "--github", is_flag=True, help="Annotations for a GitHub workflow, and its job's summary."
)
@click.option(
    "--numbers/--symbolic-only",
    default=None,
    help="Take numbers, or leave them out, which needs no torch; else as evoproof.toml says.",
)
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
@click.option(
    "--baseline",
    "baseline_file",
    is_flag=False,
    flag_value=BESIDE,
    metavar="[FILE]",
    help=f"Compare with what was recorded: {NAME}, unless given.",
)
@click.option("--record", is_flag=True, help="Write down how everything is known.")
@click.option("--no-exec", is_flag=True, help="Claims files only: no code of theirs is run.")
@click.option("-q", "--quiet", is_flag=True, help="Only surprises.")
@click.option("-v", "--verbose", is_flag=True, help="Each step, and the proof of each claim.")
def command(
    names: tuple[str, ...],
    as_json: bool,
    junit: str | None,
    sarif: str | None,
    github: bool,
    numbers: bool | None,
    device: str,
    seed: int,
    sizes: str,
    max_memory: int | None,
    expression: str | None,
    stop: bool,
    jobs: int | None,
    executor: str | None,
    timeout: float | None,
    baseline_file: str | None,
    record: bool,
    no_exec: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check claims files, and that derivations are proved and confirmed by numbers.

    Without a NAME: the files that evoproof.toml names, here or in a folder above; where there is
    none, all of the paper's derivations, and the audit of its equations. Exit codes: 0 every
    verdict as expected; 1 some other verdict, or a thing not known as it was recorded; 2 something
    cannot be read; 3 something is undecided; 4 nothing to check; 5 an internal error.
    """
    if executor is not None and (jobs or timeout or no_exec):
        refused = "--executor: its own processes know no -j, no --timeout and no --no-exec"
        raise click.UsageError(refused)
    partial = {"-k": expression, "-x": stop, "--timeout": timeout, "--no-exec": no_exec}
    standard = kept(baseline_file, record, names, partial)
    terminal, selection = Terminal(quiet=quiet), Selection(expression)
    found = chosen(names)
    if no_exec:
        found = without_execution(found, names, terminal)
    numbers = found.numbers if numbers is None else numbers
    if numbers:
        _look_for_device(found, selection, device)
    judge = Judge(numbers, device, seed, terminal.glyphs, verbose, sizes, max_memory)
    with Outputs(terminal, junit=junit, sarif=sarif, github=github, aside=as_json) as outputs:
        todo = work(found, selection, judge, audit=not names and found.project is None)
        outputs.planned = todo.size
        tasks = todo.tasks()
        if executor is None and jobs is None:
            jobs = processes(tasks, numbers=numbers)
        made = executor_from(executor) if executor is not None else None
        table = _table(todo, terminal, quiet=quiet, verbose=verbose, mute=as_json)
        with judging(judge, jobs, timeout, made) as judge_all:
            for report in _until(stop, todo.reports(judge_all(tasks), terminal)):
                outputs.reports.append(report)
                table.row(report)
        if as_json:
            terminal.raw(inert_json(_document(outputs.reports)))
        code = exit_code(outputs.reports)
        if standard is not None:
            part = Part(selection, claims_only=no_exec, stops=stop)
            code = _held(standard, part, todo, outputs, code, judge, terminal, mute=as_json)
        table.close(outputs.reports)
        return code


def _look_for_device(found: Chosen, selection: Selection, device: str) -> None:
    """Before anything is judged: whether there is torch, and the device."""
    if not all(choice.is_claims for choice in found.choices if selection.wants(choice)):
        find_device(device)


def _table(todo: Work, terminal: Terminal, *, quiet: bool, verbose: bool, mute: bool) -> Table:
    names = [one.name for one in todo.plan]
    return Table(terminal, names, quiet=quiet or mute, verbose=verbose, mute=mute)


def _until(stop: bool, reports: Iterable[Row]) -> Iterable[Row]:
    """All, or those up to the first surprise."""
    for report in reports:
        yield report
        if stop and not report.ok:
            return


def _document(reports: list[Row]) -> str:
    return written(reports, [_result(report) for report in reports])


def _result(report: Row) -> dict[str, Any]:
    return entry_result(report) if isinstance(report, EntryReport) else result(report)


def _held(
    standard: Kept, part: Part, todo: Work, outputs: Outputs, code: int, judge: Judge,
    terminal: Terminal, *, mute: bool,
) -> int:  # fmt: skip
    """The exit code, once what was found is held against what is recorded."""
    code, changes = standard.settled(
        outputs.reports, todo.claims, code, part, numbers=judge.numbers, terminal=terminal
    )
    said(changes, terminal, mute=mute)
    outputs.changed(changes, standard.file.parent)
    return code
