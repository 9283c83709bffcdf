"""What an item comes to: it passes, it is a known erratum, or it is a surprise, in two lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from evoproof.check.report import Report

PROVED, UNKNOWN = "proved", "unknown"


class Finding(Exception):
    """At most two lines: where and what, and below it what there is to see or to do."""

    def __init__(self, where: str, what: str, more: str = "") -> None:
        lines = (" ".join(line.split()) for line in (f"{where}: {what}", more))
        super().__init__("\n".join(line for line in lines if line))


class Surprise(Finding):
    """Something is not as expected: the item fails."""


class Erratum(Finding):
    """Something is wrong, and it was expected: the item is an expected failure."""


class GateItem(pytest.Item):
    """An item of the gate: it fails with two lines; a fault of evoproof shows its traceback."""

    def __init__(self, *, line: int, **given: Any) -> None:
        super().__init__(**given)
        self.line = line

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The path, the line from 0 if it is known, and the head of a failure."""
        return self.path, self.line - 1 if self.line else None, self.nodeid.partition("::")[2]

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The two lines of a finding."""
        if isinstance(excinfo.value, Finding):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def conclude(self, where: str, report: Report, reason: str) -> None:
        """Pass, or raise Erratum or Surprise. `reason` is given for an erratum."""
        self.user_properties.append(("verdict", report.verdict))
        self.user_properties.append(("expected", report.expected))
        if not report.ok:
            raise Surprise(where, *_surprise(report))
        if report.expected != PROVED:
            said = f"{report.name}: {worded(report.verdict)}, as expected: {reason}"
            self.expected_failure(Erratum(where, said, _seen(report)), reason)

    def expected_failure(self, erratum: Erratum, reason: str) -> None:
        """Fail as it was expected; with --runxfail, in red."""
        self.add_marker(pytest.mark.xfail(raises=Erratum, strict=True, reason=reason))
        raise erratum


def _surprise(report: Report) -> tuple[str, str]:
    """What is wrong, and what there is to see; for an erratum, that it is to be recorded."""
    found = worded(report.verdict)
    if report.expected == report.verdict:
        return f"{report.name}: {found}, but it says nothing", report.reason or ""
    if report.expected == PROVED:
        reason = f": {report.reason}" if report.reason else ""
        return f"{report.name}: {found}{reason}", _place(report)
    said = f"{found}, but {report.expected} was expected: {report.why}".removesuffix(": ")
    if report.verdict == PROVED:
        record = "if the erratum is mended, record that: leave out expect and why"
        return f"{report.name}: [XPASS(strict)] {said}", record
    record = f"if that is right, record it as what is expected: {_seen(report)}"
    return f"{report.name}: {said}", record.removesuffix(": ")


def worded(verdict: str) -> str:
    """The verdict in a message; what is undecided is not wrong."""
    return "undecided" if verdict == UNKNOWN else verdict


def _seen(report: Report) -> str:
    return _place(report) or report.reason or ""


def _place(report: Report) -> str:
    """The counterexample in one line; its wording loads the kernel, so it is loaded here."""
    if report.counterexample is None:
        return ""
    from evoproof.gate.messages import counterexample_line

    return counterexample_line(report.counterexample)


def shown(path: Path) -> Path:
    """The path as a user would write it: relative to the current folder where it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
