"""What a repository starts with: files that are written where there are none of their name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from evoproof.errors import EvoproofError

HOOKS = ".pre-commit-config.yaml"
TEMPLATES = {
    "evoproof.toml": "evoproof.toml",
    "claims/first.toml": "first.toml",
    "derivations/first.py": "first.py.txt",  # .txt: nothing takes it for a module of evoproof
    ".github/workflows/evoproof.yml": "evoproof.yml",
    HOOKS: "pre-commit-config.yaml",
}
"""The files by their names below the repository, and the templates that they are made from."""


class InitError(EvoproofError):
    """A file that cannot be written: which, and why."""


@dataclass(frozen=True)
class Made:
    """A file, and whether it was written now; `add` is what one that was there still lacks."""

    file: Path
    written: bool
    add: str = ""


def initialise(folder: Path, version: str) -> Iterator[Made]:
    """Write each file into the folder, unless something of its name is there.

    `version` of evoproof is the one that the workflow and the hook install. Raises InitError.
    """
    for name, template in TEMPLATES.items():
        yield _made(folder / name, _text(template, version))


def _text(template: str, version: str) -> str:
    whole = files("evoproof.project").joinpath("templates", template)
    return whole.read_text(encoding="utf-8").replace("@VERSION@", version)


def _made(file: Path, text: str) -> Made:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
    except FileExistsError:
        if not file.is_file():
            raise InitError(f"{file}: cannot be written: something else is there") from None
        return Made(file, False, _lacking(file, text))
    except OSError as error:
        raise InitError(f"{file}: cannot be written: {error.strerror or error}") from None
    return Made(file, True)


def _lacking(file: Path, text: str) -> str:
    """The entry for other hooks to stand beside, if it does not stand there."""
    if file.name != HOOKS or "evoproof" in file.read_text(encoding="utf-8", errors="replace"):
        return ""
    return text.partition("\n")[2].rstrip()
