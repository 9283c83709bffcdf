"""Dask's executor, as `--executor cli_dask:two_workers` names it."""

from __future__ import annotations

from concurrent.futures import Executor

from dask.distributed import Client


def two_workers() -> Executor:
    """A cluster of two processes on this machine, which ends with this process."""
    return Client(n_workers=2, threads_per_worker=1, dashboard_address=None).get_executor()
