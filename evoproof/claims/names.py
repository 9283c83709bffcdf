"""Which words are names, and which name may have been meant."""

from __future__ import annotations

import difflib
import keyword
import re
from collections.abc import Iterable

FORMS = frozenset({"exp", "max", "min", "sum", "range"})
RESERVED = FORMS | frozenset(keyword.kwlist)

# The keywords that the language has itself; True, False and None get an error of their own.
SPOKEN = frozenset({"for", "in", "if", "else", "and", "or", "not", "True", "False", "None"})
FOREIGN_WORDS = frozenset(keyword.kwlist) - SPOKEN

CLAIM_NAME = re.compile(r"[A-Za-z0-9_-]{1,200}")


def objection(name: str) -> str:
    """Why the word may not be declared; empty if it may."""
    if name in RESERVED:
        return f"{name} is a reserved word"
    if name.startswith("__") and name.endswith("__"):
        return f"{name} is a name of Python's own"
    return ""


def near(name: str, known: Iterable[str]) -> str:
    """'did you mean X?', or nothing."""
    close = difflib.get_close_matches(name[:100], list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""
