"""What was found and what was expected, in one line each.

Names, titles and reasons may be a stranger's: a line here has no control character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from evoproof.audit.verdict import EntryReport
from evoproof.check.summary import DerivationSummary
from evoproof.judge.report import ClaimReport
from evoproof.refute import Counterexample

Report: TypeAlias = DerivationSummary | ClaimReport | EntryReport

LONGEST = 300
"""A longer table is written as its entries that are not 0."""


def problem(report: Report) -> str:
    """What was found, what was expected, and why: "refuted, proved was expected: step 1: ..."."""
    found = report.verdict
    if report.verdict != report.expected and report.verdict != "error":
        found += f", {report.expected} was expected"
    if why := why_of(report):
        found += f" ({why})"
    return one_line(": ".join(filter(None, (found, reason(report)))))


def reason(report: Report) -> str:
    """Why the verdict is what it is, in the report's words; "" where there is nothing to add."""
    if report.reason:
        return report.reason
    if isinstance(report, ClaimReport) and report.trivial:
        return "both sides are one expression: it says nothing"
    return ""


def why_of(report: Report) -> str:
    """Why something else than "proved" is expected."""
    return report.entry.why if isinstance(report, EntryReport) else report.why


def counterexample_line(found: Counterexample) -> str:
    """The whole counterexample in one line: "N = 1, i = 0; A = [[1]]; left = 1, right = 0"."""
    where = values({**found.sizes, **found.index}) or "there is nothing to choose"
    return one_line("; ".join((where, *_read(found))))


def _read(found: Counterexample) -> Iterator[str]:
    if found.access is not None:
        yield f"no meaning: {found.access}"
        return
    for name, table in {**found.tensors, **found.scalars}.items():
        yield f"{name}{entries(table)}"
    for name, given in found.functions.items():
        yield ", ".join(f"{name}({argument}) = {value}" for argument, value in given.items())
    note = f" ({found.note})" if found.note else ""
    yield f"left = {found.left}, right = {found.right}{note}"


def values(given: Mapping[str, Any]) -> str:
    """N = 1, i = 0"""
    return ", ".join(f"{name} = {value}" for name, value in given.items())


def entries(table: Any) -> str:
    """Nested lists of numbers without the quotes, or where the entries are not 0."""
    whole = str(table).replace("'", "")
    if len(whole) <= LONGEST and not isinstance(table, Mapping):
        return f" = {whole}"
    others = [f"{list(at)} = {value}" for at, value in _numbered(table, ()) if value != "0"]
    shown = ", ".join(others)
    cut = shown if len(shown) <= LONGEST else shown[:LONGEST].rpartition(",")[0] + ", ..."
    return f"{cut}, 0 elsewhere" if others else " = 0 everywhere"


def _numbered(table: Any, at: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    if isinstance(table, str):
        yield at, table
        return
    if isinstance(table, Mapping):
        yield from ((tuple(map(int, key.split(","))), value) for key, value in table.items())
        return
    for number, one in enumerate(table):
        yield from _numbered(one, (*at, number))


def one_line(text: str) -> str:
    """The text with single spaces, and an escape for every character that cannot be printed."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode("ascii")
        for one in " ".join(text.split())
    )
