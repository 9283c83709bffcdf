"""`evoproof doctor`: what is installed, which devices there are, what the terminal can show."""

from __future__ import annotations

import json

import click

from evoproof.console.surroundings import surroundings
from evoproof.console.terminal import Terminal

UNREADABLE = 2


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def command(as_json: bool) -> int:
    """Versions, devices, encoding, and the project and baseline that are found here.

    Exit codes: 0 all of it can be used; 2 the project's file or its baseline cannot be read.
    """
    terminal = Terminal()
    found = surroundings(terminal)
    if as_json:
        whole = {"schema": 1, "rows": dict(found.rows), "wrong": list(found.wrong)}
        terminal.raw(json.dumps(whole, indent=1))
    else:
        width = max(map(len, found.rows))
        for name, value in found.rows.items():
            terminal.line(f"{name:<{width}}  {value}")
        for line in found.wrong:
            terminal.note(f"evoproof: {line}")
    return UNREADABLE if found.wrong else 0
