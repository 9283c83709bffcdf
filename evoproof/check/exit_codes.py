"""The exit code of a gate, the same for every command that checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

ALL_AS_EXPECTED, NOT_AS_EXPECTED, UNREADABLE, UNDECIDED, NOTHING, INTERNAL = range(6)


class Judged(Protocol):
    """A report on anything that a gate judges."""

    @property
    def verdict(self) -> str: ...

    @property
    def ok(self) -> bool: ...

    @property
    def fault(self) -> bool: ...


def exit_code(reports: Sequence[Judged]) -> int:
    """A fault of evoproof comes first, then what cannot be read, is wrong, is undecided."""
    if not reports:
        return NOTHING
    if any(report.fault for report in reports):
        return INTERNAL
    if any(report.verdict == "error" for report in reports):
        return UNREADABLE
    surprises = [report for report in reports if not report.ok]
    if any(report.verdict != "unknown" for report in surprises):
        return NOT_AS_EXPECTED
    return UNDECIDED if surprises else ALL_AS_EXPECTED
