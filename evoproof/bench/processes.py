"""Seconds measured in processes of their own: nothing is loaded, cached or proved before."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


def alone(task: Callable[..., T], *arguments: object) -> T:
    """What the task returns in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()


def command_seconds(command: Sequence[str]) -> float:
    """Seconds of Python with these arguments, from the start of its process to its end."""
    start = perf_counter()
    subprocess.run((sys.executable, *command), stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start
