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
from evoproof.baseline.file import NAME
from evoproof.check.documents import result, written
from evoproof.check.exit_codes import exit_code
from evoproof.check.summary import DerivationSummary
from evoproof.claims.syntax import Claim
from evoproof.console.baseline import BESIDE, Part, kept, said
from evoproof.console.chosen import chosen, without_execution
from evoproof.console.judging import executor_from, judging, processes
from evoproof.console.memory import memory
from evoproof.console.outputs import Outputs
from evoproof.console.reading import Planned, planned
from evoproof.console.selection import Selection
from evoproof.console.table import Row, Table
from evoproof.console.tasks import Audited, InFile, Judge
from evoproof.console.terminal import Terminal
from evoproof.gate.log import inert_json
from evoproof.judge.report import ClaimReport
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
    choices = [choice for choice in found.choices if selection.wants(choice)]
    if numbers and not all(choice.is_claims for choice in choices):
        find_device(device)
    with Outputs(terminal, junit=junit, sarif=sarif, github=github, aside=as_json) as outputs:
        judge = Judge(numbers, device, seed, terminal.glyphs, verbose, sizes, max_memory)
        plan = [
            one for choice in choices for one in planned(choice, judge, selection.named(choice))
        ]
        audited = read_entries() if not names and found.project is None else ()
        entries = [one for one in audited if selection.wants_entry(one.id)]
        proved = frozenset(one.name for one in plan if isinstance(one, InFile))
        work = [
            *(one for one in plan if not isinstance(one, DerivationSummary | ClaimReport)),
            *map(Audited, tasks(entries, proved)),
        ]
        outputs.planned = len(plan) + len(entries)
        if executor is None and jobs is None:
            jobs = processes(work, numbers=numbers)
        reports = outputs.reports
        table = Table(
            terminal,
            [one.name for one in plan],
            quiet=quiet or as_json,
            verbose=verbose,
            mute=as_json,
        )
        made = executor_from(executor) if executor is not None else None
        with judging(judge, jobs, timeout, made) as judge_all:
            answers = judge_all(work)
            rows = _rows(plan, answers, terminal, outputs.planned)
            for report in chain(rows, _audited(entries, answers, proved, reports, terminal)):
                reports.append(report)
                table.row(report)
                if stop and not report.ok:
                    break
        if as_json:
            terminal.raw(inert_json(written(reports, [_result(report) for report in reports])))
        code = exit_code(reports)
        if standard is not None:
            claims = [one for one in plan if isinstance(one, Claim)]
            part = Part(selection, claims_only=no_exec, stops=stop)
            code, changes = standard.settled(
                reports, claims, code, part, numbers=numbers, terminal=terminal
            )
            said(changes, terminal, mute=as_json)
            outputs.changed(changes, standard.file.parent)
        table.close(reports)
        return code


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
