"""Lines that a user types, or that are piped in."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module

from evoproof.console.terminal import Terminal

PROMPT = "> "


def line(terminal: Terminal) -> str | None:
    """The next line of standard input; None at its end.

    In a pipe it is written out behind the prompt, so that the output reads like a session.
    """
    if sys.stdin.isatty():
        with suppress(ImportError):
            import_module("readline")  # lets the line be edited
    try:
        said = input(PROMPT)
    except EOFError:
        terminal.line()
        return None
    except UnicodeDecodeError:
        said = "\ufffd"
    if not sys.stdin.isatty():
        terminal.line(said)
    return said
