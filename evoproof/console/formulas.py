"""Formulas on lines of a given width, broken before an outermost + or - and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from evoproof.kernel.terms import Term
from evoproof.show import pieces
from evoproof.show.text import Glyphs

HANG = 4


def formula(term: Term, glyphs: Glyphs, width: int, *, lead: str = "", tag: str = "") -> list[Text]:
    """The lines of a formula: the first behind `lead`, `tag` at the right edge of the last."""
    return laid_out(pieces(term, glyphs), width, lead=lead, tag=tag)


def laid_out(parts: Sequence[str], width: int, *, lead: str = "", tag: str = "") -> list[Text]:
    """The same for a formula that is cut into its parts already."""
    lines = filled(parts, width - len(lead) - (len(tag) + 2 if tag else 0))
    indent = " " * (len(lead) + HANG)
    shown = [lead + lines[0], *(indent + line for line in lines[1:])]
    if tag:
        shown[-1] = shown[-1].ljust(width - len(tag) - 2) + "  " + tag
    return [Text(line) for line in shown]


def filled(parts: Sequence[str], room: int) -> list[str]:
    """As many parts on a line as there is room for; a part that is longer stands alone."""
    lines: list[str] = []
    for part in parts:
        hang = HANG if len(lines) > 1 else 0
        if lines and len(lines[-1]) + 1 + len(part) + hang <= room:
            lines[-1] += " " + part
        else:
            lines.append(part)
    return lines


def right(line: str, remark: str, width: int) -> Text:
    """A line with a dimmed remark at the right edge, or behind it where there is no room."""
    shown = Text(line)
    gap = max(2, width - len(line) - len(remark))
    return shown.append(" " * gap + remark, style="dim")


def duration(seconds: float) -> str:
    """3 digits: 41 ms, 1.25 s."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"
