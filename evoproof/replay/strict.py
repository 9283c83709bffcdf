"""Strict reading of JSON: every value has its one expected type, every key is known.

All functions raise ReplayError(where, what).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from evoproof.replay.failure import Refusal, ReplayError

T = TypeVar("T")

LARGEST = 2**62
LONGEST = 200_000_000
"""How many bytes a record may have."""


def load(data: object) -> object:
    """The JSON of a record that was given as a dict, as text or as the path of a file."""
    if isinstance(data, Path):
        try:
            data = data.read_text("utf-8") if data.stat().st_size <= LONGEST else "too large"
        except (OSError, UnicodeDecodeError) as problem:
            raise ReplayError("record", f"the file cannot be read: {problem}") from None
    return parse(data) if isinstance(data, str) else data


def parse(written: str) -> object:
    try:
        return json.loads(
            written,
            object_pairs_hook=_pairs,
            parse_float=_no_number,
            parse_constant=_no_number,
            parse_int=_whole,
        )
    except RecursionError:
        raise ReplayError("record", "the JSON is nested too deeply") from None
    except ValueError as problem:
        raise ReplayError("record", f"not JSON: {problem}") from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ReplayError("record", f"a key occurs twice among {sorted(found)[:8]}")
    return found


def _no_number(written: str) -> NoReturn:
    raise ReplayError("record", f"{written} is not an integer")


def _whole(written: str) -> int:
    if len(written) > 20 or written == "-0":
        raise ReplayError("record", f"{written[:20]} is not an integer of ordinary size")
    return int(written)


def fields(
    value: object, where: str, required: Collection[str], optional: Collection[str] = ()
) -> Mapping[str, Any]:
    """A JSON object with all of the `required` keys and no others than the `optional` ones."""
    if type(value) is not dict:
        raise ReplayError(where, "an object is expected")
    for key in value:
        if key not in required and key not in optional:
            raise ReplayError(where, f"the key {key!r} is not known")
    for key in required:
        if key not in value:
            raise ReplayError(where, f"the key {key!r} is missing")
    return value


def items(value: object, where: str, length: int | None = None) -> Iterator[tuple[str, Any]]:
    """The entries of a JSON array, each with its place."""
    if type(value) is not list:
        raise ReplayError(where, "a list is expected")
    if length is not None and len(value) != length:
        raise ReplayError(where, f"{length} entries are expected, not {len(value)}")
    return ((f"{where}[{k}]", one) for k, one in enumerate(value))


def word(value: object, where: str) -> str:
    if type(value) is not str:
        raise ReplayError(where, "a text is expected")
    return value


def truth(value: object, where: str) -> bool:
    if type(value) is not bool:
        raise ReplayError(where, "true or false is expected")
    return value


def whole(value: object, where: str) -> int:
    if type(value) is not int or not -LARGEST < value < LARGEST:
        raise ReplayError(where, "an integer is expected")
    return value


def entry(value: object, where: str, table: Sequence[T], what: str) -> T:
    """An earlier entry of a table, by its number."""
    number = whole(value, where)
    if not 0 <= number < len(table):
        raise ReplayError(where, f"there is no earlier {what} {number}")
    return table[number]


def here(where: str, read: Callable[..., T], *arguments: Any) -> T:
    """Call `read`; a refusal is reported at `where`."""
    try:
        return read(*arguments)
    except Refusal as refusal:
        raise ReplayError(where, str(refusal)) from None
