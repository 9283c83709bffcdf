"""The audit's tasks in processes of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from evoproof.audit.run import Work, done
from evoproof.judge.ahead import ahead
from evoproof.judge.workers import Workers

MOST = 4
"""Processes, where nobody says how many."""


@contextmanager
def working(seed: int, jobs: int | None, *, beside: bool = False) -> Iterator[Work]:
    """Tasks done in `jobs` processes; where nobody says how many, in as many as there are cores.

    `beside`: this process is busy too.
    """
    task = partial(done, seed=seed)
    jobs = jobs or min((os.cpu_count() or 1) - beside, MOST)
    if not jobs:
        yield lambda tasks: map(task, tasks)
        return
    with Workers(task, jobs, None) as workers:
        yield lambda tasks: ahead(workers.reports(tasks))
