"""A claim's theorems: one for each case of its conditions, and each looked at before it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evoproof.judge.terms import Formula
from evoproof.kernel.terms import Cond
from evoproof.kernel.theorem import Theorem
from evoproof.prover import Outcome, prove


@dataclass(frozen=True)
class Attempt:
    """The theorems that were found, case by case, up to the first case without one.

    `failed` is what the prover says of that case, and `case` are its conditions.
    """

    theorems: tuple[Theorem, ...]
    failed: Outcome | None = None
    case: tuple[Cond, ...] = ()

    @property
    def proved(self) -> bool:
        return self.failed is None


def attempt(formula: Formula, cases: Sequence[tuple[Cond, ...]], *, quick: bool = False) -> Attempt:
    """Look for a theorem in every case."""
    theorems: list[Theorem] = []
    for given in cases:
        outcome = prove(formula.left, formula.right, given, quick=quick)
        if outcome.theorem is None:
            return Attempt(tuple(theorems), outcome, given)
        if not says(outcome.theorem, formula, given):
            stray = Outcome(None, "the prover's theorem is about another equation")
            return Attempt(tuple(theorems), stray, given)
        theorems.append(outcome.theorem)
    return Attempt(tuple(theorems))


def says(theorem: Theorem, formula: Formula, given: Sequence[Cond]) -> bool:
    """Whether the theorem says of exactly these sides that they are equal, assuming no more."""
    sides = theorem.left is formula.left and theorem.right is formula.right
    return type(theorem) is Theorem and sides and set(theorem.hypotheses) <= set(given)
