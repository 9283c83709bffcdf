"""Factories of executors, good and bad, as `--executor cli_executors:NAME` names them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any, ClassVar


def processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def threads() -> Executor:
    return ThreadPoolExecutor(3)


class Slow(Executor):
    """Does nothing until it is asked for a result; `given` are the tasks that it has got."""

    given: ClassVar[list[Any]] = []
    cancelled: ClassVar[list[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        Slow.given.append(args[0])
        return _Late(fn, args[0])


class _Late(Future[Any]):
    def __init__(self, fn: Callable[..., Any], task: Any) -> None:
        super().__init__()
        self._call, self._task = fn, task

    def result(self, timeout: float | None = None) -> Any:
        self.set_result(self._call(self._task))
        return super().result()

    def cancel(self) -> bool:
        if super().cancel():
            Slow.cancelled.append(self._task)
        return self.cancelled()


class Faulty(Executor):
    """Every task fails in it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        failed: Future[Any] = Future()
        failed.set_exception(ZeroDivisionError("what was not foreseen"))
        return failed


def nothing() -> None:
    return None


def unreachable() -> Executor:
    raise OSError("no scheduler at tcp://nowhere")
