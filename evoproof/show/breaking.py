r"""Formulas in LaTeX broken into the lines of a page, by how wide each part will be.

A line is broken before a + or - on the outermost level; where that does not suffice before a
factor, and then inside parentheses. Nothing is broken in a fraction, an index or a bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.")
_ON_TOP, _PRODUCT, _INSIDE = range(3)
_THIN = r"\,"
_WIDE = {
    **dict.fromkeys((r"\left", r"\right", r"\mathrm"), 0.0),
    **dict.fromkeys(("=", "<", r"\le"), 2.0),
    **dict.fromkeys((r"\exp", r"\bmod"), 4.0),
    _THIN: 0.4,
}
_OVER = {r"\sum": 3.0, r"\max": 3.0}
"""Signs with what belongs to them above and below."""
_NARROW = 0.7
"""Limits and indices are set smaller."""


@dataclass(frozen=True)
class _Part:
    """What stands between two places to break: how good the one before it is, and what is open."""

    text: str
    rank: int
    opened: int

    @property
    def width(self) -> float:
        return width(self.text)


def lines_of(formula: str, room: float) -> list[str]:
    r"""The formula in lines of at most `room` letters, where it has places to break.

    >>> lines_of(r"a + b\,c", 3)
    ['a', '+ b', '\\cdot c']
    """
    lines = _filled(list(_parts(formula)), room, _ON_TOP)
    opened = [*(line[0].opened for line in lines), 0]
    shown = ["".join(part.text for part in line).strip() for line in lines]
    return [
        before * r"\left." + _led(text) + after * r"\right."
        for text, (before, after) in zip(shown, pairwise(opened), strict=True)
    ]


def width(formula: str) -> float:
    """About how many letters LaTeX sets beside each other."""
    return _row(iter(_TOKEN.findall(formula)))


def _led(line: str) -> str:
    """A line that goes on with a factor says so."""
    return rf"\cdot {line[len(_THIN) :]}" if line.startswith(_THIN) else line


def _filled(parts: Sequence[_Part], room: float, rank: int) -> list[list[_Part]]:
    """As much on a line as there is room for, broken at the better places first."""
    lines: list[list[_Part]] = []
    for group in _groups(parts, rank):
        if lines and _wide(lines[-1]) + _wide(group) <= room:
            lines[-1] += group
        elif rank == _INSIDE or _wide(group) <= room:
            lines.append(group)
        else:
            lines += _filled(group, room, rank + 1)
    return lines


def _groups(parts: Sequence[_Part], rank: int) -> Iterator[list[_Part]]:
    group: list[_Part] = []
    for part in parts:
        if group and part.rank <= rank:
            yield group
            group = []
        group.append(part)
    yield group


def _wide(parts: Sequence[_Part]) -> float:
    return sum(part.width for part in parts)


def _parts(formula: str) -> Iterator[_Part]:
    """The formula cut wherever it could be broken."""
    tokens = _TOKEN.findall(formula)
    depth = {"{": 0, "(": 0, "[": 0}
    text, rank, opened = "", _ON_TOP, 0
    for k, token in enumerate(tokens):
        found = None if depth["{"] or depth["["] else _rank(tokens, k, depth["("])
        if found is not None and text.strip():
            yield _Part(text, rank, opened)
            text, rank, opened = "", found, depth["("]
        text += token
        closing = {"}": "{", ")": "(", "]": "["}.get(token, token)
        if closing in depth:
            depth[closing] += 1 if closing == token else -1
    yield _Part(text, rank, opened)


def _rank(tokens: Sequence[str], k: int, opened: int) -> int | None:
    """How good a place to break there is before this token."""
    spaced = 0 < k < len(tokens) - 1 and tokens[k - 1] == tokens[k + 1] == " "
    if tokens[k] in "+-" and spaced:
        return _INSIDE if opened else _ON_TOP
    return _PRODUCT if tokens[k] in (_THIN, r"\cdot") and not opened else None


def _row(tokens: Iterator[str], stacked: bool = True) -> float:
    """The width of what comes up to the end or to the brace that closes the group.

    `stacked`: limits stand above and below their sign; in a fraction they stand beside it.
    """
    total = sign = limits = 0.0
    for token in tokens:
        if token in "_^":
            limits = max(limits, _NARROW * _group(tokens))
            continue
        total += max(sign, limits) if stacked else sign + limits
        if token == "}":
            return total
        sign, limits = _OVER.get(token, 0.0), 0.0
        total += 0.0 if sign else _one(token, tokens, stacked)
    return total + (max(sign, limits) if stacked else sign + limits)


def _one(token: str, tokens: Iterator[str], stacked: bool) -> float:
    if token == r"\frac":
        return max(_group(tokens, False), _group(tokens, False))
    if token == r"\substack":
        return _group(tokens) / 2
    if token == "{":
        return _row(tokens, stacked)
    return _WIDE.get(token, 0.0 if token.isspace() else 1.0)


def _group(tokens: Iterator[str], stacked: bool = True) -> float:
    """The width of the next group, or of the one token that stands for it."""
    token = next(tokens, "")
    return _row(tokens, stacked) if token == "{" else 1.0
