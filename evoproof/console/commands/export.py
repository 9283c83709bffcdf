"""`evoproof export NAME -o proof.json`: the proof, written out for another checker."""

from __future__ import annotations

from pathlib import Path

import click

from evoproof.calc import Derivation
from evoproof.check.exit_codes import exit_code
from evoproof.check.proof import judged
from evoproof.console.chain import conclusion
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import choose
from evoproof.library.loading import load
from evoproof.record import record, text


@click.command("export")
@click.argument("name")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write.",
)
def command(name: str, output: Path) -> int:
    """Write the proof of a derivation as JSON: every rule of the kernel with all that it needs."""
    terminal = Terminal()
    derivation = _one(name)
    report = judged(derivation)
    if not report.ok:
        for line in conclusion(report, terminal.glyphs):
            terminal.note(line)
        return exit_code([report])
    try:
        output.write_text(text(_record(derivation)), encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from None
    terminal.note(f"wrote {output}")
    return 0


def _one(name: str) -> Derivation:
    found = [one for choice in choose([name]) for one in load(choice)]
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        raise click.UsageError(f"{name} has several derivations, export one by its name: {names}")
    return found[0]


def _record(derivation: Derivation) -> dict[str, object]:
    theorems = [result.theorem for result in derivation.results if result.theorem is not None]
    return record(
        derivation.name, theorems, title=derivation.title, source=derivation.source,
        sizes=derivation.claim.sizes, tags=[line.place.tag for line in derivation.lines[1:]],
        reasons=[step.by.text for step in derivation.steps],
    )  # fmt: skip
