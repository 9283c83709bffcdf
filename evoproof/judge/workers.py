"""Claims judged in processes of their own: several at once, or each with a limit of time.

A process that runs out of time is ended, and another one takes its place. The reports come in the
order of the claims, whichever is ready first.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from threading import RLock
from time import monotonic
from types import TracebackType
from typing import Any, Protocol, TypeAlias

from evoproof.judge.report import UNKNOWN, ClaimReport

# a fresh interpreter: nothing of this one's threads, streams and caches is copied
_processes = get_context("spawn")

# who starts a process looks after the dead ones too: two threads that do so lose the exit status
_changing = RLock()

READY = "ready"


class Item(Protocol):
    """A claim, or what else `judge` takes; `why` says why something unusual is expected."""

    @property
    def name(self) -> str: ...

    @property
    def file(self) -> str: ...

    @property
    def expect(self) -> str: ...

    @property
    def why(self) -> str: ...


Judge: TypeAlias = "Callable[[Any], Any]"
"""From an item to the report on it."""

Lost: TypeAlias = "Callable[[Any, str, float], Any]"
"""From an item that was given up, the reason and the seconds that it had, to the report on it."""


class Failed(RuntimeError):
    """A fault of evoproof in a worker; the message says which claim and what."""


def _serve(pipe: Connection, judge: Judge) -> None:
    """What a worker does until nobody listens: say that it is ready, then judge what comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe.send(READY)
    while True:
        try:
            claim = pipe.recv()
        except EOFError:
            return
        try:
            answer: Any = judge(claim)
        except Exception as error:
            answer = Failed(f"{claim.name}: {type(error).__name__}: {error}")
        pipe.send(answer)


def undecided(item: Item, reason: str, seconds: float) -> ClaimReport:
    """The report on a claim that was given up."""
    return ClaimReport(
        item.file, item.name, UNKNOWN, item.expect, reason=reason, seconds=seconds, why=item.why
    )


class _Worker:
    """A process with at most one claim; `number` is the claim's place."""

    def __init__(self, judge: Judge) -> None:
        self.pipe, theirs = _processes.Pipe()
        self._process = _processes.Process(target=_serve, args=(theirs, judge), daemon=True)
        with _changing:
            # a process starts by `python -c`, which would find modules in the current folder
            os.environ.setdefault("PYTHONSAFEPATH", "1")
            self._process.start()
        theirs.close()
        self.ready = False
        self.number: int | None = None
        self.claim: Item | None = None
        self.started = 0.0

    def take(self, number: int, claim: Item) -> None:
        self.number, self.claim, self.started = number, claim, monotonic()
        with suppress(OSError):  # a process that is gone is noticed where it is listened to
            self.pipe.send(claim)

    def free(self) -> None:
        self.number, self.claim = None, None

    def end(self) -> None:
        with _changing:
            self._process.kill()
            self._process.join()
            self._process.close()
        self.pipe.close()


class Workers:
    """A context in which `jobs` processes judge claims, each claim within `timeout` seconds.

    `judge` is a function that other processes can import, or a partial one of such. `lost` makes
    the report where a process ran out of time or ended by itself.
    """

    def __init__(
        self, judge: Judge, jobs: int, timeout: float | None, lost: Lost = undecided
    ) -> None:
        self._judge, self._jobs, self._timeout, self._lost = judge, jobs, timeout, lost
        self._all: list[_Worker] = []
        self._closed = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with _changing:
            self._closed = True
            for worker in self._all:
                worker.end()
            self._all.clear()

    def reports(self, claims: Iterable[Item]) -> Iterator[Any]:
        """The reports, in the order of the claims. Raises Failed for a fault of evoproof."""
        waiting = deque(enumerate(claims))
        done: dict[int, Any] = {}
        for number in range(len(waiting)):
            while number not in done:
                self._hand_out(waiting)
                done.update(self._collected())
            yield done.pop(number)

    def _hand_out(self, waiting: deque[tuple[int, Item]]) -> None:
        with _changing:
            self._still_open()
            while len(self._all) < min(self._jobs, len(waiting) + self._busy()):
                self._all.append(_Worker(self._judge))
        for worker in self._all:
            if waiting and worker.ready and worker.claim is None:
                worker.take(*waiting.popleft())

    def _still_open(self) -> None:
        """Whoever takes the reports ahead, in a thread, is told, and starts no more processes."""
        if self._closed:
            raise Failed("the reports are no longer waited for")

    def _busy(self) -> int:
        return sum(worker.claim is not None for worker in self._all)

    def _collected(self) -> Iterator[tuple[int, Any]]:
        """Wait until something happens; what is finished, and what has run out of time."""
        heard = wait([worker.pipe for worker in self._all], self._patience())
        for worker in [one for one in self._all if one.pipe in heard]:
            yield from self._heard(worker)
        for worker in [one for one in self._all if one.claim is not None]:
            if self._timeout is not None and monotonic() - worker.started >= self._timeout:
                yield from self._ended(worker, f"timeout after {self._timeout:g} s")

    def _patience(self) -> float | None:
        if self._timeout is None:
            return None
        since = [worker.started for worker in self._all if worker.claim is not None]
        return max(0.0, min(since) + self._timeout - monotonic()) if since else None

    def _heard(self, worker: _Worker) -> Iterator[tuple[int, Any]]:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._ended(worker, "the process that judged it ended by itself")
            return
        if isinstance(answer, Failed):
            raise answer
        if answer == READY:
            worker.ready = True
        elif worker.number is not None:
            yield worker.number, answer
            worker.free()

    def _ended(self, worker: _Worker, reason: str) -> Iterator[tuple[int, Any]]:
        """Give up what the worker does, and let another one take its place."""
        with _changing:
            self._still_open()
            self._all.remove(worker)
            worker.end()
        if not worker.ready:
            raise Failed("a worker did not start")
        if worker.claim is None or worker.number is None:
            return
        yield worker.number, self._lost(worker.claim, reason, monotonic() - worker.started)
