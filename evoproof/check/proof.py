"""What the kernel says of a derivation, step by step and on the whole."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from evoproof.calc import Derivation, Line, StepResult
from evoproof.check.conclusion import concluded
from evoproof.check.report import DerivationReport, StepReport
from evoproof.kernel.arithmetic import Model
from evoproof.kernel.poly import Floor
from evoproof.kernel.terms import Access
from evoproof.kernel.wellformed import Fault
from evoproof.refute import Counterexample
from evoproof.show import text, text_cond, text_poly


def judged(derivation: Derivation) -> DerivationReport:
    """The report without numbers. What it cites is proved first, and has a time of its own."""
    for step in derivation.steps:
        for citation in step.by.citations:
            _ = citation.lemma.theorem
    start = perf_counter()
    known = "results" in vars(derivation)  # it was cited, and its steps took their time then
    report = _judged(derivation)
    before = sum(result.seconds for result in derivation.results) if known else 0.0
    return replace(report, seconds=before + perf_counter() - start)


def _judged(derivation: Derivation) -> DerivationReport:
    steps = tuple(_step(result) for result in derivation.results)
    report = DerivationReport(
        derivation.place.file, derivation.name, "proved", derivation, steps,
        warnings=_warnings(derivation),
    )  # fmt: skip
    if derivation.fault is not None:
        return _ill_formed(report, *derivation.fault)
    if derivation.vacuous:
        return replace(report, verdict="vacuous", reason="nothing satisfies the conditions")
    if derivation.trivial:
        return replace(report, verdict="trivial", reason="both sides are the same expression")
    return concluded(report)


def _step(result: StepResult) -> StepReport:
    reason = result.failure.reason if result.failure is not None else None
    return StepReport(result, result.verdict, reason=reason)


def _warnings(derivation: Derivation) -> tuple[str, ...]:
    automatic = [step for step in derivation.steps if step.by.automatic]
    return (
        *(f"not shown to be non-zero: {text(one)}" for one in derivation.warnings),
        *(f"step {step.index} is by auto" for step in automatic),
    )


def _ill_formed(report: DerivationReport, line: Line, fault: Fault) -> DerivationReport:
    shown = _faulty(fault)
    needed = f" needs {text_cond(fault.needed)}" if fault.needed is not None else ""
    found = _witness(report, fault.witness, shown) if fault.witness is not None else None
    reason = f"{line.place}: {shown}{needed}"
    return replace(report, verdict="ill-formed", reason=reason, counterexample=found)


def _witness(report: DerivationReport, model: Model, access: str) -> Counterexample:
    """The integers at which the access is outside, sizes apart from indices."""
    sizes = report.derivation.claim.sizes if report.derivation is not None else ()
    at_sizes = {name: value for name, value in model.items() if name in sizes}
    at_index = {name: value for name, value in model.items() if name not in sizes}
    return Counterexample(at_sizes, at_index, access=access)


def _faulty(fault: Fault) -> str:
    what = fault.what
    if isinstance(what, Access):
        return text(what)
    if isinstance(what, Floor):
        return f"the division by {text_poly(what.denominator)}"
    return f"the range of {text(what)}"
