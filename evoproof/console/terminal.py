"""The two streams: what they can show, how wide they are, and who is told what.

Results go to standard output, notes and progress to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from evoproof.gate.log import logged

if TYPE_CHECKING:
    from evoproof.show.text import Glyphs

DEFAULT_WIDTH = 120
_NEEDED = "Σ·⌊⌋²₁"


def glyphs_for(stream: TextIO) -> Glyphs:
    """Unicode where the stream's encoding has the signs of a formula, else ASCII."""
    try:
        _NEEDED.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return "ascii"
    return "unicode"


def width_of(stream: TextIO) -> int:
    """COLUMNS, or the terminal's width, or 120 where there is no terminal."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    except (OSError, ValueError, AttributeError):
        return DEFAULT_WIDTH


class Terminal:
    """Prints lines as they are: no markup, no wrapping, colour only where it is wanted."""

    def __init__(self, quiet: bool = False) -> None:
        self.glyphs = glyphs_for(sys.stdout)
        self.width = width_of(sys.stdout)
        self.quiet = quiet
        self._out = _console(sys.stdout, self.width)
        self._notes = _console(sys.stderr, self.width)

    def line(self, line: Text | str = "") -> None:
        """One line of the result."""
        _put(self._out, line)

    def raw(self, text: str, *, aside: bool = False) -> None:
        """Text for machines: JSON, LaTeX; on standard error if it is to stand `aside`."""
        (sys.stderr if aside else sys.stdout).write(text + "\n")

    def note(self, line: Text | str) -> None:
        """One line beside the result."""
        if not self.quiet:
            _put(self._notes, line)

    def working(self, what: str, done: int = 0, total: int = 1) -> AbstractContextManager[Any]:
        """Says what is going on, for as long as it does, on a terminal; a bar where it is one of
        several."""
        if self.quiet or not self._notes.is_terminal:
            return nullcontext()
        if total == 1:
            return self._notes.status(Text(what), spinner="line")
        return self._bar(what, done, total)

    @contextmanager
    def _bar(self, what: str, done: int, total: int) -> Iterator[None]:
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
        )
        with Progress(*columns, console=self._notes, transient=True) as progress:
            progress.add_task(what, completed=done, total=total)
            yield


def _console(stream: TextIO, width: int) -> Console:
    if glyphs_for(stream) == "ascii" and hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


def _put(console: Console, line: Text | str) -> None:
    text = line if isinstance(line, Text) else Text(line)
    if (shown := logged(text.plain)) != text.plain:
        text = Text(shown)
    console.print(text, soft_wrap=True, no_wrap=True, overflow="ignore", crop=False)
