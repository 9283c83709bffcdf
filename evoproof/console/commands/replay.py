"""`evoproof replay proof.json`: the proof checked again, from the record alone."""

from __future__ import annotations

import json
from pathlib import Path

import click

from evoproof.console.formulas import duration
from evoproof.console.terminal import Terminal
from evoproof.replay import ReplayError, replay

REFUSED = 1


@click.command("replay")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> int:
    """Check every step of a proof record, without the prover and with z3 asked afresh.

    Exit codes: 0 every step holds; 1 the record is no proof; 2 the file is no JSON.
    """
    terminal = Terminal()
    text = _text(file)
    try:
        report = replay(text)
    except ReplayError as refusal:
        terminal.line(f"{file}: refused: {refusal}")
        return REFUSED
    for line in report.claim:
        terminal.line(f"    {line}")
    amount = f"{report.theorems} theorems, {report.steps} steps, "
    sides = f"{report.side_conditions} side conditions, {duration(report.seconds)}"
    terminal.line(f"{report.name}: every step holds: {amount}{sides}")
    return 0


def _text(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{file}: not JSON: {error}") from None
    except OSError as error:
        raise click.FileError(str(file), error.strerror or str(error)) from None
    return text
