"""The file `evoproof.toml` at a repository's root: which files the gate is made of. It is data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from evoproof.claims.names import near
from evoproof.errors import EvoproofError
from evoproof.library.catalogue import CLAIMS

NAME = "evoproof.toml"
LARGEST_FILE = 1_000_000
_KEYS = ("files", "numbers")
_ENDINGS = (".py", CLAIMS)


class ProjectError(EvoproofError):
    """A project file that cannot be read: which file, and what is wrong with it."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file


@dataclass(frozen=True)
class Project:
    """`files` are globs relative to the folder of `file`; `numbers`: whether they are taken."""

    file: Path
    files: tuple[str, ...]
    numbers: bool = True

    @property
    def folder(self) -> Path:
        return self.file.parent

    def found(self) -> tuple[Path, ...]:
        """The files, in the order of the globs, each once.

        Files whose names begin with _ are no derivations of their own. Raises ProjectError for a
        glob that matches nothing, and for a file that is neither .py nor .toml, or is a link that
        leads out of the repository.
        """
        found = dict.fromkeys(path for glob in self.files for path in self._matches(glob))
        return tuple(found)

    def _matches(self, glob: str) -> list[Path]:
        try:
            files = [path for path in self.folder.glob(glob) if path.is_file()]
        except ValueError as error:
            raise self._wrong(f"{glob!a} is no glob: {error}") from None
        found = sorted(path for path in files if not path.name.startswith("_"))
        if not found:
            raise self._wrong(f"{glob!a} matches nothing")
        for path in found:
            if path.suffix not in _ENDINGS:
                raise self._wrong(f"{glob!a} matches {path.name!a}, neither .py nor .toml")
            if not path.resolve().is_relative_to(self.folder.resolve()):
                raise self._wrong(f"{path.name!a} is a link that leads out of the repository")
        return found

    def _wrong(self, said: str) -> ProjectError:
        return ProjectError(self.file, f"files: {said}")


def project_file(folder: Path) -> Path | None:
    """The project file of the folder or of one above it, no further than a folder with .git.

    Its path is the one from the current folder.
    """
    for one in (folder, *folder.parents):
        if (one / NAME).is_file():
            return Path(relpath(one / NAME))
        if (one / ".git").exists():
            return None
    return None


def read(file: Path) -> Project:
    """The project that the file describes. Raises ProjectError."""
    table = _table(file)
    for key in table:
        if key not in _KEYS:
            hint = near(key, _KEYS) or f"the entries are {', '.join(_KEYS)}"
            raise ProjectError(file, f"unknown entry {key[:100]!a}: {hint}")
    if "files" not in table:
        raise ProjectError(file, 'the entry files is missing: write files = ["claims/*.toml"]')
    numbers = table.get("numbers", True)
    if not isinstance(numbers, bool):
        raise ProjectError(file, "numbers is true or false")
    return Project(file, tuple(_globs(file, table["files"])), numbers)


def _table(file: Path) -> Mapping[str, Any]:
    try:
        with file.open("rb") as handle:
            data = handle.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise ProjectError(file, f"a project file has at most {LARGEST_FILE:,} bytes")
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise ProjectError(file, f"cannot be read: {error.strerror or error}") from None
    except RecursionError:
        raise ProjectError(file, "not TOML: nested too deeply") from None
    except ValueError as error:
        raise ProjectError(file, f"not TOML: {error}") from None


def _globs(file: Path, value: object) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        raise ProjectError(file, 'files is a list of globs: files = ["claims/*.toml"]')
    for one in value:
        if not isinstance(one, str) or not one.isprintable() or not one.strip():
            raise ProjectError(file, f"files: {one!a:.100} is no glob")
        parts = PurePosixPath(one).parts
        if PureWindowsPath(one).drive or one.startswith(("/", "\\")) or ".." in parts:
            raise ProjectError(file, f"files: {one!a:.100} leads out of the repository")
        yield one
