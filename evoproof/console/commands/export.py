"""`evoproof export NAME -o FILE`: proofs, for another checker as JSON, for a paper as LaTeX."""

from __future__ import annotations

from pathlib import Path

import click

from evoproof.calc import Derivation
from evoproof.calc.derivation import PROVED
from evoproof.calc.display import chain_of
from evoproof.check.exit_codes import NOT_AS_EXPECTED, exit_code
from evoproof.check.proof import judged
from evoproof.check.report import Report
from evoproof.claims.syntax import Claim
from evoproof.console.chain import conclusion
from evoproof.console.claim_files import entries
from evoproof.console.terminal import Terminal
from evoproof.judge.judge import judgement
from evoproof.judge.records import records
from evoproof.judge.report import ClaimReport
from evoproof.library.catalogue import Choice, choose
from evoproof.library.loading import load
from evoproof.record import record, text
from evoproof.show.align import document, paste

STANDARD_OUTPUT = Path("-")


@click.command("export")
@click.argument("name", metavar="NAME|FILE.py|FILE.toml")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write, - for standard output; for a claims file the folder, made if it is "
    "not there.",
)
@click.option("--latex", is_flag=True, help="For a paper: an align* environment with the reasons.")
@click.option("--standalone", is_flag=True, help="With --latex: a document that compiles as it is.")
def command(name: str, output: Path, latex: bool, standalone: bool) -> int:
    """Write proofs as JSON: every rule of the kernel with all that it needs.

    Of a claims file, the proof of each proved claim, in FOLDER/CLAIM.json. A claim whose conditions
    fall into cases has a proof for each: CLAIM.1.json, CLAIM.2.json, ... With --latex, a derivation
    as it is read: its lines with reasons, its conditions, and what its letters stand for.
    """
    if standalone and not latex:
        raise click.UsageError("--standalone goes with --latex")
    terminal = Terminal()
    chosen = choose([name])
    if any(choice.is_claims for choice in chosen):
        if latex or output == STANDARD_OUTPUT:
            raise click.UsageError(f"{name}: a claims file is written as JSON, into a folder")
        reports = [_exported(one, output, terminal) for one in entries(chosen[0])]
        return exit_code(reports)
    derivation = _one(name, chosen)
    report = judged(derivation)
    if report.verdict != PROVED:
        for line in conclusion(report, terminal.glyphs):
            terminal.note(line)
        return exit_code([report]) or NOT_AS_EXPECTED
    _write(output, _written(derivation, latex, standalone), terminal)
    return 0


def _written(derivation: Derivation, latex: bool, standalone: bool) -> str:
    if not latex:
        return text(_record(derivation))
    return (document if standalone else paste)(chain_of(derivation))


def _exported(entry: Claim | ClaimReport, folder: Path, terminal: Terminal) -> Report:
    """The report on a claim whose proof is written, if it has one."""
    if isinstance(entry, ClaimReport):
        terminal.note(f"{entry.reason}")
        return entry
    made = judgement(entry)
    found = records(entry, made)
    if not found:
        terminal.note(f"{entry.name}: {made.report.verdict}: {made.report.reason}")
    for name, one in found.items():
        _write(folder / f"{name}.json", text(one), terminal)
    return made.report


def _write(file: Path, made: str, terminal: Terminal) -> None:
    if file == STANDARD_OUTPUT:
        terminal.raw(made.removesuffix("\n"))
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror or error}") from None
    terminal.note(f"wrote {file}")


def _one(name: str, chosen: tuple[Choice, ...]) -> Derivation:
    found = [one for choice in chosen for one in load(choice)]
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
