"""A report as one result of the JSON document of the claims language."""

from __future__ import annotations

from typing import Any

from evoproof.judge.report import ClaimReport


def result(report: ClaimReport) -> dict[str, Any]:
    """One result, of kind "claim"."""
    found = report.counterexample
    return {
        "file": report.file, "name": report.name, "kind": "claim",
        "verdict": report.verdict, "expected": report.expected, "ok": report.ok,
        "trivial": report.trivial, "warnings": list(report.warnings),
        "seconds": round(report.seconds, 6), "reason": report.reason,
        "counterexample": found and found.to_dict(),
    }  # fmt: skip
