"""Text for the log of a GitHub workflow, where a line can be a command to the runner.

The runner takes lines that begin with ::, after any white space, and ##[ wherever it stands.
"""

from __future__ import annotations

import os
import re

_COMMAND = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
_OLD_COMMAND = "##["


def logged(text: str) -> str:
    """The text as it goes out: inert where this is a GitHub workflow."""
    return inert(text) if os.environ.get("GITHUB_ACTIONS") else text


def inert(text: str) -> str:
    """The text with a space in what the runner would take for a command."""
    return _COMMAND.sub(r"\1: ", text.replace(_OLD_COMMAND, "## [").replace("\r", " "))


def inert_json(text: str) -> str:
    """The same JSON, in which the runner finds no command."""
    return text.replace(_OLD_COMMAND, r"##\u005b")
