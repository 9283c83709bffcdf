"""`evoproof explain NAME --step N`: one step unrolled into the rules of the kernel."""

from __future__ import annotations

import click

from evoproof.calc import Derivation
from evoproof.check.exit_codes import exit_code
from evoproof.check.proof import judged
from evoproof.check.report import DerivationReport
from evoproof.console.chain import step_lines
from evoproof.console.formulas import formula
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import choose
from evoproof.library.loading import load


@click.command("explain")
@click.argument("name")
@click.option(
    "--step",
    "number",
    type=click.IntRange(min=1),
    required=True,
    help="Which step, counted from 1.",
)
def command(name: str, number: int) -> int:
    """Unroll one step into the rules of the kernel, with the terms before and after each."""
    terminal = Terminal()
    derivation = _one(name)
    if number > len(derivation.steps):
        last = len(derivation.steps)
        raise click.BadParameter(f"{derivation.name} has steps 1 to {last}", param_hint="--step")
    report = judged(derivation)
    _print(report, derivation, number, terminal)
    return exit_code([report])


def _one(name: str) -> Derivation:
    """The derivation of this name; of a file with several, the last."""
    return [one for choice in choose([name]) for one in load(choice)][-1]


def _print(report: DerivationReport, derivation: Derivation, number: int, to: Terminal) -> None:
    above = derivation.lines[number - 1]
    to.line(f"{derivation.name}, step {number} of {len(derivation.steps)}")
    for line in formula(above.term, to.glyphs, to.width, lead="    ", tag=above.place.tag):
        to.line(line)
    for line in step_lines(report.steps[number - 1], to.glyphs, to.width, kernel=True):
        to.line(line)
