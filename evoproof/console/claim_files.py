"""Claims files: read as a whole before anything is judged, then judged claim by claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeAlias

from evoproof.claims.errors import ClaimError, FileError
from evoproof.claims.files import read_file
from evoproof.claims.syntax import Claim
from evoproof.console.terminal import Terminal
from evoproof.judge.account import report_on
from evoproof.judge.report import ClaimReport, unreadable
from evoproof.judge.workers import Workers
from evoproof.library.catalogue import Choice
from evoproof.show.text import Glyphs

Entry: TypeAlias = Claim | ClaimReport
"""A claim, or the report on what could not be read as one."""

JudgeAll: TypeAlias = "Callable[[Iterable[Claim]], Iterator[ClaimReport]]"


def entries(choice: Choice, wanted: Callable[[str], bool] = bool) -> tuple[Entry, ...]:
    """What stands in the file under names that are wanted, in its order."""
    try:
        found = read_file(choice.file)
    except FileError as error:
        return (unreadable(error),)
    made = [unreadable(one) if isinstance(one, ClaimError) else one for one in found]
    return tuple(one for one in made if wanted(one.name))


@contextmanager
def judging(
    seed: int, glyphs: Glyphs | None, jobs: int | None, timeout: float | None
) -> Iterator[JudgeAll]:
    """How claims are judged: in this process, or in others where jobs or a limit are given."""
    judge = partial(report_on, seed=seed, glyphs=glyphs)
    if jobs is None and timeout is None:
        yield lambda claims: map(judge, claims)
        return
    with Workers(judge, jobs or 1, timeout) as workers:
        yield workers.reports


def reports(
    found: Sequence[Entry], judge_all: JudgeAll, terminal: Terminal
) -> Iterator[ClaimReport]:
    """A report on every entry, in their order."""
    judged = judge_all([one for one in found if isinstance(one, Claim)])
    for number, one in enumerate(found, 1):
        if isinstance(one, ClaimReport):
            yield one
            continue
        with terminal.working(f"{number} of {len(found)}: {one.name} ..."):
            report = next(judged)
        yield report
