"""The line of a text that an error is about, with carets under the place."""

from __future__ import annotations

from evoproof.claims.syntax import Position

WINDOW = 100


def place(at: Position, text: str) -> str:
    """'left, column 12', or 'left, line 2, column 3' where the text has more than one line."""
    if not text:
        return at.field
    row, column = _row_and_column(text, at.start)
    line = f"line {row + 1}, " if "\n" in text.rstrip() else ""
    return f"{at.field}, {line}column {column + 1}"


def excerpt(at: Position, text: str) -> list[str]:
    """At most 100 characters of the line around the place, and the carets below them."""
    if not text:
        return []
    row, column = _row_and_column(text, at.start)
    line = text.split("\n")[row]
    first = _window_start(column, len(line))
    shown = line[first : first + WINDOW]
    width = max(1, min(at.end - at.start, len(shown) - (column - first)))
    before = "..." if first else ""
    after = "..." if first + WINDOW < len(line) else ""
    margin = " " * (4 + len(before) + column - first)
    return [f"    {before}{printable(shown)}{after}", margin + "^" * width]


def printable(text: str) -> str:
    """The text with a blank for every character that is none to be seen: the columns stay."""
    return "".join(one if one.isprintable() else " " for one in text)


def _window_start(column: int, length: int) -> int:
    if length <= WINDOW:
        return 0
    return max(0, min(column - WINDOW // 2, length - WINDOW))


def _row_and_column(text: str, start: int) -> tuple[int, int]:
    before = text[:start]
    return before.count("\n"), len(before) - (before.rfind("\n") + 1)
