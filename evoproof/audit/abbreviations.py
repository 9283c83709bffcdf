"""The abbreviations of a statement that its formulas use."""

from __future__ import annotations

import re
from collections.abc import Sequence


def used(let: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    """Those that stand in the lines, and those that stand in them, in their order."""
    words = set(re.findall(r"\w+", " ".join(lines)))
    found: list[str] = []
    for one in reversed(let):
        if re.split(r"\W", one, maxsplit=1)[0] in words:
            words.update(re.findall(r"\w+", one))
            found.append(one)
    return tuple(reversed(found))
