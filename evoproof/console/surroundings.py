"""What `doctor` looks at: versions, machine, plugin, project, each as a row; and what is wrong."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from evoproof import __version__
from evoproof.baseline import file as baseline_file
from evoproof.console.terminal import Terminal
from evoproof.derivations import FOLDER
from evoproof.errors import EvoproofError
from evoproof.numeric.backend import load
from evoproof.numeric.errors import NumericUnavailable
from evoproof.project.project import NAME, project_file, read

PACKAGES = ("sympy", "z3-solver", "click", "rich", "jinja2", "torch", "numpy", "pytest")
ABSENT = "not installed"


@dataclass(frozen=True)
class Surroundings:
    """Rows by their labels, and one line for everything that cannot be used as it is."""

    rows: Mapping[str, str]
    wrong: tuple[str, ...]


def surroundings(terminal: Terminal) -> Surroundings:
    """What is there, as seen from the current folder."""
    wrong: list[str] = []
    rows = {
        "evoproof": __version__,
        "python": f"{platform.python_version()} on {platform.platform()}",
        **{name: _version(name) for name in PACKAGES},
        "numbers": _numbers(),
        "devices": _devices(),
        "cores": str(os.cpu_count() or "not known"),
        "memory": _memory(),
        "pytest plugin": _plugin(),
        "derivations": str(FOLDER),
        "project": _project(wrong),
        "baseline": _baseline(wrong),
        "output": f"{sys.stdout.encoding}, {terminal.glyphs} formulas, {terminal.width} columns",
    }
    return Surroundings(rows, tuple(wrong))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ABSENT


def _numbers() -> str:
    try:
        load()
    except NumericUnavailable as reason:
        return f"no: {reason}"
    return "yes"


def _devices() -> str:
    try:
        torch = load()
    except NumericUnavailable:
        return "none without torch"
    if not torch.cuda.is_available():
        return "cpu"
    count = torch.cuda.device_count()
    return ", ".join(("cpu", *(f"cuda:{k} {torch.cuda.get_device_name(k)}" for k in range(count))))


def _memory() -> str:
    """Of the machine, where the system says so."""
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return "not known"
    return f"{size / 2**30:.1f} GiB"


def _plugin() -> str:
    found = [one.value for one in metadata.entry_points(group="pytest11") if one.name == "evoproof"]
    return f"registered: {found[0]}" if found else "not registered: evoproof is not installed"


def _project(wrong: list[str]) -> str:
    file = project_file(Path.cwd())
    if file is None:
        return f"none: no {NAME} here or above"
    try:
        return f"{file}: {len(read(file).found())} files"
    except EvoproofError as error:
        wrong.append(str(error))
        return str(error)


def _baseline(wrong: list[str]) -> str:
    home = project_file(Path.cwd())
    file = (Path() if home is None else home.parent) / baseline_file.NAME
    if not file.exists():
        return "none"
    try:
        return f"{file}: {len(baseline_file.read(file))} recorded"
    except EvoproofError as error:
        wrong.append(str(error))
        return str(error)
