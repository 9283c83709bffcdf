"""The audit as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from evoproof.audit.entry import VERDICTS
from evoproof.audit.outcome import Outcome
from evoproof.audit.verdict import TRUE_IF, EntryReport

SCHEMA = 1


def document(reports: Sequence[EntryReport]) -> str:
    """The whole document as JSON text: a result for each entry, and how many of each verdict."""
    counts = Counter(report.verdict for report in reports)
    right = sum(report.ok for report in reports)
    summary = {one: counts[one] for one in VERDICTS} | counts
    whole = {
        "schema": SCHEMA,
        "results": [result(report) for report in reports],
        "summary": summary | {"ok": right, "not_ok": len(reports) - right},
    }
    return json.dumps(whole, indent=1, ensure_ascii=True, allow_nan=False)


def result(report: EntryReport) -> dict[str, Any]:
    """One entry."""
    entry, found = report.entry, report.counterexample
    return {
        "id": entry.id, "equation": entry.equation, "statement": entry.statement,
        "expected": report.expected, "why": entry.why,
        "printed": {
            "verdict": report.verdict,
            "conditions": list(entry.conditions) if report.verdict == TRUE_IF else [],
            "counterexample": found and found.to_dict(),
            "seconds": round(report.seconds, 6),
            "parts": _parts((*report.printed, *report.without)),
        },
        "corrected": {
            "statement": entry.corrected or None,
            "verdict": report.corrected,
            "by": [one.name for one in report.proofs],
        },
        "readings": _parts(report.readings),
        "reason": report.reason,
        "ok": report.ok,
    }  # fmt: skip


def gate_result(report: EntryReport) -> dict[str, Any]:
    """One entry among the results of a gate, in the form that claims have there."""
    found = report.counterexample
    return {
        "file": "", "name": report.name, "kind": "entry", "verdict": report.verdict,
        "expected": report.expected, "ok": report.ok, "trivial": False, "warnings": [],
        "seconds": round(report.seconds, 6), "reason": report.reason,
        "counterexample": found and found.to_dict(),
    }  # fmt: skip


def _parts(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "says": one.part.says,
            "verdict": one.verdict,
            "warnings": list(one.warnings),
            "counterexample": one.found and one.found.to_dict(),
        }
        for one in outcomes
    ]
