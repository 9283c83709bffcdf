"""A report on a derivation as plain data, its terms as text: it goes from process to process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evoproof.calc import StepResult
from evoproof.calc.derivation import PROVED
from evoproof.check.report import DerivationReport, OperatorNumbers, StepReport
from evoproof.check.statement import statement
from evoproof.kernel.terms import Term
from evoproof.refute import Counterexample
from evoproof.show import pieces
from evoproof.show.text import Glyphs

if TYPE_CHECKING:
    from evoproof.numeric.check import StepNumbers


@dataclass(frozen=True)
class FailureSummary:
    """What is wrong with a step.

    `formulas` are labelled and cut into summands: what is written and where its reason leads.
    """

    place: str
    formulas: tuple[tuple[str, tuple[str, ...]], ...]
    counterexample: Counterexample | None = None
    would: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepSummary:
    """A step: `by` is its reason, `reason` says what is wrong, where something is.

    `line` is that of the expression below, in the derivation's file. `automatic`: by auto.
    """

    index: int
    equation: str
    by: str
    verdict: str
    known_by: str | None
    inferences: int
    seconds: float
    numbers: StepNumbers | None = None
    reason: str | None = None
    failure: FailureSummary | None = None
    line: int = 0
    automatic: bool = False


@dataclass(frozen=True)
class DerivationSummary:
    """The verdict on a derivation, or on a file that cannot be read (verdict "error").

    `why` says why something else than "proved" is expected; `line` is where it begins (0: not
    known). `statement` is what it states, as a text (see `check.statement`).
    """

    file: str
    name: str
    verdict: str
    steps: tuple[StepSummary, ...] = ()
    operators: tuple[OperatorNumbers, ...] = ()
    reason: str | None = None
    counterexample: Counterexample | None = None
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    trivial: bool = False
    expected: str = PROVED
    why: str = ""
    line: int = 0
    statement: str = ""

    @property
    def ok(self) -> bool:
        return self.verdict == self.expected

    @property
    def fault(self) -> bool:
        """Whether evoproof failed: at a derivation that is raised, and ends the run."""
        return False

    @property
    def inferences(self) -> int:
        return sum(step.inferences for step in self.steps)


def summarised(report: DerivationReport, glyphs: Glyphs = "unicode") -> DerivationSummary:
    """The report with its formulas in these glyphs, and without its terms and theorems."""
    return DerivationSummary(
        report.file, report.name, report.verdict,
        tuple(step_summary(step, glyphs) for step in report.steps),
        report.operators, report.reason, report.counterexample, report.warnings, report.seconds,
        report.trivial, report.expected, report.why, report.line,
        statement(report.derivation) if report.derivation is not None else "",
    )  # fmt: skip


def step_summary(step: StepReport, glyphs: Glyphs) -> StepSummary:
    result = step.result
    return StepSummary(
        step.index, step.equation, result.step.by.text, step.verdict, result.known_by,
        result.inferences, result.seconds, step.numbers, step.reason, _failure(result, glyphs),
        result.step.below.place.line, result.step.by.automatic,
    )  # fmt: skip


def _failure(result: StepResult, glyphs: Glyphs) -> FailureSummary | None:
    found = result.failure
    if found is None:
        return None
    shown = tuple((label, tuple(pieces(term, glyphs))) for label, term in _formulas(result))
    return FailureSummary(str(result.step.below.place), shown, found.counterexample, found.would)


def _formulas(result: StepResult) -> Iterator[tuple[str, Term]]:
    yield "written", result.step.below.term
    found = result.failure
    if found is None:
        return
    if found.reached is not None:
        yield "the reason gives", found.reached
    if found.wanted is not None:
        yield "and it needs", found.wanted
    if found.differ is not None and found.differ != (found.reached, found.wanted):
        yield "they differ in", found.differ[0]
        yield "against", found.differ[1]
