"""What is found out about a derivation, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from evoproof.calc import Derivation, StepResult
from evoproof.calc.derivation import PROVED
from evoproof.judge.report import ClaimReport
from evoproof.refute import Counterexample

if TYPE_CHECKING:
    from evoproof.numeric.check import StepNumbers

MEANINGLESS = ("ill-formed", "vacuous", "trivial")
"""Verdicts beside which neither steps nor numbers say anything."""


@dataclass(frozen=True)
class OperatorNumbers:
    """The first line of the chain against the operator that it describes, on the same tensors.

    `difference` is the largest distance of two entries, `tolerance` the largest bound on it.
    `where` is the first entry outside its bound, with the sizes.
    """

    name: str
    agree: bool
    difference: float
    tolerance: float
    where: Mapping[str, int] | None = None


@dataclass(frozen=True)
class StepReport:
    """A step's verdict with its numbers. `reason` says what is wrong, where something is."""

    result: StepResult
    verdict: str
    numbers: StepNumbers | None = None
    reason: str | None = None

    @property
    def index(self) -> int:
        return self.result.step.index

    @property
    def equation(self) -> str:
        """The equation number of the line below, with its parentheses."""
        return self.result.step.below.place.tag


@dataclass(frozen=True)
class DerivationReport:
    """The verdict on a derivation, or on a file that could not be read (`derivation` is None).

    Verdicts are those of the claims language and: wrong-reason (a line is true, but not by the
    reason given), trivial (both sides of the claim are one expression), contradiction (numbers
    contradict a proof: a fault of evoproof).
    """

    file: str
    name: str
    verdict: str
    derivation: Derivation | None = None
    steps: tuple[StepReport, ...] = ()
    operators: tuple[OperatorNumbers, ...] = ()
    reason: str | None = None
    counterexample: Counterexample | None = None
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def expected(self) -> str:
        return self.derivation.expect if self.derivation is not None else PROVED

    @property
    def why(self) -> str:
        """Why something else than "proved" is expected."""
        return self.derivation.why if self.derivation is not None else ""

    @property
    def line(self) -> int:
        """The line of the file in which the derivation begins; 0 where it is not known."""
        return self.derivation.place.line if self.derivation is not None else 0

    @property
    def operator(self) -> OperatorNumbers | None:
        """The first of its operators, if it has one."""
        return self.operators[0] if self.operators else None

    @property
    def ok(self) -> bool:
        return self.verdict == self.expected

    @property
    def fault(self) -> bool:
        """Whether evoproof failed: at a derivation that is raised, and ends the run."""
        return False

    @property
    def trivial(self) -> bool:
        return self.derivation is not None and self.derivation.trivial

    @property
    def inferences(self) -> int:
        return sum(step.result.inferences for step in self.steps)


Report: TypeAlias = DerivationReport | ClaimReport
"""What a gate is made of: each has a verdict, the one that was expected, and whether it is ok."""


def unreadable(file: str, reason: str) -> DerivationReport:
    """The report on a file that makes no derivation."""
    return DerivationReport(file, "", "error", reason=reason)
