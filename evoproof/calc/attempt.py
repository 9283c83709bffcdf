"""The line below from the line above, by the reasons of a step and nothing else."""

from __future__ import annotations

from evoproof.calc.citation import apply
from evoproof.calc.claim import Claim
from evoproof.calc.lines import Step
from evoproof.calc.reasons import Citation
from evoproof.errors import ChainError
from evoproof.kernel.rules.equality import transitivity
from evoproof.kernel.theorem import Theorem
from evoproof.prover import Normalisers, Outcome, prove


class Shared:
    """What attempts at one step have found out: normal forms, and what citations make of it."""

    def __init__(self) -> None:
        self.normalisers = Normalisers()
        self.cited: dict[tuple[Citation, ...], Theorem | None] = {}


def attempt(
    claim: Claim, step: Step, *, quick: bool = False, shared: Shared | None = None
) -> Outcome:
    """Try to prove the step; `quick` leaves out what the solver might add.

    `shared` is what earlier attempts at the same two lines have found out. Raises ChainError where
    a cited theorem does not apply.
    """
    given = claim.hypotheses
    if step.by.automatic:
        return prove(step.above.term, step.below.term, given)
    shared = shared or Shared()
    cited = _known(claim, step, shared)
    outcome = prove(
        step.above.term if cited is None else cited.right, step.below.term, given,
        step.by.abilities,
        step.by.opened(below=False), step.by.opened(below=True), quick, shared.normalisers,
    )  # fmt: skip
    if cited is None or outcome.theorem is None:
        return outcome
    return Outcome(transitivity(cited, outcome.theorem), "", outcome.left, outcome.right)


def _known(claim: Claim, step: Step, shared: Shared) -> Theorem | None:
    citations = step.by.citations
    if citations not in shared.cited:
        shared.cited[citations] = _cited(claim, step)
    return shared.cited[citations]


def _cited(claim: Claim, step: Step) -> Theorem | None:
    """The line above = what the cited theorems make of it, one after the other."""
    whole: Theorem | None = None
    for citation in step.by.citations:
        now = step.above.term if whole is None else whole.right
        found = apply(claim.hypotheses, now, citation)
        if found is None:
            raise ChainError(
                f"{citation.lemma.name} does not apply here: its left side is not there"
            )
        whole = found if whole is None else transitivity(whole, found)
    return whole
