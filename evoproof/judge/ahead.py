"""Reports computed before they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


class _End:
    """Behind the last one; with the error, where one ended them."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items in their order, taken by a thread of its own that waits for nobody.

    It is worth it where they come from other processes, and their taker is busy itself.
    """
    ready: SimpleQueue[T | _End] = SimpleQueue()
    Thread(target=_take, args=(items, ready), daemon=True).start()
    return _given(ready)


def _take(items: Iterator[T], ready: SimpleQueue[T | _End]) -> None:
    try:
        for item in items:
            ready.put(item)
    except Exception as error:
        ready.put(_End(error))
    else:
        ready.put(_End())


def _given(ready: SimpleQueue[T | _End]) -> Iterator[T]:
    while True:
        item = ready.get()
        if not isinstance(item, _End):
            yield item
        elif item.error is not None:
            raise item.error
        else:
            return
