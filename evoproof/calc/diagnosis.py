"""Why a step failed: the line is false, or true but out of its reason's reach, or undecided."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evoproof.calc.claim import Claim
from evoproof.calc.reasons import Able, By, Definition, Reason
from evoproof.kernel.judgements import children, tensors
from evoproof.kernel.terms import Term
from evoproof.prover import ALL, Ability, Outcome, prove
from evoproof.prover.prove import Opens, everything
from evoproof.refute import Counterexample, refute

if TYPE_CHECKING:
    from evoproof.calc.step import Step


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
    """Reasons by which the step holds: one more than are given, or else of all as few as do.

    None where not even all rules, with every definition unfolded, reach the line.
    """
    if not _holds(claim, step, ALL, everything, everything):
        return None
    given = step.by.text.split(", ")
    for extra in _extras(step):
        if _holds_by(claim, step, (*step.by.reasons, extra)):
            return (*given, extra.text)
    abilities = list(Ability)
    for one in Ability:
        fewer = [other for other in abilities if other is not one]
        if _holds(claim, step, fewer, everything, everything):
            abilities = fewer
    return (*(one.value for one in abilities), "all definitions unfolded")


def _extras(step: Step) -> Iterator[Reason]:
    yield from (Able(one.value, frozenset([one])) for one in Ability)
    for name in _defined(step):
        yield Definition(f"unfold {name}", name, below=False)
        yield Definition(f"fold {name}", name, below=True)


def _holds_by(claim: Claim, step: Step, reasons: tuple[Reason, ...]) -> bool:
    by = By(reasons)
    return not by.citations and _holds(
        claim, step, by.abilities,
        lambda tensor: by.opens(tensor, below=False),
        lambda tensor: by.opens(tensor, below=True),
    )  # fmt: skip


def _holds(
    claim: Claim, step: Step, abilities: Collection[Ability], above: Opens, below: Opens
) -> bool:
    lines = step.above.term, step.below.term
    return prove(*lines, claim.hypotheses, abilities, above, below).theorem is not None


def _defined(step: Step) -> list[str]:
    found = [one for line in (step.above, step.below) for one in tensors(line.term)]
    return list(dict.fromkeys(tensor.name for tensor in found if tensor.body is not None))
