"""The characters of a text, looked at before Python's parser sees it.

Strings, comments, blocks and bitwise operators end here, and so do bracket towers and numbers
that the parser would choke on. What is left can be parsed without a warning.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from evoproof.claims.names import FOREIGN_WORDS

LONGEST_TEXT = 20_000
LONGEST_NAME = 100
DEEPEST_BRACKETS = 100
LARGEST_LITERAL = 10**18

_PLAIN = re.compile(r"[\w \t\n+\-*/%()\[\],<>=!.]*")
_WORD = re.compile(r"[^\W\d]\w*")
_DIGITS = re.compile(r"(?<!\w)\d[\d_]*")
_BRACKET = re.compile(r"[()\[\]]")
_EMPTY = re.compile(r"\[\s*\]")
_OPENS = {")": "(", "]": "["}

_INSTEAD = {
    "−": "write -",
    "×": "write *",
    "·": "write *",
    "÷": "write /",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
    "∑": "write sum(... for k in range(K))",
    "^": "a power is written x ** 2",
    "&": "write and",
    "|": "write or",
    "~": "write not, or -x",
    "@": "write the sum: sum(A[i, k] * B[k, j] for k in range(K))",
    "#": "the file has comments, an expression has none",
    ";": "one field holds one expression",
    ":": "there are no slices, and no lambda",
    '"': "there are no strings",
    "'": "there are no strings",
    "{": "there are no sets and no dictionaries",
    "}": "there are no sets and no dictionaries",
    "\\": "a text may go on in the next line without a backslash",
}


class Objection(NamedTuple):
    start: int
    end: int
    message: str
    hint: str = ""


def scan(text: str) -> Objection | None:
    """The first thing that no text of the language has, or None."""
    if len(text) > LONGEST_TEXT:
        size = f"a text of {len(text):,} characters; the limit is {LONGEST_TEXT:,}"
        return Objection(0, 0, size, "name its parts under let")
    return _characters(text) or _words(text) or _numbers(text) or _brackets(text)


def _characters(text: str) -> Objection | None:
    plain = _PLAIN.match(text)
    end = plain.end() if plain else 0
    if end == len(text):
        return None
    found = text[end]
    shown = found if found.isprintable() else f"U+{ord(found):04X}"
    hint = _INSTEAD.get(found, "")
    return Objection(end, end + 1, f"the character {shown} is not part of the language", hint)


def _words(text: str) -> Objection | None:
    for match in _WORD.finditer(text):
        word = match[0]
        if word in FOREIGN_WORDS:
            return Objection(*match.span(), f"{word} is a Python keyword outside this language")
        if len(word) > LONGEST_NAME:
            message = f"a name of {len(word):,} characters; the limit is {LONGEST_NAME}"
            return Objection(*match.span(), message)
        if not word.isascii() and (usual := unicodedata.normalize("NFKC", word)) != word:
            message = f"the name {word} is not in its normal form"
            return Objection(*match.span(), message, f"write {usual}")
    return None


def _numbers(text: str) -> Objection | None:
    for match in _DIGITS.finditer(text):
        if len(match[0]) > 19 and len(match[0].replace("_", "")) > 19:
            return Objection(*match.span(), "a number of more than 19 digits", number_limit())
    return None


def number_limit() -> str:
    return "the largest number that may be written is 10**18"


def _brackets(text: str) -> Objection | None:
    if empty := _EMPTY.search(text):
        hint = "what has no indices is declared under scalars and written w"
        return Objection(*empty.span(), "brackets without an index", hint)
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        found, start = match[0], match.start()
        if found in "([":
            opened.append((found, start))
            if len(opened) > DEEPEST_BRACKETS:
                message = f"brackets nested more than {DEEPEST_BRACKETS} levels deep"
                return Objection(start, start + 1, message, "name inner parts under let")
        elif not opened or opened.pop()[0] != _OPENS[found]:
            return Objection(start, start + 1, f"this {found} closes nothing")
    if opened:
        found, start = opened[-1]
        return Objection(start, start + 1, f"this {found} is never closed")
    return None
