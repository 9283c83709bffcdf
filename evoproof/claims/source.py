"""The text of a field and Python's tree of it, with places in characters."""

from __future__ import annotations

import ast
import re
import warnings

from evoproof.claims.errors import ClaimError
from evoproof.claims.scan import scan
from evoproof.claims.syntax import Position

_EQUAL = "a condition has =="
# Anywhere inside parentheses a text may go on in the next line.
_OPEN, _CLOSE = "(", "\n)"


class Source:
    """One text, of which the part `keep` is looked at; places count from the text's beginning."""

    __slots__ = ("_lines", "_starts", "field", "text", "tree")

    def __init__(self, field: str, text: str, keep: slice = slice(None)) -> None:
        """Raises ClaimError where the text is no expression of Python."""
        self.field = field
        self.text = text
        looked_at = _kept(text, keep)
        self._refuse_what_no_text_has(looked_at)
        lines = [] if looked_at.isascii() else (_OPEN + looked_at).split("\n")
        self._lines = [line.encode() for line in lines]
        self._starts = _starts(looked_at)
        self.tree = self._parsed(looked_at)

    def _refuse_what_no_text_has(self, looked_at: str) -> None:
        if not looked_at.strip():
            raise ClaimError("the text is empty", at=Position(self.field, 0, 0))
        if found := scan(looked_at):
            raise self.objection(found.start, found.end, found.message, found.hint)

    def _parsed(self, looked_at: str) -> ast.expr:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(_OPEN + looked_at + _CLOSE, mode="eval").body
        except SyntaxError as error:
            raise self._misspelt(error) from None
        except (RecursionError, MemoryError, ValueError):
            message = "the text is nested too deeply to be read"
            raise self.objection(0, 0, message, "name inner parts under let") from None

    def _misspelt(self, error: SyntaxError) -> ClaimError:
        row = error.lineno or 1
        start = max(0, min(self._starts[row] + (error.offset or 1) - 1, len(self.text)))
        found = error.msg.partition(" (")[0].partition(";")[0]
        if "'='" in found:
            return self.objection(
                start, start + 1, "a single = is not part of the language", _EQUAL
            )
        hint = "a product is written with *: 2*N" if "decimal literal" in found else ""
        return self.objection(start, start + 1, f"this is not an expression: {found}", hint)

    def objection(self, start: int, end: int, message: str, hint: str = "") -> ClaimError:
        return ClaimError(message, hint=hint, at=Position(self.field, start, end), text=self.text)

    def error(self, node: ast.AST, message: str, hint: str = "") -> ClaimError:
        """The message at the node's place."""
        at = self.at(node)
        return self.objection(max(0, at.start), min(at.end, len(self.text)), message, hint)

    def at(self, node: ast.AST, last: ast.AST | None = None) -> Position:
        """From the beginning of the node to its end, or to the end of `last`."""
        end = last or node
        rows = node.lineno, end.end_lineno  # type: ignore[attr-defined]
        offsets = node.col_offset, end.end_col_offset  # type: ignore[attr-defined]
        if self._lines:
            offsets = self._characters(rows[0], offsets[0]), self._characters(rows[1], offsets[1])
        starts = self._starts
        return Position(self.field, starts[rows[0]] + offsets[0], starts[rows[1]] + offsets[1])

    def _characters(self, row: int, offset: int) -> int:
        """Python counts bytes."""
        return len(self._lines[row - 1][:offset].decode())


def _kept(text: str, keep: slice) -> str:
    """The text with blanks outside of the part."""
    start, stop, _ = keep.indices(len(text))
    blank = [re.sub(r"[^\n]", " ", part) for part in (text[:start], text[stop:])]
    return blank[0] + text[start:stop] + blank[1]


def _starts(text: str) -> list[int]:
    """Where each line begins, lines counted from 1; the parentheses around the text included."""
    starts = [0, -len(_OPEN)]
    end = text.find("\n")
    while end >= 0:
        starts.append(end + 1)
        end = text.find("\n", end + 1)
    starts.append(len(text))
    return starts
