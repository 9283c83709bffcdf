"""Chosen files: judged one by one, or made into tasks; what cannot be read is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from evoproof.calc import Derivation
from evoproof.check.report import DerivationReport, unreadable
from evoproof.check.summary import DerivationSummary, summarised
from evoproof.claims.syntax import Claim
from evoproof.console import claim_files
from evoproof.console.tasks import InFile, Judge
from evoproof.console.terminal import Terminal
from evoproof.derivations import FOLDER
from evoproof.judge.report import ClaimReport
from evoproof.library.catalogue import Choice, read
from evoproof.library.errors import LibraryError
from evoproof.library.loading import load

Planned: TypeAlias = InFile | Claim | DerivationSummary | ClaimReport
"""A task, or the report on what cannot be read."""


def report_on(
    choice: Choice, judge: Callable[[Derivation], DerivationReport], terminal: Terminal
) -> Iterator[DerivationReport]:
    """The reports on the derivations of a file, in its order."""
    try:
        derivations = load(choice)
    except LibraryError as error:
        yield unreadable(str(choice.file), str(error))
        return
    for derivation in derivations:
        with terminal.working(f"{derivation.name} ..."):
            report = judge(derivation)
        yield report


def planned(choice: Choice, judge: Judge, wanted: Callable[[str], bool]) -> Iterator[Planned]:
    """What is to be judged of a file under names that are wanted, in its order.

    A file of the paper's is read; any other one is run, since what it makes cannot be read off it.
    """
    if choice.is_claims:
        yield from claim_files.entries(choice, wanted)
        return
    ours = choice.file.resolve().parent == FOLDER.resolve()
    file = choice.file.name if ours else str(choice.file)
    try:
        found = _tasks(choice, judge, file, ours)
    except LibraryError as error:
        yield summarised(unreadable(str(choice.file), str(error)))
        return
    yield from (one for one in found if wanted(one.name))


def _tasks(choice: Choice, judge: Judge, file: str, ours: bool) -> Sequence[InFile]:
    if ours:
        names = (choice.name,) if choice.name is not None else read(choice.file).names
        return [InFile(name, file, ours) for name in names]
    return [
        InFile(one.name, file, expect=one.expect, why=one.why)
        for one in judge.derivations(choice.file)
        if choice.name in (None, one.name)
    ]
