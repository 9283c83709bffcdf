"""The file of a baseline: JSON, a line for each thing, in the order of their keys."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from evoproof.baseline.known import Baseline, Known
from evoproof.errors import EvoproofError

NAME = "evoproof-baseline.json"
SCHEMA = 1
LARGEST_FILE = 10_000_000

_WORD = re.compile(r"[a-z-]{1,40}")
_HASH = re.compile(r"[0-9a-f]{16}")


class BaselineError(EvoproofError):
    """A baseline that cannot be read or written: which file, and what is wrong with it."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file


def written(found: Baseline) -> str:
    """The text of the file."""
    rows = [f"{json.dumps(key)}: {json.dumps(_row(found[key]))}" for key in sorted(found)]
    results = ",\n".join(rows)
    return f'{{"schema": {SCHEMA}, "results": {{\n{results}\n}}}}\n'


def _row(known: Known) -> dict[str, Any]:
    steps = {"steps": list(known.steps)} if known.steps else {}
    return {"known": known.known, "statement": known.statement, **steps}


def write(file: Path, found: Baseline) -> None:
    """Write the file. Raises BaselineError."""
    try:
        file.write_text(written(found), encoding="utf-8", newline="\n")
    except OSError as error:
        raise BaselineError(file, f"cannot be written: {error.strerror or error}") from None


def read(file: Path) -> dict[str, Known]:
    """The baseline in the file. Raises BaselineError for anything but one of this schema."""
    try:
        with file.open("rb") as handle:
            data = handle.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BaselineError(file, f"cannot be read: {error.strerror or error}") from None
    if len(data) > LARGEST_FILE:
        raise BaselineError(file, f"a baseline has at most {LARGEST_FILE:,} bytes")
    try:
        return parsed(data.decode("utf-8"))
    except RecursionError:
        raise BaselineError(file, "no baseline: nested too deeply") from None
    except UnicodeDecodeError:
        raise BaselineError(file, "not UTF-8") from None
    except json.JSONDecodeError as error:
        raise BaselineError(file, f"not JSON: {error}") from None
    except ValueError as error:
        raise BaselineError(file, f"no baseline: {error}") from None


def parsed(text: str) -> dict[str, Known]:
    """The baseline in the text. Raises ValueError, its message says what is wrong."""
    whole = json.loads(text, object_pairs_hook=_distinct)
    if not isinstance(whole, dict):
        raise ValueError("an object is wanted")
    schema = whole.get("schema")
    if type(schema) is not int or schema != SCHEMA:
        raise ValueError(f"this evoproof reads schema {SCHEMA}, not {schema!a:.40}")
    if whole.keys() != {"schema", "results"} or not isinstance(whole["results"], dict):
        raise ValueError('its entries are "schema" and "results"')
    return {key: _known(key, row) for key, row in whole["results"].items()}


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key that stands twice, as after a merge, would hide a line."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!a:.200} stands there twice")
    return found


def _known(key: str, row: object) -> Known:
    if "::" not in key or not key.isprintable():
        raise ValueError(f"{key!a:.200} is no key: file::name")
    match row:
        case {"known": str(known), "statement": str(statement), **rest} if rest.keys() <= {"steps"}:
            steps = rest.get("steps", [])
            words = [known, *steps] if isinstance(steps, list) else []
            if words and all(map(_is_word, words)) and _HASH.fullmatch(statement):
                return Known(known, statement, tuple(words[1:]))
    raise ValueError(f'{key!a:.200}: "known", "statement" and perhaps "steps" are wanted')


def _is_word(value: object) -> bool:
    return isinstance(value, str) and _WORD.fullmatch(value) is not None
