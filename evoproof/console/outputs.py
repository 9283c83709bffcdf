"""What `check` leaves for other programs: files, and annotations of a GitHub workflow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TextIO

from evoproof.baseline.compare import Change
from evoproof.console.table import Row
from evoproof.console.terminal import Terminal
from evoproof.errors import EvoproofError
from evoproof.gate.finding import Finding, Judged, changed, findings
from evoproof.gate.github import SUMMARY_BYTES, commands, summary
from evoproof.gate.junit import junit
from evoproof.gate.sarif import sarif


class OutputError(EvoproofError):
    """A file that cannot be written: the option that names it, and why not."""


class Outputs:
    """Opens its files at once and writes them on leaving, with whatever is in `reports` then.

    `planned` is how many reports there are to be. Annotations go to standard output, or to
    standard error if they are to stand `aside`. Raises OutputError.
    """

    def __init__(
        self, terminal: Terminal, *, junit: str | None, sarif: str | None, github: bool, aside: bool
    ) -> None:
        self.reports: list[Row] = []
        self.planned = 0
        self._changes: list[Finding] = []
        self._terminal, self._github, self._aside = terminal, github, aside
        self._stack = ExitStack()
        if junit and sarif and os.path.abspath(junit) == os.path.abspath(sarif):
            raise OutputError(f"--junit and --sarif: both name {junit}")
        self._junit = self._opened("--junit", junit)
        self._sarif = self._opened("--sarif", sarif)
        named = os.environ.get("GITHUB_STEP_SUMMARY") if github else None
        self._summary = self._opened("GITHUB_STEP_SUMMARY", named, "a")

    def _opened(
        self, option: str, file: str | None, mode: Literal["w", "a"] = "w"
    ) -> TextIO | None:
        if not file:
            return None
        try:
            return self._stack.enter_context(_open(file, mode))
        except OSError as error:
            self._stack.close()
            raise OutputError(f"{option} {file}: {error.strerror or error}") from None

    def changed(self, changes: Iterable[Change], folder: Path) -> None:
        """What fails for not being as a baseline in the folder has it."""
        fail = [one for one in changes if one.fails]
        self._changes = [changed(one.key, one.kind, one.said, folder, root()) for one in fail]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._stack:
            judged = Judged((*findings(self.reports, root()), *self._changes), self._stopped(kind))
            self._write(self._junit, junit, judged)
            self._write(self._sarif, sarif, judged)
            self._write(self._summary, self._fitting, judged)
            if self._github and (said := commands(judged)):
                self._terminal.raw(said, aside=self._aside)

    def _stopped(self, kind: type[BaseException] | None) -> str:
        left = self.planned - len(self.reports)
        if kind is not None:
            return f"ended by {kind.__name__} after {len(self.reports)}"
        return f"stopped at the first surprise: {left} more were not judged" if left else ""

    def _fitting(self, judged: Judged) -> str:
        """The summary, as long as there is room for it behind what other programs wrote."""
        return summary(judged, SUMMARY_BYTES - (self._summary.tell() if self._summary else 0))

    def _write(
        self, stream: TextIO | None, written: Callable[[Judged], str], judged: Judged
    ) -> None:
        if stream is None:
            return
        try:
            stream.write(written(judged))
            stream.flush()
        except OSError as error:
            raise OutputError(f"{stream.name}: {error.strerror or error}") from None


def _open(file: str, mode: Literal["w", "a"]) -> TextIO:
    return open(file, mode, encoding="utf-8", newline="\n")


def root() -> Path:
    """The root of the repository in a GitHub workflow, else the current folder."""
    here = Path.cwd()
    named = os.environ.get("GITHUB_WORKSPACE")
    return Path(named) if named and here.is_relative_to(named) else here
