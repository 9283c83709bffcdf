"""Why a step failed: the line is false, or true but out of its reason's reach, or undecided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evoproof.calc.attempt import attempt
from evoproof.calc.claim import Claim
from evoproof.calc.lines import Step
from evoproof.calc.reasons import LAWS, By, Definition, Reason, auto
from evoproof.errors import ChainError
from evoproof.kernel.judgements import children, tensors
from evoproof.kernel.terms import Term
from evoproof.prover import Outcome
from evoproof.refute import Counterexample, refute


@dataclass(frozen=True)
class Failure:
    """What is wrong with a step.

    `reached` is what the reason makes of the line above and `wanted` of the line below; `differ`
    are the first places where they part. `would` are reasons by which the step holds.
    """

    verdict: str
    reason: str
    reached: Term | None = None
    wanted: Term | None = None
    differ: tuple[Term, Term] | None = None
    counterexample: Counterexample | None = None
    would: tuple[str, ...] = ()


def diagnose(claim: Claim, step: Step, outcome: Outcome) -> Failure:
    """Tell the kinds of failure apart; the counterexample is exact."""
    forms = _forms(outcome)
    found = _counterexample(claim, step)
    if found is not None:
        return Failure("refuted", "the line is false", *forms, found)
    would = _would(claim, step)
    if would is not None:
        reason = "the line is true, but this reason does not reach it"
        return Failure("wrong-reason", reason, *forms, None, would)
    return Failure("unknown", f"not proved and not refuted: {outcome.reason}", *forms)


def superfluous(reasons: tuple[Reason, ...]) -> Failure:
    """The step holds, and holds without these reasons."""
    names = ", ".join(reason.text for reason in reasons)
    return Failure("wrong-reason", f"the step holds without: {names}")


def _forms(outcome: Outcome) -> tuple[Term | None, Term | None, tuple[Term, Term] | None]:
    if outcome.left is None or outcome.right is None:
        return None, None, None
    return outcome.left, outcome.right, difference(outcome.left, outcome.right)


def _counterexample(claim: Claim, step: Step) -> Counterexample | None:
    found = refute(step.above.expr, step.below.expr, claim.given)
    return None if found is None or found.access is not None else found


def difference(left: Term, right: Term) -> tuple[Term, Term]:
    """The innermost subterms in which the two differ, where they differ in one place only."""
    if type(left) is not type(right) or len(children(left)) != len(children(right)):
        return left, right
    pairs = zip(children(left), children(right), strict=True)
    apart = [(one, other) for one, other in pairs if one is not other]
    return difference(*apart[0]) if len(apart) == 1 else (left, right)


def _would(claim: Claim, step: Step) -> tuple[str, ...] | None:
    """How a reason is written by which the step holds; None where not even everything does.

    First what is given and one more, without what is not needed then; else all laws with every
    definition unfolded, without what is not needed.
    """
    if not _holds(claim, step, (auto,)):
        return None
    for extra in _extras(step):
        if extra not in step.by.reasons and _holds(claim, step, (*step.by.reasons, extra)):
            return _written(_needed(claim, step, (*step.by.reasons, extra)))
    everything = (*LAWS, *_definitions(step))
    if not _holds(claim, step, everything):
        return ("auto",)
    return _written(_needed(claim, step, everything))


def _needed(claim: Claim, step: Step, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    for one in reasons:
        fewer = tuple(other for other in reasons if other is not one)
        if _holds(claim, step, fewer):
            reasons = fewer
    return reasons


def _holds(claim: Claim, step: Step, reasons: tuple[Reason, ...]) -> bool:
    try:
        return attempt(claim, replace(step, by=By(reasons)), quick=True).theorem is not None
    except ChainError:
        return False


def _written(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(reason.written for reason in reasons)


def _extras(step: Step) -> Iterator[Reason]:
    yield from LAWS
    yield from _definitions(step)


def _definitions(step: Step) -> Iterator[Reason]:
    """Unfolding what the line above reads, folding what the line below does."""
    for line, verb, below in ((step.above, "unfold", False), (step.below, "fold", True)):
        names = [one.name for one in tensors(line.term) if one.body is not None]
        for name in dict.fromkeys(names):
            yield Definition(f"{verb} {name}", f"{verb}({name})", name, below)
