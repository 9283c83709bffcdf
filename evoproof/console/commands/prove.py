"""`evoproof prove NAME...`: derivations printed like a paper's, each line with its reason."""

from __future__ import annotations

import click

from evoproof.calc.display import chain_of
from evoproof.check.documents import document
from evoproof.check.exit_codes import exit_code
from evoproof.check.proof import judged
from evoproof.check.report import DerivationReport
from evoproof.console.chain import chain
from evoproof.console.reading import report_on
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import choose
from evoproof.show.align import paste


@click.command("prove")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option(
    "--level",
    type=click.Choice(["chain", "kernel"]),
    default="chain",
    show_default=True,
    help="The lines as written, or every rule of the kernel between them.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "latex"]),
    default="text",
    show_default=True,
    help="How formulas are printed.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def command(names: tuple[str, ...], level: str, form: str, as_json: bool) -> int:
    """Prove derivations and print them: expression, reason, expression, ...

    NAME is the name of a derivation (see: evoproof list) or a derivation file, FILE.py.
    """
    terminal = Terminal()
    reports = []
    for choice in choose(names):
        for report in report_on(choice, judged, terminal):
            reports.append(report)
            if not as_json:
                _print(report, terminal, level == "kernel", form)
    if as_json:
        terminal.raw(document(reports, lines=True))
    return exit_code(reports)


def _print(report: DerivationReport, terminal: Terminal, kernel: bool, form: str) -> None:
    if report.derivation is None:
        terminal.note(f"evoproof: {report.reason}")
    elif form == "latex":
        terminal.raw(paste(chain_of(report.derivation)).removesuffix("\n"))
    else:
        to = terminal
        for line in chain(report, report.derivation, to.glyphs, to.width, kernel=kernel):
            to.line(line)
        terminal.line()
