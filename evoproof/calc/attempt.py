"""The line below from the line above, by the reasons of a step and nothing else."""

from __future__ import annotations

from evoproof.calc.citation import apply
from evoproof.calc.claim import Claim
from evoproof.calc.lines import Step
from evoproof.errors import ChainError
from evoproof.kernel.rules.equality import transitivity
from evoproof.kernel.theorem import Theorem
from evoproof.prover import Outcome, prove


def attempt(claim: Claim, step: Step, *, quick: bool = False) -> Outcome:
    """Try to prove the step; `quick` leaves out what the solver might add.

    Raises ChainError where a cited theorem does not apply.
    """
    given = claim.hypotheses
    if step.by.automatic:
        return prove(step.above.term, step.below.term, given)
    cited = _cited(claim, step)
    outcome = prove(
        step.above.term if cited is None else cited.right, step.below.term, given,
        step.by.abilities,
        lambda tensor: step.by.opens(tensor, below=False),
        lambda tensor: step.by.opens(tensor, below=True),
        quick,
    )  # fmt: skip
    if cited is None or outcome.theorem is None:
        return outcome
    return Outcome(transitivity(cited, outcome.theorem), "", outcome.left, outcome.right)


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
