"""How much memory one call needs at its worst, what torch's operations take inside included."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load

if TYPE_CHECKING:
    import torch

# read when torch is loaded: below it, the profiler tells its stages on standard error
os.environ.setdefault("KINETO_LOG_LEVEL", "6")


def peak_bytes(run: Callable[[], object], device: torch.device) -> int:
    """The most bytes in use at one time that were not in use before the call, its result included.

    On the CPU by the records of torch's allocator, which a library's own memory is no part of.
    """
    run()  # what is made once and kept belongs to no call
    return _on_cuda(run, device) if device.type == "cuda" else _on_cpu(run)


def _on_cpu(run: Callable[[], object]) -> int:
    profiler = load().profiler
    cpu = [profiler.ProfilerActivity.CPU]
    with profiler.profile(activities=cpu, profile_memory=True) as profile:
        result = run()
    del result
    records = profile.profiler.kineto_results.events()
    changes = [(one.start_ns(), one.nbytes()) for one in records if one.name() == "[memory]"]
    changes.sort(key=lambda change: change[0])
    return max(accumulate((size for _, size in changes), initial=0))


def _on_cuda(run: Callable[[], object], device: torch.device) -> int:
    cuda = load().cuda
    cuda.synchronize(device)
    cuda.reset_peak_memory_stats(device)
    before = cuda.memory_allocated(device)
    run()
    cuda.synchronize(device)
    return int(cuda.max_memory_allocated(device) - before)
