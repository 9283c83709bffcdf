"""Why a step failed: the line is false, or true and out of the reach of its reason, or undecided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evoproof.calc.claim import Claim
from evoproof.kernel.judgements import children, tensors
from evoproof.kernel.terms import Term
from evoproof.prover import ALL, Ability, Outcome, prove
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
    """A smallest set of reasons by which the step holds, by leaving out what is not needed."""
    names = _defined(step)
    wanted: list[Any] = [*ALL_IN_ORDER, *(("unfold", n) for n in names), *(("fold", n) for n in names)]
    if not _holds(claim, step, wanted):
        return None
    for one in tuple(wanted):
        fewer = [other for other in wanted if other != one]
        if _holds(claim, step, fewer):
            wanted = fewer
    return tuple(one.value if isinstance(one, Ability) else f"{one[0]} {one[1]}" for one in wanted)


ALL_IN_ORDER = tuple(ability for ability in Ability if ability in ALL)


def _holds(claim: Claim, step: Step, reasons: Sequence[Any]) -> bool:
    abilities = [one for one in reasons if isinstance(one, Ability)]
    outcome = prove(
        step.above.term, step.below.term, claim.hypotheses, abilities,
        lambda tensor: ("unfold", tensor.name) in reasons,
        lambda tensor: ("fold", tensor.name) in reasons,
    )  # fmt: skip
    return outcome.theorem is not None


def _defined(step: Step) -> list[str]:
    found = [one for line in (step.above, step.below) for one in tensors(line.term)]
    return list(dict.fromkeys(tensor.name for tensor in found if tensor.body is not None))
