"""What the exact lane alone, at the sizes of a check, makes of a mutant of an expression.

A mutant that reads the tensors of the derivation is held against it line by line; one that changes
a tensor or a range is a chain of its own, and its neighbours are held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mutants_edits import Mutant
from mutants_judging import run

from evoproof.calc import Derivation
from evoproof.calc.attempt import attempt
from evoproof.calc.claim import Claim
from evoproof.calc.lines import Step
from evoproof.errors import ChainError, EvoproofError
from evoproof.kernel.terms import Term
from evoproof.numeric.chains import Chain, Options, guarded
from evoproof.numeric.instances import Sizes
from evoproof.numeric.survey import base_tensors
from evoproof.numeric.trials import settled
from evoproof.prover import prove

REFUSED, EQUAL, MISSED = "refused", "equal", "missed"
WORST_FIRST = (MISSED, "medium", "small", EQUAL)
OF_THE_CHAIN = {
    "reason dropped", "reason added", "reason replaced", "reasons swapped", "lines swapped",
    "line dropped", "condition dropped", "citation",
}  # fmt: skip


class Original:
    """A derivation, and the sizes at which a check of it takes numbers: small ones, then medium.

    The medium one is chosen when it is first needed.
    """

    def __init__(self, made: Derivation) -> None:
        self.made = made
        self._tensors = _tensors(made)
        self._drawn = _chain(made.claim, _lines(made)).instances()
        self._known: list[tuple[str, Sizes]] = []

    def instances(self) -> Iterator[tuple[str, Sizes]]:
        yield from self._known
        for one in self._drawn:
            self._known.append(one)
            yield one

    def strategies(self, sizes: Sizes) -> set[str]:
        """The operations that compute the lines of the derivation at these sizes."""
        plans = _chain(self.made.claim, _lines(self.made)).at(sizes).plans
        return {operation.name for plan in plans for operation in plan.tape.operations}

    def verdict(self, mutant: Mutant, known: bool | None = None) -> str:
        """REFUSED before any number; EQUAL; else up to which sizes it takes to tell all lines of
        the mutant apart, MISSED where some line is not told apart.

        What no numbers tell apart is EQUAL if it is proved, and the prover is asked unless it is
        `known` whether it is.
        """
        try:
            made = run(mutant.text, self.made.name)
            if made.fault or made.vacuous:
                return REFUSED
        except EvoproofError:
            return REFUSED
        found = {self._met(pair, known) for pair in self.pairs(made)}
        return next((one for one in WORST_FIRST if one in found), EQUAL)

    def pairs(self, made: Derivation) -> list[Pair]:
        """What should be equal if the slips in `made` are none."""
        old = self.made.claim
        same = (old.hypotheses, old.free) == (made.claim.hypotheses, made.claim.free)
        if same and _tensors(made) <= self._tensors:
            both = zip(_lines(self.made), _lines(made), strict=True)
            pairs = [Pair(made.claim, *terms) for terms in both]
        else:
            pairs = [
                Pair(made.claim, *terms, step)
                for terms, step in zip(pairwise(_lines(made)), made.steps, strict=True)
            ]
        return [pair for pair in pairs if pair.left is not pair.right]

    def _met(self, pair: Pair, known: bool | None) -> str:
        for scale, sizes in self.instances():
            if pair.differ(sizes):
                return scale
        return EQUAL if (pair.proved() if known is None else known) else MISSED


@dataclass(frozen=True)
class Pair:
    """Two expressions that are equal if a slip is none; where they are a step, it has a reason."""

    claim: Claim
    left: Term
    right: Term
    step: Step | None = None

    def differ(self, sizes: Sizes) -> bool:
        """Whether residues at the points of a check tell the two apart at these sizes."""
        instance = _chain(self.claim, (self.left, self.right)).at(sizes)
        found = settled(lambda draw: (instance.residues(0, draw), instance.residues(1, draw)))
        return bool(found.differs.any())

    def proved(self) -> bool:
        """By the kernel: from the reason of the step, or without one."""
        try:
            reached = self.step and attempt(self.claim, self.step).theorem
        except ChainError:
            reached = None
        given = self.claim.hypotheses
        return (reached or prove(self.left, self.right, given, quick=True).theorem) is not None


def _lines(made: Derivation) -> list[Term]:
    return [line.term for line in made.lines]


def _tensors(made: Derivation) -> frozenset[object]:
    return frozenset(base_tensors(*_lines(made)))


def _chain(claim: Claim, terms: Sequence[Term]) -> Chain:
    terms = guarded(terms, claim.free, claim.hypotheses)
    return Chain(tuple(terms), claim.free, claim.hypotheses, Options(device="cpu"))
