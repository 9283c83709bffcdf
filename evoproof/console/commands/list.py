"""`evoproof list`: names and titles, read without running a file."""

from __future__ import annotations

import json

import click

from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import paper

TITLE = "bold"


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def command(as_json: bool) -> None:
    """The derivations, with their titles."""
    terminal, entries = Terminal(), paper()
    if as_json:
        rows = [
            {"name": e.name, "title": e.title, "source": e.source, "file": str(e.file)}
            for e in entries
        ]
        terminal.raw(json.dumps({"schema": 1, "derivations": rows}, indent=1))
        return
    width = max((len(entry.name) for entry in entries), default=0)
    for entry in entries:
        terminal.line(f"{entry.name:<{width}}  {entry.title}")
