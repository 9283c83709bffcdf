"""A counterexample in a few lines: sizes and index, what is read there, and both values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from evoproof.refute import Counterexample

INDENT = "    "
LONGEST = 300
"""A longer table is written as its entries that are not 0."""

LINES = ("the line above is", "this line is")
SIDES = ("left =", "right =")


def counterexample(
    found: Counterexample, sides: tuple[str, str] = LINES, label: str = "counterexample"
) -> Iterator[Text]:
    """Sizes, index, entries, and both values; or the reading that has no meaning."""
    where = _values({**found.sizes, **found.index}) or "there is nothing to choose"
    yield Text(f"{INDENT}{label}: {where}")
    if found.access is not None:
        yield Text(f"{INDENT}    no meaning: {found.access}")
        return
    for name, entries in {**found.tensors, **found.scalars}.items():
        yield Text(f"{INDENT}    {name}{_entries(entries)}")
    for name, table in found.functions.items():
        shown = ", ".join(f"{name}({given}) = {value}" for given, value in table.items())
        yield Text(f"{INDENT}    {shown}")
    note = f"  ({found.note})" if found.note else ""
    left, right = sides
    yield Text(f"{INDENT}    {left} {found.left}, {right} {found.right}{note}")


def _values(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _entries(entries: Any) -> str:
    """Nested lists of numbers without the quotes, or where the entries are not 0."""
    whole = str(entries).replace("'", "")
    if len(whole) <= LONGEST and not isinstance(entries, Mapping):
        return f" = {whole}"
    others = [f"{list(at)} = {value}" for at, value in _numbered(entries, ()) if value != "0"]
    shown = ", ".join(others)
    cut = shown if len(shown) <= LONGEST else shown[:LONGEST].rpartition(",")[0] + ", ..."
    return f"{cut}, 0 elsewhere" if others else " = 0 everywhere"


def _numbered(entries: Any, at: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    if isinstance(entries, str):
        yield at, entries
        return
    if isinstance(entries, Mapping):
        yield from ((tuple(map(int, key.split(","))), value) for key, value in entries.items())
        return
    for number, one in enumerate(entries):
        yield from _numbered(one, (*at, number))
