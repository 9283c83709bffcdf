"""What a derivation's page shows, as plain data: it goes from process to process.

`Markup` is MathML; every other text is escaped where it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class LineView:
    """A line of the chain, from 0. `new` says what is not in the line above, in words."""

    number: int
    tag: str
    formula: Markup
    new: tuple[str, ...]


@dataclass(frozen=True)
class ReasonView:
    """A reason by its name, as `reindex` or `unfold`; `verb` and `what` are how it reads.

    `anchor` is that of the definition on the page, `lemma` the derivation that is cited.
    """

    name: str
    verb: str
    what: str = ""
    anchor: str = ""
    lemma: str = ""


@dataclass(frozen=True)
class KernelStepView:
    """One rule of the kernel, with the terms before and after it as text."""

    rule: str
    where: str
    before: str
    after: str
    since: tuple[str, ...]


@dataclass(frozen=True)
class FailureView:
    """Why a step fails: labelled formulas, a counterexample line by line, what would do."""

    reason: str
    formulas: tuple[tuple[str, str], ...]
    counterexample: tuple[str, ...]
    would: tuple[str, ...]


@dataclass(frozen=True)
class StepView:
    """The step to `line`, number `number` from 1."""

    number: int
    reasons: tuple[ReasonView, ...]
    line: LineView
    verdict: str
    inferences: int
    numbers: str
    kernel: tuple[KernelStepView, ...]
    failure: FailureView | None


@dataclass(frozen=True)
class DefinitionView:
    """A definition (`formula`), or a tensor that the claim is about (`shape`, of sizes)."""

    anchor: str
    name: Markup
    tag: str
    formula: Markup | None
    shape: tuple[Markup, ...]
    padded: bool


@dataclass(frozen=True)
class ComparisonView:
    """One row of numbers: what was compared, where, the largest difference, and its bound."""

    what: str
    how: str
    difference: str
    bound: str
    agree: bool


@dataclass(frozen=True)
class NumbersView:
    """What numbers say: a row for each step and operator, and the sizes that were taken."""

    steps: tuple[ComparisonView, ...]
    operators: tuple[ComparisonView, ...]
    letters: tuple[str, ...]
    sizes: tuple[tuple[str, tuple[str, ...]], ...]
    device: str
    seed: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class DerivationView:
    """A derivation whole. `topics` and `equations` are where an index lists it.

    `rules` are the kernel's rules that its proof uses, and how often each.
    """

    name: str
    file: str
    title: str
    facts: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    equations: tuple[str, ...]
    verdict: str
    expected: str
    why: str
    reason: str
    counterexample: tuple[str, ...]
    warnings: tuple[str, ...]
    sizes: tuple[Markup, ...]
    ranges: tuple[Markup, ...]
    given: tuple[Markup, ...]
    claim: Markup
    first: LineView
    steps: tuple[StepView, ...]
    definitions: tuple[DefinitionView, ...]
    numbers: NumbersView | None
    rules: tuple[tuple[str, int], ...]

    @property
    def ok(self) -> bool:
        return self.verdict == self.expected

    @property
    def fault(self) -> bool:
        """Whether evoproof failed: that is raised, and ends the run."""
        return False

    @property
    def inferences(self) -> int:
        return sum(step.inferences for step in self.steps)

    @property
    def reasons(self) -> frozenset[str]:
        """The names of all reasons that its steps give."""
        return frozenset(one.name for step in self.steps for one in step.reasons)
