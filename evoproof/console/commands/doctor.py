"""`evoproof doctor`: what is installed, which devices there are, what the terminal can show."""

from __future__ import annotations

import platform
import sys
from importlib import metadata

import click

from evoproof import __version__
from evoproof.console.terminal import Terminal
from evoproof.derivations import FOLDER
from evoproof.numeric.backend import load
from evoproof.numeric.errors import NumericUnavailable

PACKAGES = ("sympy", "z3-solver", "click", "rich", "torch")


@click.command("doctor")
def command() -> None:
    """Versions, devices, encoding."""
    terminal = Terminal()
    rows = {
        "evoproof": __version__,
        "python": f"{platform.python_version()} on {platform.platform()}",
        **{name: _version(name) for name in PACKAGES},
        "devices": _devices(),
        "derivations": str(FOLDER),
        "output": f"{sys.stdout.encoding}, {terminal.glyphs} formulas, {terminal.width} columns",
    }
    width = max(map(len, rows))
    for name, value in rows.items():
        terminal.line(f"{name:<{width}}  {value}")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _devices() -> str:
    try:
        torch = load()
    except NumericUnavailable as reason:
        return f"none: {reason}"
    if not torch.cuda.is_available():
        return "cpu"
    count = torch.cuda.device_count()
    return ", ".join(("cpu", *(f"cuda:{k} {torch.cuda.get_device_name(k)}" for k in range(count))))
