"""The one door to torch, opened when something is evaluated and not before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from evoproof.numeric.errors import NumericUnavailable

if TYPE_CHECKING:
    import torch


def load() -> Any:
    """The torch module. Raises NumericUnavailable where it is not installed."""
    try:
        import torch
    except ImportError as reason:
        raise NumericUnavailable(
            "numbers need torch: pip install 'evoproof[torch]', or use --symbolic-only"
        ) from reason
    return torch


@contextmanager
def one_thread() -> Iterator[None]:
    """Evaluate on one thread: at small sizes a second one only waits, longest on a busy machine."""
    torch = load()
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def device(name: str = "auto") -> torch.device:
    """The torch device for "cpu", "cuda" or "auto" (cuda where there is one).

    Raises NumericUnavailable for any other name, and for "cuda" on a machine without one.
    """
    torch = load()
    if name not in ("auto", "cpu", "cuda"):
        raise NumericUnavailable(f"device {name!r}: the devices are auto, cpu and cuda")
    there = torch.cuda.is_available()
    if name == "cuda" and not there:
        raise NumericUnavailable("device 'cuda': torch sees no CUDA device here, use cpu or auto")
    if name == "auto":
        name = "cuda" if there else "cpu"
    return torch.device(name)
