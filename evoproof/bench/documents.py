"""What was measured as JSON: the facts, and what was the machine's part in them."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from typing import Any

from evoproof.bench.contest import Setting
from evoproof.bench.proofs import Timed
from evoproof.bench.report import Cell, Contestant
from evoproof.numeric.backend import load


def document(cells: Sequence[Cell], setting: Setting) -> str:
    """The table of operators as one JSON object."""
    torch = load()
    return _written({
        "torch": torch.__version__,
        "python": platform.python_version(),
        "device": str(setting.device),
        "device_name": _device_name(torch, setting),
        "threads": setting.threads,
        "rounds": setting.rounds,
        "cells": [_cell(one) for one in cells],
    })  # fmt: skip


def timings(timed: Sequence[Timed], rounds: int) -> str:
    """Proofs and commands as one JSON object."""
    rows = [
        {"kind": one.kind, "name": one.name, "median": one.median, "seconds": one.seconds}
        for one in timed
    ]
    return _written({"python": platform.python_version(), "rounds": rounds, "timings": rows})


def _written(facts: dict[str, Any]) -> str:
    return json.dumps({"schema": 1, **facts}, indent=1)


def _device_name(torch: Any, setting: Setting) -> str:
    if setting.device.type == "cuda":
        return str(torch.cuda.get_device_name(setting.device))
    return platform.machine()


def _cell(cell: Cell) -> dict[str, Any]:
    best = cell.best
    return {
        "operator": cell.operator,
        "size": cell.size,
        "dtype": cell.dtype,
        "best": best.name if best else None,
        "aim": cell.aim,
        "met": cell.met,
        "refused": dict(cell.refused),
        "contestants": [_contestant(cell, one) for one in cell.contestants],
    }


def _contestant(cell: Cell, one: Contestant) -> dict[str, Any]:
    known = cell.best is not None
    return {
        "name": one.name,
        "kind": one.kind,
        "median": one.median,
        "seconds": list(one.seconds),
        "ratio": cell.ratio(one) if known else None,
        "peak_bytes": one.peak_bytes,
        "memory_ratio": cell.memory(one) if known else None,
        "difference": one.difference,
        "operations": one.operations,
        "flops": one.flops,
        "predicted_bytes": one.predicted_bytes,
    }
