"""`evoproof init [FOLDER]`: what a repository needs for the gate, written into it."""

from __future__ import annotations

from pathlib import Path

import click

from evoproof import __version__
from evoproof.console.terminal import Terminal
from evoproof.project.init import initialise

NEXT = """\
next: evoproof check            judges them; nothing has to be changed for it
      evoproof check --record   writes down how each is known: a later run fails if one drops\
"""


@click.command("init")
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), required=False
)
def command(folder: Path) -> None:
    """Write a first derivation, claims, evoproof.toml, a workflow and a hook into FOLDER.

    A file that is there already is kept as it is. Exit codes: 0 all are there; 2 one cannot be
    written.
    """
    terminal = Terminal()
    for made in initialise(folder, __version__):
        terminal.line(f"{'wrote' if made.written else 'kept'}  {made.file}")
        if made.add:
            terminal.line("       it has no entry for evoproof; add under repos:")
            for line in made.add.splitlines():
                terminal.line(line)
    for line in NEXT.splitlines():
        terminal.line(line)
