"""`evoproof report -o FOLDER`: the derivations and the audit as a site that is read offline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from evoproof.audit.entry import Entry
from evoproof.audit.outcome import Proved
from evoproof.audit.reading import read_entries
from evoproof.audit.run import Summary, judged_entries, tasks
from evoproof.audit.verdict import EntryReport
from evoproof.check.exit_codes import exit_code
from evoproof.console.judging import processes
from evoproof.console.reporting import Reporter, derivations, working
from evoproof.console.tasks import Audited, InFile
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import choose
from evoproof.numeric.check import device
from evoproof.site.build import Material, pages
from evoproof.site.making import Maker
from evoproof.site.pages import former, write
from evoproof.site.view import DerivationView


@click.command("report")
@click.argument("names", metavar="[NAME|FILE.py ...]", nargs=-1)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder of the site: a new or empty one, or that of a former report.",
)
@click.option("--symbolic-only", is_flag=True, help="Leave the numbers out; needs no torch.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of sizes and entries.")
@click.option("-j", "jobs", type=click.IntRange(min=1), help="Judge in so many processes.")
def command(
    names: tuple[str, ...], output: Path, symbolic_only: bool, seed: int, jobs: int | None
) -> int:
    """Write a site: a page for each derivation, cards of the rules, and the errata of the paper.

    It is read from the folder, without a server or a network: open FOLDER/index.html. With a NAME:
    these derivations, and no errata. Exit codes: those of evoproof check.
    """
    former(output)
    chosen = derivations(choose(names))
    entries = () if names else read_entries()
    if not symbolic_only:
        device("auto")
    terminal = Terminal()
    audited = [*map(Audited, tasks(entries, {one.name for one in chosen}))]
    jobs = jobs or processes([*chosen, *audited], numbers=True)
    with working(Reporter(Maker(not symbolic_only, seed=seed), seed), jobs) as work:
        answers = work([*chosen, *audited])
        views = list(_taken(chosen, answers, terminal, len(chosen) + len(entries)))
        reports = list(_audited(entries, answers, views, terminal))
    made = pages(Material(views, reports))
    write(output, made)
    terminal.note(f"wrote {len(made)} pages: {output / 'index.html'}")
    return exit_code([*views, *reports])


def _taken(
    chosen: Sequence[InFile], answers: Iterator[Any], terminal: Terminal, total: int
) -> Iterator[DerivationView]:
    for number, one in enumerate(chosen):
        with terminal.working(f"{one.name} ...", number, total):
            view = next(answers)
        yield view


def _audited(
    entries: Sequence[Entry],
    answers: Iterator[Any],
    views: Sequence[DerivationView],
    terminal: Terminal,
) -> Iterator[EntryReport]:
    """The audit; a derivation that has a page is not proved again."""
    found = {one.name: Summary(one.verdict, None, one.reason, 0.0) for one in views}

    def prove(name: str) -> Proved:
        return found[name]

    judged = judged_entries(entries, answers, found, prove)
    for number, entry in enumerate(entries, len(views)):
        with terminal.working(f"{entry.id} ...", number, len(views) + len(entries)):
            report = next(judged)
        yield report
