"""Several ways to compute something, timed in turns so that a busy machine is busy for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import ceil
from time import perf_counter
from typing import TYPE_CHECKING, Any

from evoproof.numeric.backend import load

if TYPE_CHECKING:
    import torch

Run = Callable[[], object]

SAMPLE = 0.002
"""Seconds that one measurement lasts at least."""


@contextmanager
def measuring(threads: int) -> Iterator[None]:
    """No gradients, so many threads, and on CUDA no TensorFloat-32."""
    torch = load()
    matmul, cudnn = torch.backends.cuda.matmul, torch.backends.cudnn
    before = torch.get_num_threads(), matmul.allow_tf32, cudnn.allow_tf32
    torch.set_num_threads(threads)
    matmul.allow_tf32 = cudnn.allow_tf32 = False
    try:
        with torch.inference_mode():
            yield
    finally:
        torch.set_num_threads(before[0])
        matmul.allow_tf32, cudnn.allow_tf32 = before[1:]


def interleaved(
    runs: Mapping[str, Run], rounds: int, device: torch.device
) -> dict[str, tuple[float, ...]]:
    """Seconds of one call of each run, round by round.

    A measurement is the mean over a batch of calls. Each round starts with another run.
    """
    seconds = _on_cuda if device.type == "cuda" else _on_cpu
    batches = {name: _batch(run, seconds) for name, run in runs.items()}
    names = list(runs)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        start = number % len(names)
        for name in (*names[start:], *names[:start]):
            taken[name].append(seconds(runs[name], batches[name]))
    return {name: tuple(each) for name, each in taken.items()}


def _batch(run: Run, seconds: Callable[[Run, int], float]) -> int:
    """How many calls make a measurement; they warm up the run as well."""
    seconds(run, 1)
    calls = 1
    while (one := seconds(run, calls)) * calls < SAMPLE:
        calls = max(2 * calls, ceil(SAMPLE / one)) if one > 0 else 2 * calls
    return calls


def _on_cpu(run: Run, calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        run()
    return (perf_counter() - start) / calls


def _on_cuda(run: Run, calls: int) -> float:
    start, end = _event(), _event()
    start.record()
    for _ in range(calls):
        run()
    end.record()
    end.synchronize()
    return float(start.elapsed_time(end)) / 1000 / calls


def _event() -> Any:
    return load().cuda.Event(enable_timing=True)
