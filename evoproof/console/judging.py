"""How tasks are judged: in this process, in processes of their own, or by a given executor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeAlias

import click

from evoproof.console.auditing import MOST
from evoproof.console.tasks import Audited, InFile, Judge, Task, lost
from evoproof.errors import EvoproofError
from evoproof.judge.ahead import ahead
from evoproof.judge.workers import Failed, Workers

Work: TypeAlias = "Callable[[Iterable[Task]], Iterator[Any]]"
"""Judges tasks, and gives the reports in their order."""

FEW = 8
"""No more derivations with numbers than these: two processes save less than they take to start."""


def processes(tasks: Sequence[object], *, numbers: bool) -> int | None:
    """How many processes pay where nobody says how many; None: this one alone."""
    kinds = [InFile, Audited] if numbers else [Audited]
    heavy = sum(isinstance(one, tuple(kinds)) for one in tasks)
    cores = min(os.cpu_count() or 1, MOST)
    return cores if heavy > FEW and cores > 1 else None


@contextmanager
def judging(
    judge: Judge, jobs: int | None, timeout: float | None, executor: Executor | None
) -> Iterator[Work]:
    """The way to judge tasks in this context; leaving it gives up what is not judged yet."""
    if executor is not None:
        with executor as pool:
            yield from _submitting(pool, judge)
    elif jobs is None and timeout is None:
        yield lambda tasks: map(judge, tasks)
    else:
        with Workers(judge, jobs or 1, timeout, lost) as workers:
            yield lambda tasks: ahead(workers.reports(tasks))


def _submitting(pool: Executor, judge: Judge) -> Iterator[Work]:
    futures: list[tuple[Task, Future[Any]]] = []

    def work(tasks: Iterable[Task]) -> Iterator[Any]:
        futures.extend((task, pool.submit(judge, task)) for task in tasks)
        return (_result(task, future) for task, future in futures)

    try:
        yield work
    finally:
        for _, future in futures:
            future.cancel()


def _result(task: Task, future: Future[Any]) -> Any:
    try:
        return future.result()
    except EvoproofError:
        raise
    except Exception as error:  # a pool may raise anything: a process that broke, a failed pickle
        raise Failed(f"{task.name}: {type(error).__name__}: {error}") from error


def executor_from(said: str) -> Executor:
    """What the factory in "module:factory" makes. Raises click.UsageError for what makes none."""
    module, _, name = said.partition(":")
    if not module or not name:
        raise _refused(said, "an executor is given as module:factory")
    try:
        factory = getattr(import_module(module), name)
    except ImportError as error:
        raise _refused(said, f"{error} (is its folder in PYTHONPATH?)") from None
    except AttributeError:
        raise _refused(said, f"{module} has no {name}") from None
    try:
        made = factory()
    except Exception as error:  # the factory is somebody else's code
        raise _refused(said, f"{name}() raised {type(error).__name__}: {error}") from None
    if not isinstance(made, Executor):
        kind = type(made).__name__
        raise _refused(said, f"{name}() gave a {kind}, not a concurrent.futures.Executor")
    return made


def _refused(said: str, reason: str) -> click.UsageError:
    return click.UsageError(f"--executor {said}: {reason}")
