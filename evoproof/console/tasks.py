"""What the gate judges, as tasks for any process: a task and the report on it are plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias
from uuid import uuid4

from evoproof.audit.run import Task as AuditTask
from evoproof.audit.run import done
from evoproof.calc import Derivation
from evoproof.calc.derivation import PROVED
from evoproof.check.check import check
from evoproof.check.summary import DerivationSummary, summarised
from evoproof.claims.syntax import Claim
from evoproof.derivations import FOLDER
from evoproof.judge.account import report_on
from evoproof.judge.report import ERROR, UNKNOWN
from evoproof.judge.workers import undecided
from evoproof.library.catalogue import Choice
from evoproof.library.errors import LibraryError
from evoproof.library.loading import load
from evoproof.show.text import Glyphs


@dataclass(frozen=True)
class InFile:
    """A derivation by its name and that of its file, which is looked for below `FOLDER` if `ours`.

    So one of the paper's is found wherever evoproof is installed.
    """

    name: str
    file: str
    ours: bool = False
    expect: str = PROVED
    why: str = ""

    @property
    def path(self) -> Path:
        return FOLDER / self.file if self.ours else Path(self.file)


@dataclass(frozen=True)
class Audited:
    """A task of the audit."""

    task: AuditTask

    @property
    def name(self) -> str:
        return self.task.name

    @property
    def file(self) -> str:
        return self.task.file

    @property
    def expect(self) -> str:
        return self.task.expect

    @property
    def why(self) -> str:
        return self.task.why


Task: TypeAlias = InFile | Claim | Audited

_turn = Lock()
"""The solver and the tables of terms are for one thread at a time."""


@dataclass(frozen=True)
class Judge:
    """From a task to the report on it; `explain` adds to that on a claim an account of its proof.

    `run` tells one run of the gate from the next: a file is run once in each process.
    """

    numbers: bool
    device: str
    seed: int
    glyphs: Glyphs
    explain: bool
    scale: str = "medium"
    max_bytes: int | None = None
    run: str = field(default_factory=lambda: uuid4().hex)

    def __call__(self, task: Task) -> Any:
        with _turn:
            return self._report(task)

    def _report(self, task: Task) -> Any:
        match task:
            case Claim():
                return report_on(task, self.seed, self.glyphs if self.explain else None)
            case Audited():
                return done(task.task, self.seed)
            case InFile():
                return self._derivation(task)

    def _derivation(self, task: InFile) -> DerivationSummary:
        try:
            made = self.derivations(task.path)
        except LibraryError as error:
            return _unreadable(task, str(error))
        found = next((one for one in made if one.name == task.name), None)
        if found is None:
            return _unreadable(task, f"{task.path}: no derivation is called {task.name} here")
        report = check(
            found, numbers=self.numbers, device=self.device, seed=self.seed, scale=self.scale,
            max_bytes=self.max_bytes,
        )  # fmt: skip
        return summarised(report, self.glyphs)

    def derivations(self, file: Path) -> tuple[Derivation, ...]:
        """What the file makes. Raises LibraryError, see `load`."""
        return _loaded(self.run, file)


@lru_cache(maxsize=256)
def _loaded(run: str, file: Path) -> tuple[Derivation, ...]:
    return load(Choice(file))


def _unreadable(task: InFile, reason: str) -> DerivationSummary:
    return DerivationSummary(task.file, task.name, ERROR, reason=reason)


def lost(task: Task, reason: str, seconds: float) -> Any:
    """The report on a task that was given up."""
    if isinstance(task, InFile):
        return DerivationSummary(
            str(task.path), task.name, UNKNOWN, reason=reason, seconds=seconds,
            expected=task.expect, why=task.why,
        )  # fmt: skip
    return undecided(task, reason, seconds)
