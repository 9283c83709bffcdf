"""`evoproof properties [NAME ...]`: what the kernels of evolutions depend on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
from rich.text import Text

from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import choose
from evoproof.library.loading import load
from evoproof.properties.dependence import ON
from evoproof.properties.kernels import fixed
from evoproof.properties.report import Properties, properties

UNDECIDED, NOTHING = 3, 4
NOTE = (
    "agnostic: the same for all, as section 2.1 of the paper says of convolution; "
    "its section 3.6 interchanges agnostic and specific (audit T29)"
)


@click.command("properties")
@click.argument("names", metavar="[NAME|FILE.py ...]", nargs=-1)
@click.option(
    "--set", "values", metavar="SIZE=VALUE", multiple=True, help="Look at one value of a size: G=1."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def command(names: tuple[str, ...], values: tuple[str, ...], as_json: bool) -> int:
    """Find out what the kernel of each evolution depends on.

    The kernel's slots i, j (pixel), u, v (tap), c, m (channels), and the image X. That it does not
    depend on one is proved for all sizes, definitions opened; that it does is shown by a witness.
    Exit codes: 0 all decided; 2 a name or value that cannot be read; 3 something is undecided;
    4 no evolution there.
    """
    terminal = Terminal()
    found: list[Properties] = []
    for report in _reports(names, dict(map(_value, values)), terminal):
        if not as_json:
            if not found:
                terminal.line(Text(_row("derivation", "kernel", *ON, "space", "channel"), "dim"))
            terminal.line(_shown(report))
        found.append(report)
    if as_json:
        results = [_result(one) for one in found]
        terminal.raw(json.dumps({"schema": 1, "results": results}, indent=1))
    elif found:
        terminal.line(NOTE)
    if not found:
        terminal.note("evoproof: no evolution there")
        return NOTHING
    return 0 if all(one.decided for one in found) else UNDECIDED


def _reports(
    names: Sequence[str], values: Mapping[str, int], terminal: Terminal
) -> Iterator[Properties]:
    for choice in choose(names):
        for derivation in load(choice):
            for name in values.keys() - set(derivation.claim.sizes):
                known = ", ".join(derivation.claim.sizes)
                said = f"{derivation.name} has no size {name}; it has {known}"
                raise click.BadParameter(said, param_hint="--set")
            also = [fixed(name, value) for name, value in values.items()]
            with terminal.working(f"{derivation.name} ..."):
                reports = list(properties(derivation, also))
            yield from reports


def _value(text: str) -> tuple[str, int]:
    """A size, and the number that it is."""
    name, _, number = text.partition("=")
    if not name.strip().isidentifier() or not number.strip().isdecimal():
        raise click.BadParameter(f"{text!r}: write SIZE=VALUE, such as G=1", param_hint="--set")
    return name.strip(), int(number)


def _row(derivation: str, kernel: str, *cells: str) -> str:
    *slots, space, channel = cells
    marks = "  ".join(slots)
    return f"{derivation:<26}  {kernel:<22}  {marks}  {space:<9} {channel}".rstrip()


def _shown(report: Properties) -> Text:
    kernel = f"{report.kernel.kernel.name} {report.kernel.equation}"
    marks = [_mark(one.holds) for one in report.dependences]
    return Text(_row(report.kernel.derivation, kernel, *marks, report.spatial, report.channel))


def _mark(holds: bool | None) -> str:
    return "?" if holds is None else "x" if holds else "."


def _result(report: Properties) -> dict[str, Any]:
    return {
        "derivation": report.kernel.derivation,
        "kernel": report.kernel.kernel.name,
        "equation": report.kernel.equation.strip("()") or None,
        "depends_on": {one.on: one.holds for one in report.dependences},
        "witnesses": {
            one.on: one.witness.to_dict() for one in report.dependences if one.witness is not None
        },
        "spatial": report.spatial,
        "channel": report.channel,
    }
