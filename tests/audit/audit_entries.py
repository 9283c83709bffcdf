"""Entries that the tests of the audit are made of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from evoproof.audit.reading import read_entries
from evoproof.audit.run import audit, done
from evoproof.audit.verdict import EntryReport

HEAD = """
[[entry]]
id = "{id}"
equation = "1"
statement = "something"
why = "because"
sizes = "N"
tensors = "A[N]"
free = "i < N"
"""
HOLDS = 'left = "2*A[i]"\nright = "A[i] + A[i]"\n'
FAILS = 'left = "A[i]"\nright = "2*A[i]"\n'
OUTSIDE = 'left = "A[i + 1] + A[i]"\nright = "A[i] + A[i + 1]"\n'


def entry(*lines: str, id: str = "E01") -> str:
    """The text of an entry: its own fields, then its parts."""
    return HEAD.format(id=id) + "\n".join(lines)


def part(role: str, text: str) -> str:
    return f"[[entry.{role}]]\n{text}"


def reported(folder: Path, *texts: str) -> list[EntryReport]:
    (folder / "some.toml").write_text("".join(texts), encoding="utf-8")
    return list(audit(read_entries(folder), partial(map, done)))


def verdicts(reports: Iterable[EntryReport]) -> list[tuple[str, bool]]:
    return [(report.verdict, report.ok) for report in reports]
