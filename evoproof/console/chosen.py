"""What `check` looks at: what is named, else a project's files, else the paper's derivations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import Choice, choose
from evoproof.library.errors import LibraryError
from evoproof.project.project import NAME, Project, project_file, read


@dataclass(frozen=True)
class Chosen:
    """The files, and the project that names them (None: it does not)."""

    choices: tuple[Choice, ...]
    project: Project | None

    @property
    def numbers(self) -> bool:
        """Whether numbers are taken where nobody says so."""
        return self.project is None or self.project.numbers


def chosen(names: Sequence[str]) -> Chosen:
    """The files of these names. Raises LibraryError and ProjectError."""
    file = None if names else project_file(Path.cwd())
    if file is None:
        return Chosen(choose(names), None)
    project = read(file)
    return Chosen(tuple(map(Choice, project.found())), project)


def without_execution(found: Chosen, names: Sequence[str], terminal: Terminal) -> Chosen:
    """The claims files alone.

    Derivation files of a project are left out, and named. Raises LibraryError for one that was
    asked for, and click.UsageError where nothing was and there is no project.
    """
    others = [choice for choice in found.choices if not choice.is_claims]
    if names and others:
        said = f"--no-exec: {others[0].file} is no claims file, and to judge it is to run it"
        raise LibraryError(said, str(others[0].file))
    if not names and found.project is None:
        raise click.UsageError(f"--no-exec: name claims files (there is no {NAME} here)")
    for choice in others:
        terminal.note(f"evoproof: --no-exec: {choice.file} is left out")
    claims = tuple(choice for choice in found.choices if choice.is_claims)
    return Chosen(claims, found.project)
