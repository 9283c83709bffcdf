"""Whether a claim's terms are shown to have a meaning under its conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from evoproof.claims.syntax import Claim, Literal
from evoproof.judge.lemmas import with_lemmas, with_values
from evoproof.judge.readings import met
from evoproof.judge.terms import Formula, to_terms
from evoproof.kernel.arithmetic import Model, counterexample, implies
from evoproof.kernel.build import conditions, equal
from evoproof.kernel.poly import ONE, Floor
from evoproof.kernel.terms import Access, Cond, Ge
from evoproof.kernel.wellformed import Fault, fault
from evoproof.show import text, text_poly

FALSE = Ge(-ONE)


@dataclass(frozen=True, slots=True)
class NotShown:
    """What is not shown, in words; `witness` are integers at which it may fail."""

    reason: str
    witness: Model | None


def not_shown(claim: Claim, formula: Formula, cases: Sequence[tuple[Cond, ...]]) -> NotShown | None:
    """The first thing that is not shown to have a meaning in one of the cases of `given`.

    Raises EvoproofError where a reading cannot be said in the kernel's terms.
    """
    readings = (
        to_terms(replace(claim, left=one, right=Literal(0)), formula.given) for one in met(claim)
    )
    for part in chain([formula], readings):
        for given in cases:
            missing = _missing(part, given)
            if missing is not None:
                known = with_lemmas(given, (part.left, part.right))
                missing = _missing(part, known) and _missing(_valued(part, known), known)
            if missing is not None:
                return missing
    return None


def _valued(formula: Formula, given: tuple[Cond, ...]) -> Formula:
    left, right = (with_values(given, side) for side in (formula.left, formula.right))
    return replace(formula, left=left, right=right)


def _missing(formula: Formula, given: tuple[Cond, ...]) -> NotShown | None:
    found = fault(given, formula.left, formula.right)
    if found is not None:
        return NotShown(f"not shown: {_wording(found)}", _witness(found, given))
    return _obligation(formula, given)


def _witness(found: Fault, given: tuple[Cond, ...]) -> Model | None:
    """For a divisor a place where it is 0, so that what is given has no value there either."""
    if not isinstance(found.what, Floor):
        return found.witness
    divisor = found.what.denominator
    others = [c for c in given if all(one.denominator is not divisor for one in c.expr.floors)]
    return counterexample([*others, equal(divisor, 0)], FALSE)


def _obligation(formula: Formula, given: tuple[Cond, ...]) -> NotShown | None:
    for one in formula.obligations:
        known = conditions([*given, *one.given])
        if not implies(known, one.goal):
            return NotShown(f"not shown: {one.text}", counterexample(known, one.goal))
    return None


def _wording(found: Fault) -> str:
    what = found.what
    if isinstance(what, Access):
        return f"{text(what)} stays inside its shape"
    if isinstance(what, Floor):
        return f"the divisor {text_poly(what.denominator)} is not 0"
    return f"the range of {text(what)} is finite"
