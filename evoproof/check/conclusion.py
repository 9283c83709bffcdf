"""The verdict on a derivation from those on its steps: the worst decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evoproof.check.report import DerivationReport
from evoproof.refute import Counterexample

if TYPE_CHECKING:
    from evoproof.numeric.check import StepNumbers

_WORST_FIRST = ("contradiction", "refuted", "wrong-reason", "unknown")


def concluded(report: DerivationReport) -> DerivationReport:
    """The report with the verdict, the reason and the counterexample of its worst step."""
    for verdict in _WORST_FIRST:
        worst = next((step for step in report.steps if step.verdict == verdict), None)
        if worst is not None:
            found = worst.result.failure.counterexample if worst.result.failure else None
            found = found or from_numbers(worst.numbers)
            reason = f"step {worst.index}: {worst.reason}"
            return replace(report, verdict=verdict, reason=reason, counterexample=found)
    return report


def from_numbers(numbers: StepNumbers | None) -> Counterexample | None:
    """The place at which numbers differ; the entries follow from the seed."""
    if numbers is None or numbers.failure is None:
        return None
    one = numbers.failure
    note = f"{one.lane} on random entries, seed {numbers.seed}"
    return Counterexample(
        dict(one.sizes), dict(one.index), left=repr(one.left), right=repr(one.right), note=note
    )
