"""An exercise as a TOML file: texts only, nothing of which is executed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from evoproof.claims.names import near
from evoproof.errors import EvoproofError
from evoproof.teach.declarations import Declarations
from evoproof.teach.exercise import Exercise
from evoproof.teach.kinds import KINDS, kind_of

LARGEST = 1_000_000
MOST_LINES = 100
_DECLARED = {one.name: one for one in fields(Declarations)}


class ExerciseError(EvoproofError):
    """A file that is no exercise: which file, which field, and what would do."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file


def dumped(exercise: Exercise, *, with_solution: bool) -> str:
    """The file's text; the solution is in it only where it is wanted."""
    kept = exercise if with_solution else replace(exercise, solution="")
    rows = ["[exercise]", f"kind = {_text(kind_of(exercise))}", *_rows(kept, "title")]
    rows += _rows(kept.declarations)
    others = [one.name for one in fields(kept) if one.name not in ("title", "declarations")]
    return "\n".join([*rows, *_rows(kept, *others)]) + "\n"


def _rows(data: object, *names: str) -> Iterator[str]:
    """The fields that are not empty."""
    for name in names or _DECLARED:
        value = getattr(data, name)
        if isinstance(value, tuple) and value:
            yield f"{name} = [\n" + "".join(f"    {_text(one)},\n" for one in value) + "]"
        elif value:
            yield f"{name} = {_text(value)}"


def _text(value: str) -> str:
    """A basic string of TOML, which JSON's are."""
    return json.dumps(value, ensure_ascii=False)


def loaded(file: Path) -> Exercise:
    """The exercise of a file, as it is written there. Raises ExerciseError."""
    table = _table(file)
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ExerciseError(str(file), f"kind is one of {', '.join(KINDS)}")
    known = {one.name for one in fields(KINDS[kind])} - {"declarations"}
    found: dict[str, Any] = {}
    said: dict[str, Any] = {}
    for name, value in table.items():
        if name in _DECLARED:
            said[name] = _checked(file, name, value, _is_list(Declarations, name))
        elif name in known:
            found[name] = _checked(file, name, value, _is_list(KINDS[kind], name))
        elif name != "kind":
            hint = near(name, [*known, *_DECLARED]) or f"see {', '.join(sorted(known))}"
            raise ExerciseError(str(file), f"unknown field {name[:100]!a}: {hint}")
    missing = sorted(known - {"solution"} - set(found))
    if missing:
        raise ExerciseError(str(file), f"the field {missing[0]} is missing")
    return KINDS[kind](**found, declarations=Declarations(**said))


def _is_list(owner: type, name: str) -> bool:
    return any(one.name == name and "tuple" in str(one.type) for one in fields(owner))


def _checked(file: Path, name: str, value: object, many: bool) -> str | tuple[str, ...]:
    if many:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ExerciseError(str(file), f'{name}: write {name} = ["...", "..."]')
        if len(value) > MOST_LINES:
            raise ExerciseError(str(file), f"{name}: there are at most {MOST_LINES} texts")
        return tuple(value)
    if not isinstance(value, str):
        raise ExerciseError(str(file), f'{name}: write {name} = "..."')
    if name == "title" and not value.isprintable():
        raise ExerciseError(str(file), "title: a title is one line of text")
    return value


def _table(file: Path) -> Mapping[str, Any]:
    try:
        with file.open("rb") as handle:
            data = handle.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ExerciseError(str(file), f"an exercise has at most {LARGEST:,} bytes")
        document = tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise ExerciseError(str(file), f"cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise ExerciseError(str(file), f"not TOML: {error}") from None
    table = document.get("exercise")
    if not isinstance(table, dict) or set(document) != {"exercise"}:
        raise ExerciseError(str(file), "an exercise is one table: [exercise]")
    return table
