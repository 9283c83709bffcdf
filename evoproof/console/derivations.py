"""Derivations in the table of the gate: one row each, and under a surprise what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from evoproof.calc.derivation import PROVED
from evoproof.check.report import MEANINGLESS, OperatorNumbers
from evoproof.check.summary import DerivationSummary, StepSummary
from evoproof.console.counterexamples import counterexample
from evoproof.console.failures import erratum, failure
from evoproof.console.formulas import duration

if TYPE_CHECKING:
    from evoproof.numeric.check import StepNumbers

HEADS = ("derivation", "verdict", "steps", "inferences", "numbers", "operator", "time")
WIDTHS = (0, 13, 5, 10, 34, 36, 6)


def cells(report: DerivationSummary) -> tuple[str, ...]:
    return (
        report.name, report.verdict, str(len(report.steps)), str(report.inferences),
        _numbers(report.steps), _operators(report.operators), duration(report.seconds),
    )  # fmt: skip


def details(report: DerivationSummary, width: int, *, verbose: bool) -> Iterator[Text]:
    """The steps where they are wanted, the failures, the warnings."""
    if verbose:
        yield from (_step(step) for step in report.steps)
        yield from _evidence(report.steps)
        yield from (_operator(one) for one in report.operators)
    yield from erratum(report)
    if report.verdict != PROVED and (verbose or not report.ok):
        yield from _wrong(report, width)
    yield from (Text(f"    warning: {warning}", style="yellow") for warning in report.warnings)


def _wrong(report: DerivationSummary, width: int) -> Iterator[Text]:
    """The steps that fail, or what is wrong with the whole."""
    failed = [step for step in report.steps if step.failure is not None]
    if failed and report.verdict not in MEANINGLESS:
        for step in failed:
            yield from failure(step, width)
        return
    yield Text(f"{report.reason}", style="red")
    if report.counterexample is not None:
        yield from counterexample(report.counterexample)


def _numbers(steps: Sequence[StepSummary]) -> str:
    """The lanes, and the largest difference with the largest bound on it."""
    found = [step.numbers for step in steps if step.numbers is not None]
    if not found:
        return "not taken"
    lanes = " ".join(dict.fromkeys(lane for one in found for lane in one.lanes))
    worst = max(found, key=lambda one: one.difference)
    relation = "<=" if all(one.agree for one in found) else "not <="
    return f"{lanes}: {worst.difference:.0e} {relation} {worst.tolerance:.0e}"


def _evidence(steps: Sequence[StepSummary]) -> Iterator[Text]:
    """On what the numbers were taken: device, seed, sizes; and what they can miss."""
    found = [step.numbers for step in steps if step.numbers is not None]
    if not found:
        return
    first = found[0]
    yield Text(f"       numbers on {first.device}, seed {first.seed}", style="dim")
    for scale, sizes in zip(first.scales, first.instances, strict=True):
        said = ", ".join(f"{name} = {size}" for name, size in sizes.items())
        yield Text(f"       {scale}: {said}", style="dim")
    yield Text(f"       {_missed(found)}", style="dim")
    notes = dict.fromkeys(note for one in found for note in one.notes)
    yield from (Text(f"       {note}", style="dim") for note in notes)


def _missed(found: Sequence[StepNumbers]) -> str:
    """The largest chance that exact numbers miss a wrong step, or why none is known."""
    known = [one.miss for one in found if one.miss is not None]
    if len(known) < len(found):
        reason = next(one.miss_reason for one in found if one.miss is None)
        return f"exact: no bound on what {_points(found)} points can miss ({reason})"
    return (
        f"exact: {_points(found)} points miss a difference at the first sizes with "
        f"probability at most {max(known):.0e}"
    )


def _points(found: Sequence[StepNumbers]) -> int:
    return max(one.trials for one in found)


def _operators(operators: Sequence[OperatorNumbers]) -> str:
    """The first one that differs, or the first, how many more there are, and the difference."""
    if not operators:
        return ""
    shown = next((one for one in operators if not one.agree), operators[0])
    more = f" +{len(operators) - 1}" if len(operators) > 1 else ""
    return f"{_short(shown.name)}{more}: {_relation(shown)}"


def _operator(operator: OperatorNumbers) -> Text:
    found = f"{_relation(operator)}, at most {operator.tolerance:.0e}"
    return Text(f"       against {operator.name}: {found}", style="dim")


def _short(name: str) -> str:
    return name.removeprefix("torch.nn.functional.").removeprefix("torch.")


def _relation(operator: OperatorNumbers) -> str:
    if not operator.agree:
        return "DIFFERS"
    return "equal" if operator.tolerance == 0 else f"{operator.difference:.0e}"


def _step(step: StepSummary) -> Text:
    known = step.known_by or "-"
    said = f"{step.index:>5}. {step.verdict:<13}{known:<8}{step.equation:<14}"
    return Text(f"{said}{step.by}  ({duration(step.seconds)})", style="dim")
