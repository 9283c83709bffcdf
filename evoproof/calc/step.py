"""One step of a derivation: accepted only if the rules that its reason names suffice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from time import perf_counter

from evoproof.calc.attempt import Shared, attempt
from evoproof.calc.claim import Claim
from evoproof.calc.diagnosis import Failure, diagnose, superfluous
from evoproof.calc.lines import Step
from evoproof.calc.reasons import By, Definition, Reason, auto
from evoproof.errors import ChainError
from evoproof.kernel.theorem import Theorem


@dataclass(frozen=True)
class StepResult:
    """What became of a step.

    `verdict`: proved; refuted (the line is false: a counterexample); wrong-reason (the reason does
    not reach the line, which is true, or cannot be used, or is not needed); unknown. `known_by`:
    "kernel" or nothing. `inferences`: how many rules of the kernel were applied.
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
    theorem, failure = _judge(claim, step)
    seconds = perf_counter() - start
    verdict = failure.verdict if failure else "proved"
    return StepResult(step, verdict, theorem, inferences(theorem), seconds, failure)


def _judge(claim: Claim, step: Step) -> tuple[Theorem | None, Failure | None]:
    shared = Shared()
    try:
        outcome = attempt(claim, step, shared=shared)
    except ChainError as error:
        return None, Failure("wrong-reason", error.message)
    if outcome.theorem is None:
        return None, diagnose(claim, step, outcome)
    if not _about(outcome.theorem, claim, step):
        return None, Failure("unknown", "the search came back with a theorem about something else")
    if unneeded := _unneeded(claim, step, shared):
        return None, superfluous(unneeded)
    return outcome.theorem, None


def _about(theorem: Theorem, claim: Claim, step: Step) -> bool:
    """Whether it says that these two lines are equal, under the hypotheses of the claim alone.

    The search is not trusted: that its theorem is true does not make it the theorem asked for.
    """
    lines = theorem.left is step.above.term and theorem.right is step.below.term
    return lines and set(theorem.hypotheses) <= set(claim.hypotheses)


def _unneeded(claim: Claim, step: Step, shared: Shared) -> tuple[Reason, ...]:
    """The reasons without which the step holds as well: naming them would mislead."""
    reasons = step.by.reasons
    alone = [(one,) for one in reasons if one is not auto]
    both = [pair for pair in combinations(reasons, 2) if _undo(*pair)]
    found = [
        one for some in (*alone, *both) if _holds_without(claim, step, some, shared) for one in some
    ]
    return tuple(dict.fromkeys(found))


def _undo(one: Reason, other: Reason) -> bool:
    """Whether one unfolds what the other folds: each may be needed only for the other."""
    if not isinstance(one, Definition) or not isinstance(other, Definition):
        return False
    return one.name == other.name and one.below is not other.below


def _holds_without(claim: Claim, step: Step, left_out: tuple[Reason, ...], shared: Shared) -> bool:
    others = tuple(one for one in step.by.reasons if one not in left_out)
    try:
        made = attempt(claim, replace(step, by=By(others)), quick=True, shared=shared)
    except ChainError:
        return False
    return made.theorem is not None


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
