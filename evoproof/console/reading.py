"""Chosen files, loaded and judged one by one; what cannot be read is reported like the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from evoproof.calc import Derivation
from evoproof.check.report import DerivationReport, unreadable
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import Choice, read
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


def names_in(choice: Choice) -> Sequence[str]:
    """The derivations that were chosen, as far as the file can be read without running it."""
    try:
        return (choice.name,) if choice.name else read(choice.file).names
    except LibraryError:
        return ()
