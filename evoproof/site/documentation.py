"""What a derivation's docstring says: its labelled paragraphs, and the equations that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LABEL = re.compile(r"([A-Z]\w*): ")
_NUMBERS = re.compile(r"Eq\. ((?:\d+[a-z]?(?:, and | and |, | to )?)+)")
_NUMBER = re.compile(r"\d+")
_TAG = re.compile(r"\((\d+)[a-z]?\)")


def facts(doc: str) -> tuple[tuple[str, str], ...]:
    """The paragraphs behind the title, each with its label ("" where it has none)."""
    found: list[list[str]] = []
    for paragraph in re.split(r"\n\s*\n", doc.strip())[1:]:
        found.append(["", ""])
        for line in paragraph.splitlines():
            label = _LABEL.match(line.strip())
            if label:
                found.append([label[1], line.strip()[label.end() :]])
            else:
                found[-1][1] = f"{found[-1][1]} {line.strip()}".strip()
    return tuple((label, said) for label, said in found if said)


def equations(doc: str, tags: Iterable[str]) -> tuple[str, ...]:
    """The numbers of the equations that its source names, and those of its lines, in order."""
    source = " ".join(said for label, said in facts(doc) if label == "Source")
    named = {one for group in _NUMBERS.findall(source) for one in _expanded(group)}
    tagged = {int(one) for tag in tags for one in _TAG.findall(tag)}
    return tuple(str(one) for one in sorted(named | tagged))


def _expanded(group: str) -> Iterator[int]:
    """4, 5 and 8: these; 17 to 24: and all between."""
    for one in re.split(r", and | and |, ", group):
        ends = [int(number) for number in _NUMBER.findall(one)]
        if ends:
            yield from range(ends[0], ends[-1] + 1)
