"""The exit code of a gate, the same for every command that checks."""

from __future__ import annotations

from collections.abc import Sequence

from evoproof.check.report import Report

ALL_AS_EXPECTED, NOT_AS_EXPECTED, UNREADABLE, UNDECIDED, NOTHING = range(5)


def exit_code(reports: Sequence[Report]) -> int:
    """What cannot be read comes before what is wrong, and that before what is undecided."""
    if not reports:
        return NOTHING
    if any(report.verdict == "error" for report in reports):
        return UNREADABLE
    surprises = [report for report in reports if not report.ok]
    if any(report.verdict != "unknown" for report in surprises):
        return NOT_AS_EXPECTED
    return UNDECIDED if surprises else ALL_AS_EXPECTED
