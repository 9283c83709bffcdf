"""A counterexample in a few lines: sizes and index, what is read there, and both values."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from evoproof.gate.messages import entries, values
from evoproof.refute import Counterexample

INDENT = "    "
LINES = ("the line above is", "this line is")
SIDES = ("left =", "right =")


def counterexample(
    found: Counterexample, sides: tuple[str, str] = LINES, label: str = "counterexample"
) -> Iterator[Text]:
    """Sizes, index, entries, and both values; or the reading that has no meaning."""
    where = values({**found.sizes, **found.index}) or "there is nothing to choose"
    yield Text(f"{INDENT}{label}: {where}")
    if found.access is not None:
        yield Text(f"{INDENT}    no meaning: {found.access}")
        return
    for name, table in {**found.tensors, **found.scalars}.items():
        yield Text(f"{INDENT}    {name}{entries(table)}")
    for name, table in found.functions.items():
        shown = ", ".join(f"{name}({given}) = {value}" for given, value in table.items())
        yield Text(f"{INDENT}    {shown}")
    note = f"  ({found.note})" if found.note else ""
    left, right = sides
    yield Text(f"{INDENT}    {left} {found.left}, {right} {found.right}{note}")
