"""The exit code of a gate, the same for every command that checks."""

from __future__ import annotations

from collections.abc import Sequence

from evoproof.check.report import DerivationReport

ALL_AS_EXPECTED, NOT_AS_EXPECTED, UNREADABLE, UNDECIDED, NOTHING = range(5)


def exit_code(reports: Sequence[DerivationReport]) -> int:
    """What cannot be read comes before what is wrong, and that before what is undecided."""
    if not reports:
        return NOTHING
    verdicts = {report.verdict for report in reports}
    if "error" in verdicts:
        return UNREADABLE
    if verdicts - {"proved", "unknown"}:
        return NOT_AS_EXPECTED
    return UNDECIDED if "unknown" in verdicts else ALL_AS_EXPECTED
