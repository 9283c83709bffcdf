"""Running and judging a mutant: refused where it is loaded, refused where it is judged, or proved.

The verdict is the product's own (`Derivation.verdict`), but for what changes no refusal into an
acceptance: a failed step is not diagnosed, steps behind it are not tried, and a question that was
asked before (of a step, a line, an operator) has the answer that it had.
"""

from __future__ import annotations

import linecache
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from unittest.mock import patch

from evoproof.calc import Derivation, Step, StepResult
from evoproof.calc import claim as claims
from evoproof.calc import derivation as derivations
from evoproof.calc import step as steps
from evoproof.calc.claim import Claim
from evoproof.calc.diagnosis import Failure
from evoproof.errors import EvoproofError
from evoproof.language import padded, tensor
from evoproof.prover import Outcome
from evoproof.theory.operators import Operator

PACKAGE = "evoproof.derivations"  # where a mutant finds the lemmas that it imports
MAKERS = {"padded": padded, "tensor": tensor}  # a mutant may write either, the file may import one


def run(text: str, name: str) -> Derivation:
    """The derivation that the text makes, in a fresh module. Raises what the text raises."""
    file = f"<mutant of {name}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    module = ModuleType(f"{PACKAGE}.mutant")
    module.__package__ = PACKAGE
    vars(module).update(MAKERS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, file, "exec"), vars(module))
    found = getattr(module, name)
    if not isinstance(found, Derivation):
        raise TypeError(f"{name} is no derivation")
    return found


def verdict(text: str, name: str) -> tuple[str, Derivation | None]:
    """The verdict, "error" where the text is refused as it is loaded or judged."""
    try:
        made = run(text, name)
        return made.verdict, made
    except EvoproofError:
        return "error", None


@contextmanager
def quickly() -> Iterator[None]:
    """Judge up to the first failure, without diagnosing it, and ask equal questions once."""
    reading = _once(derivations.from_sympy, lambda expr: (type(expr), expr))
    making = _once(Operator.__call__, lambda *key: [(type(one), one) for one in key])
    with (
        patch.object(steps, "diagnose", _no_diagnosis),
        patch.object(steps, "attempt", _once(steps.attempt, _step_key)),
        patch.object(derivations, "judge", _up_to_a_failure(derivations.judge)),
        patch.object(derivations, "fault", _once(derivations.fault, lambda *key: key)),
        patch.object(derivations, "from_sympy", reading),
        patch.object(claims, "from_sympy", reading),
        patch.object(Operator, "__call__", making),
    ):
        yield


def _no_diagnosis(claim: Claim, step: Step, outcome: Outcome) -> Failure:
    return Failure("unknown", outcome.reason)


def _up_to_a_failure(judge: Callable[[Claim, Step], StepResult]) -> Callable[..., StepResult]:
    """The steps of a chain come one after the other: those behind one that failed are left out."""
    failed: list[Claim] = []

    def judged(claim: Claim, step: Step) -> StepResult:
        if any(one is claim for one in failed):
            return StepResult(step, "unknown", None, 0, 0.0)
        result = judge(claim, step)
        if result.theorem is None:
            failed[:] = [claim]
        return result

    return judged


def _step_key(claim: Claim, step: Step) -> tuple[Any, ...]:
    reasons = tuple((type(one), one.text, *_told(one)) for one in step.by.reasons)
    return claim.hypotheses, step.above.term, reasons, step.below.term


def _told(reason: Any) -> tuple[Any, ...]:
    """What a reason is besides its text."""
    names = ("abilities", "name", "below", "only", "values", "lemma")
    return tuple(getattr(reason, name, None) for name in names)


def _once(function: Callable[..., Any], key: Callable[..., Any]) -> Callable[..., Any]:
    """The function, remembering its answers and what it raises."""
    known: dict[Any, Any] = {}

    def asked(*arguments: Any, **options: Any) -> Any:
        told = {name: one for name, one in options.items() if name != "shared"}
        question = *key(*arguments), *sorted(told.items())
        if question not in known:
            try:
                known[question] = function(*arguments, **options), None
            except EvoproofError as error:
                known[question] = None, error
        answer, error = known[question]
        if error is not None:
            raise error
        return answer

    return asked
