"""Reports as the JSON document of the claims language: results, and a summary that counts them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from evoproof.check.exit_codes import Judged
from evoproof.check.report import Report
from evoproof.check.summary import DerivationSummary, StepSummary, summarised
from evoproof.judge.documents import result as claim_result
from evoproof.judge.report import ClaimReport
from evoproof.show import text

if TYPE_CHECKING:
    from evoproof.numeric.check import StepNumbers

SCHEMA = 1
VERDICTS = ("proved", "refuted", "unknown", "vacuous", "ill-formed")


def document(reports: Sequence[Report], *, lines: bool = False) -> str:
    """The whole document as JSON text; with `lines`, the expressions of every chain too."""
    return written(reports, [result(report, lines=lines) for report in reports])


def written(reports: Sequence[Judged], results: Sequence[dict[str, Any]]) -> str:
    """The document of these results, which are those of the reports."""
    whole = {"schema": SCHEMA, "results": results, "summary": summary(reports)}
    return json.dumps(whole, indent=1, ensure_ascii=True, allow_nan=False)


def summary(reports: Sequence[Judged]) -> dict[str, int]:
    """How many of each verdict; verdicts beside those of claims appear where they occur."""
    counts = Counter(report.verdict for report in reports)
    ok = sum(report.ok for report in reports)
    return {v: counts[v] for v in VERDICTS} | counts | {"ok": ok, "not_ok": len(reports) - ok}


def result(report: Report | DerivationSummary, *, lines: bool = False) -> dict[str, Any]:
    """One result, of kind "claim" or "derivation"."""
    if isinstance(report, ClaimReport):
        return claim_result(report)
    if isinstance(report, DerivationSummary):
        return _derivation(report)
    made = _derivation(summarised(report))
    if lines and report.derivation is not None:
        made["lines"] = [text(line.term) for line in report.derivation.lines]
    return made


def _derivation(report: DerivationSummary) -> dict[str, Any]:
    found = report.counterexample
    operators = [asdict(one) for one in report.operators]
    return {
        "file": report.file, "name": report.name, "kind": "derivation",
        "verdict": report.verdict, "expected": report.expected, "ok": report.ok,
        "trivial": report.trivial, "warnings": list(report.warnings),
        "seconds": round(report.seconds, 6), "reason": report.reason,
        "counterexample": found and found.to_dict(),
        "steps": [_step(step) for step in report.steps],
        "operator": operators[0] if operators else None,
        "operators": operators,
        **({"why": report.why} if report.why else {}),
    }  # fmt: skip


def _step(step: StepSummary) -> dict[str, Any]:
    numbers = step.numbers
    return {
        "index": step.index, "equation": step.equation.strip("()") or None,
        "reason": step.by, "verdict": step.verdict,
        "known_by": step.known_by, "inferences": step.inferences,
        "seconds": round(step.seconds, 6),
        "numbers": _numbers(numbers) if numbers is not None else None,
    }  # fmt: skip


def _numbers(numbers: StepNumbers) -> dict[str, Any]:
    failure = numbers.failure
    return {
        "agree": numbers.agree, "lanes": list(numbers.lanes), "difference": numbers.difference,
        "tolerance": numbers.tolerance, "instances": [dict(one) for one in numbers.instances],
        "scales": list(numbers.scales), "trials": numbers.trials,
        "miss": numbers.miss, "miss_reason": numbers.miss_reason,
        "seed": numbers.seed, "device": numbers.device, "failure": failure and asdict(failure),
        "notes": list(numbers.notes),
    }  # fmt: skip
