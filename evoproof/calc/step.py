"""One step of a derivation: accepted only if the rules that its reason names suffice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from evoproof.calc.citation import apply
from evoproof.calc.claim import Claim
from evoproof.calc.diagnosis import Failure, diagnose, superfluous
from evoproof.calc.reasons import Able, By, Definition, Reason, auto
from evoproof.calc.source import Place
from evoproof.errors import ChainError
from evoproof.kernel.rules.equality import transitivity
from evoproof.kernel.terms import Access, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover import Outcome, prove


@dataclass(frozen=True)
class Line:
    """An expression of the chain, as it was written and as a term."""

    expr: Any
    term: Term
    place: Place


@dataclass(frozen=True)
class Step:
    """The step from the line above to the line below, number `index` from 1."""

    index: int
    above: Line
    by: By
    below: Line


@dataclass(frozen=True)
class StepResult:
    """What became of a step.

    `verdict`: proved; refuted (the line is false: a counterexample); wrong-reason (the line is
    true, the reason does not reach it); unknown. `known_by`: "kernel" or nothing. `inferences`: how
    many rules of the kernel were applied.
    """

    step: Step
    verdict: str
    theorem: Theorem | None
    inferences: int
    seconds: float
    failure: Failure | None = None

    @property
    def known_by(self) -> str | None:
        return "kernel" if self.theorem is not None else None


def judge(claim: Claim, step: Step) -> StepResult:
    """Prove the step by its reason, or find out what is wrong with it."""
    start = perf_counter()
    outcome = attempt(claim, step)
    theorem, failure = outcome.theorem, None
    if theorem is None:
        failure = diagnose(claim, step, outcome)
    elif unneeded := _unneeded(claim, step, theorem):
        theorem, failure = None, superfluous(unneeded)
    seconds = perf_counter() - start
    verdict = failure.verdict if failure else "proved"
    return StepResult(step, verdict, theorem, inferences(theorem), seconds, failure)


def _unneeded(claim: Claim, step: Step, theorem: Theorem) -> tuple[Reason, ...]:
    """The reasons without which the step holds as well: naming them would mislead."""
    unfolded = (one.left for one in ancestors(theorem) if one.rule == "unfold")
    opened = {access.tensor for access in unfolded if isinstance(access, Access)}
    return tuple(
        reason for reason in step.by.reasons
        if (isinstance(reason, Definition) and not any(map(reason.opens, opened)))
        or (isinstance(reason, Able) and reason is not auto and _holds_without(claim, step, reason))
    )  # fmt: skip


def _holds_without(claim: Claim, step: Step, reason: Reason) -> bool:
    others = tuple(one for one in step.by.reasons if one is not reason)
    return attempt(claim, replace(step, by=By(others)), quick=True).theorem is not None


def attempt(claim: Claim, step: Step, *, quick: bool = False) -> Outcome:
    """The line above = the line below, by the reason of the step alone."""
    given = claim.hypotheses
    cited = None
    for citation in step.by.citations:
        cited = apply(given, step.above.term if cited is None else cited.right, citation)
        if cited is None:
            raise ChainError(f"{citation.lemma.name} does not apply here", str(step.below.place))
    if step.by.automatic:
        return prove(step.above.term, step.below.term, given)
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


def inferences(theorem: Theorem | None) -> int:
    """How many different applications of rules stand behind a theorem."""
    return sum(1 for _ in ancestors(theorem)) if theorem is not None else 0


def ancestors(theorem: Theorem) -> Iterator[Theorem]:
    """The theorem and all that it was made from, each once."""
    seen, todo = {theorem}, [theorem]
    while todo:
        one = todo.pop()
        yield one
        new = [premise for premise in one.premises if premise not in seen]
        seen.update(new)
        todo += new
