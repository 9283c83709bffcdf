"""Derivation files as they stand on disk: read with `ast`, never run, which costs nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from evoproof.derivations import FOLDER
from evoproof.library.errors import LibraryError, UnknownName

_SUGGESTIONS = 3
CLAIMS = ".toml"
"""How the name of a claims file ends."""
SETTINGS = ("pyproject.toml", "evoproof.toml")
"""Files with that ending that hold no claims, but are found where they are."""


@dataclass(frozen=True)
class Entry:
    """A derivation file: `names` are the variables in it that `prove(...)` is assigned to."""

    file: Path
    doc: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.file.stem

    @property
    def title(self) -> str:
        return self.doc.strip().partition("\n")[0]

    @property
    def source(self) -> str:
        """The line of the docstring that starts with "Source:"."""
        marked = (line.strip() for line in self.doc.splitlines())
        found = (line.removeprefix("Source:") for line in marked if line.startswith("Source:"))
        return next(found, "").strip()


@dataclass(frozen=True)
class Choice:
    """What a user asked for: a file, and one derivation in it (None: all of them)."""

    file: Path
    name: str | None = None

    @property
    def is_claims(self) -> bool:
        """Whether the file is a claims file, not one of derivations."""
        return self.file.suffix == CLAIMS


def read(file: Path) -> Entry:
    """The title and the names of a file. Raises LibraryError where it is no Python text."""
    tree = parse(file)
    names = (name for statement in tree.body for name in _proved(statement))
    return Entry(file, ast.get_docstring(tree) or "", tuple(names))


def parse(file: Path) -> ast.Module:
    """The syntax tree of a file. Raises LibraryError, with the line where there is one."""
    shown = str(file)
    try:
        return ast.parse(file.read_bytes(), shown)
    except SyntaxError as error:
        at = f"{shown}:{error.lineno}" if error.lineno else shown
        raise LibraryError(f"{at}: {error.msg}", shown) from None
    except ValueError as error:
        raise LibraryError(f"{shown}: {error}", shown) from None
    except OSError as error:
        raise LibraryError(f"{shown}: {error.strerror or error}", shown) from None


def _proved(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="prove"))):
            yield name


def paper() -> tuple[Entry, ...]:
    """The paper's own derivations, by name."""
    return tuple(read(file) for file in _files(FOLDER))


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.py") if not file.name.startswith("_"))


def choose(arguments: Sequence[str]) -> tuple[Choice, ...]:
    """What the arguments name: files, folders, names of the paper's; without any, the paper's.

    Raises UnknownName, and LibraryError for a path where nothing is.
    """
    entries = paper()
    if not arguments:
        return tuple(Choice(entry.file) for entry in entries)
    found = (choice for one in arguments for choice in _choices(one, entries))
    return tuple(dict.fromkeys(found))


def _choices(argument: str, entries: Sequence[Entry]) -> list[Choice]:
    path = Path(argument)
    if argument.endswith((".py", CLAIMS, "/")) or len(path.parts) > 1 or argument in (".", ".."):
        return _at(path)
    named = [Choice(entry.file) for entry in entries if entry.name == argument]
    inside = [Choice(entry.file, argument) for entry in entries if argument in entry.names]
    if not named and not inside:
        if path.is_dir():
            return _at(path)
        known = [name for entry in entries for name in (entry.name, *entry.names)]
        close = get_close_matches(argument, dict.fromkeys(known), _SUGGESTIONS)
        raise UnknownName(argument, close)
    return named or inside


def _at(path: Path) -> list[Choice]:
    if path.is_dir():
        claims = (file for file in path.glob(f"*{CLAIMS}") if file.name not in SETTINGS)
        return [Choice(file) for file in (*_files(path), *sorted(claims))]
    if not path.exists():
        raise LibraryError(f"{path}: no such file", str(path))
    return [Choice(path)]
