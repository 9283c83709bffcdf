"""The command `evoproof`. For help it loads nothing: click takes three times what Python takes."""

from __future__ import annotations

import gc
import sys

from evoproof.console.help import HELP

PATIENCE = 50_000
"""Terms live as long as the process: looking for garbage among them takes a twentieth of it."""


def run() -> None:
    """Run the command that the arguments ask for, and exit with its code."""
    if sys.argv[1:] in (["-h"], ["--help"]):
        sys.stdout.write(HELP)
        return
    from evoproof.console.group import main

    gc.set_threshold(PATIENCE)
    main(prog_name="evoproof")
