"""Chosen files, loaded and judged one by one; what cannot be read is reported like the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from evoproof.calc import Derivation
from evoproof.check.report import DerivationReport, unreadable
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import Choice
from evoproof.library.errors import LibraryError
from evoproof.library.loading import load


def report_on(
    choice: Choice,
    judge: Callable[[Derivation], DerivationReport],
    terminal: Terminal,
    wanted: Callable[[str], bool] = bool,
) -> Iterator[DerivationReport]:
    """The reports on the derivations of a file whose names are wanted, in its order."""
    try:
        derivations = load(choice)
    except LibraryError as error:
        yield unreadable(str(choice.file), str(error))
        return
    for derivation in (one for one in derivations if wanted(one.name)):
        with terminal.working(f"{derivation.name} ..."):
            report = judge(derivation)
        yield report
