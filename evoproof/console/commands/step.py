"""`evoproof step NAME`: a derivation gone through line by line."""

from __future__ import annotations

import click

from evoproof.console.player import Player
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import choose
from evoproof.library.loading import load


@click.command("step")
@click.argument("name")
def command(name: str) -> None:
    """Go through a derivation line by line: each line, the reason that led there, what changed.

    NAME is the name of a derivation (see: evoproof list) or a file, FILE.py. Commands are read
    from standard input, one a line: Enter or n goes on, ? lists the others. Of a file with several
    derivations the last is taken.
    """
    derivation = [one for choice in choose([name]) for one in load(choice)][-1]
    Player(derivation, Terminal()).play()
