"""`evoproof check`: the gate over derivations, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

import click

from evoproof.calc import Derivation
from evoproof.check.check import check
from evoproof.check.documents import document
from evoproof.check.exit_codes import exit_code
from evoproof.check.report import DerivationReport
from evoproof.console.reading import report_on
from evoproof.console.selection import Selection
from evoproof.console.table import Table
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import Choice, choose
from evoproof.numeric.check import device as find_device

Judge: TypeAlias = "Callable[[Derivation], DerivationReport]"


@click.command("check")
@click.argument("names", metavar="[NAME|FILE.py ...]", nargs=-1)
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
@click.option("-q", "--quiet", is_flag=True, help="Only surprises.")
@click.option("-v", "--verbose", is_flag=True, help="A row for each step.")
def command(
    names: tuple[str, ...],
    as_json: bool,
    symbolic_only: bool,
    device: str,
    seed: int,
    expression: str | None,
    stop: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check that derivations are proved, well-formed, and confirmed by numbers.

    Without a NAME: all of the paper's. Exit codes: 0 all proved; 1 something is not; 2 something
    cannot be read; 3 something is undecided; 4 nothing to check; 5 an internal error.
    """
    selection = Selection(expression)
    choices = [choice for choice in choose(names) if selection.wants(choice)]
    if choices and not symbolic_only:
        find_device(device)
    judge = partial(check, numbers=not symbolic_only, device=device, seed=seed)
    terminal = Terminal(quiet=quiet)
    table = Table(terminal, choices, quiet=quiet or as_json, verbose=verbose, mute=as_json)
    reports = []
    for report in _reports(choices, selection, judge, terminal):
        reports.append(report)
        table.row(report)
        if stop and not report.ok:
            break
    if as_json:
        terminal.raw(document(reports))
    table.close(reports)
    return exit_code(reports)


def _reports(
    choices: list[Choice], selection: Selection, judge: Judge, terminal: Terminal
) -> Iterator[DerivationReport]:
    for choice in choices:
        yield from report_on(choice, judge, terminal, selection.named(choice))
