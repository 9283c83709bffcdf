"""The tasks of a report, in this process or in several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

import click

from evoproof.console.reading import planned
from evoproof.console.tasks import Audited, InFile, Judge
from evoproof.judge.ahead import ahead
from evoproof.judge.workers import Failed, Workers
from evoproof.library.catalogue import Choice
from evoproof.site.explaining import explained
from evoproof.site.making import Maker

Task: TypeAlias = InFile | Audited
Work: TypeAlias = "Callable[[Iterable[Task]], Iterator[Any]]"


@dataclass(frozen=True)
class Reporter:
    """From a derivation to what its page shows, and from a task of the audit to its report."""

    maker: Maker
    seed: int

    def __call__(self, task: Task) -> Any:
        return self.maker(task) if isinstance(task, InFile) else explained(task.task, self.seed)


@contextmanager
def working(reporter: Reporter, jobs: int | None) -> Iterator[Work]:
    """Tasks done in `jobs` processes, or in this one alone. What they give is in their order."""
    if jobs is None:
        yield lambda tasks: map(reporter, tasks)
        return
    with Workers(reporter, jobs, None, _lost) as workers:
        yield lambda tasks: ahead(workers.reports(tasks))


def _lost(task: Task, reason: str, _: float) -> NoReturn:
    raise Failed(f"{task.name}: {reason}")


def derivations(choices: Sequence[Choice]) -> list[InFile]:
    """What the files hold. Raises click.UsageError for what has no page, or none of its own."""
    judge = Judge(False, "auto", 0, "unicode", False)
    found: list[InFile] = []
    for choice in choices:
        if choice.is_claims:
            raise click.UsageError(f"{choice.file}: a claims file; pages are of derivations")
        for one in planned(choice, judge, lambda _: True):
            if not isinstance(one, InFile):
                raise click.UsageError(str(getattr(one, "reason", choice.file)))
            found.append(one)
    _check_names(found)
    return sorted(found, key=lambda one: one.name)


def _check_names(found: Sequence[InFile]) -> None:
    counted = Counter(one.name for one in found)
    for name in (name for name, times in counted.items() if times > 1):
        files = ", ".join(str(one.path) for one in found if one.name == name)
        raise click.UsageError(f"several derivations are called {name}: {files}")
