"""What numbers say of a derivation. They can refute and contradict; they never prove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evoproof.calc import Derivation
from evoproof.calc.derivation import PROVED
from evoproof.check.conclusion import concluded
from evoproof.check.real import against_operators
from evoproof.check.report import DerivationReport, OperatorNumbers, StepReport
from evoproof.numeric.backend import one_thread
from evoproof.numeric.check import Failure as Disagreement
from evoproof.numeric.check import Options, StepNumbers, evaluate_all
from evoproof.numeric.errors import NumericError, NumericUnavailable, OutOfBounds
from evoproof.numeric.primes import P


def confirmed(
    report: DerivationReport, derivation: Derivation, options: Options
) -> DerivationReport:
    """The report with the numbers of every step and of the real operators, and what they change."""
    claim = derivation.claim
    try:
        with one_thread():
            found = evaluate_all(
                [line.term for line in derivation.lines], claim.free, claim.hypotheses, options
            )
            operators = against_operators(
                derivation, found[0].small, seed=options.seed, device=options.device
            )
    except NumericUnavailable:
        raise
    except OutOfBounds as error:
        return replace(report, verdict="contradiction", reason=f"well-formed, but {error}")
    except NumericError as error:
        return _undecided(report, error)
    return _compared(report, found, operators)


def _undecided(report: DerivationReport, error: NumericError) -> DerivationReport:
    if report.verdict != PROVED:
        return report
    return replace(report, verdict="unknown", reason=f"proved, but numbers decide nothing: {error}")


def _compared(
    report: DerivationReport,
    found: Sequence[StepNumbers],
    operators: tuple[OperatorNumbers, ...],
) -> DerivationReport:
    steps = tuple(_held(step, one) for step, one in zip(report.steps, found, strict=True))
    report = concluded(replace(report, steps=steps, operators=operators, verdict=PROVED))
    other = next((one for one in operators if not one.agree), None)
    if other is not None and report.verdict == PROVED:
        reason = f"the first line is not {other.name}: they differ at {_at(other.where or {})}"
        return replace(report, verdict="refuted", reason=reason)
    return report


def _held(step: StepReport, numbers: StepNumbers) -> StepReport:
    """The step with its numbers, which may refute what is not proved, and nothing else."""
    if numbers.failure is None or step.verdict == "refuted":
        return replace(step, numbers=numbers)
    where = _disagreement(numbers.failure)
    if step.verdict == "proved":
        reason = f"CONTRADICTION: proved by the kernel, but {where}. One of the two is at fault"
        return replace(step, numbers=numbers, verdict="contradiction", reason=reason)
    return replace(step, numbers=numbers, verdict="refuted", reason=f"the line is false: {where}")


def _disagreement(failure: Disagreement) -> str:
    modulo = f" modulo {P}" if failure.lane == "exact" else ""
    return (
        f"{failure.lane} gives {failure.left!r} and {failure.right!r}{modulo} at "
        f"{_at({**failure.sizes, **failure.index})}"
    )


def _at(values: Mapping[str, int]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())
