"""recheck(claim, counterexample): both sides once more, from what was printed and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from evoproof.claims.syntax import Claim, Kind
from evoproof.refute.claim_meaning import CLAIMS
from evoproof.refute.counterexample import Counterexample
from evoproof.refute.evaluate import Environment
from evoproof.refute.question import DIGITS, Question
from evoproof.refute.values import NeedsReal, NotEvaluable, Value, is_exact, reals, snapped
from evoproof.refute.witness import short
from evoproof.refute.world import IllFormed, OutOfBudget

LIMIT = 10_000_000


def recheck(claim: Claim, found: Counterexample) -> bool:
    """Whether the claim is indeed false, or ill-formed, at these numbers; other entries are 0.

    The values have to be those that the counterexample says, and the reading without meaning too.
    """
    variables = [one for one in claim.variables if one.kind is not Kind.SCALAR]
    sides, values = (claim.left, claim.right), found.access is None
    question = Question(CLAIMS, sides, claim.given, variables, values)
    integers = {**found.sizes, **found.index}
    if all(name in integers for name in question.indices) and not question.admits(integers):
        return False
    try:
        left, right = _sides(question, integers, environment(claim, found))
    except IllFormed as error:
        inside = all(found.index.get(name) == at for name, at in error.index.items())
        return error.access == found.access and inside
    except (NeedsReal, NotEvaluable, OutOfBudget):
        return False
    return found.access is None and _as_said(left, found.left) and _as_said(right, found.right)


def _sides(question: Question, integers: Mapping[str, int], source: Environment) -> list[Value]:
    digits = DIGITS[0] if question.program.has_exp else None
    world = question.world(integers, source, LIMIT, digits)
    question.read_conditions(world, integers)
    values = [side(world) for side in question.sides]
    if values[0] == values[1]:
        raise NotEvaluable("both sides are equal")
    return values


def _as_said(value: Value, said: str | None) -> bool:
    """The same number, or the same as far as it was written out."""
    if said is None:
        return False
    if is_exact(value):
        return str(value) == said
    digits = sum(letter.isdigit() for letter in said.partition("e")[0])
    known = reals(DIGITS[0]).convert(said)
    return bool(abs(value - known) <= abs(known) * 10.0 ** (2 - digits))


def environment(claim: Claim, found: Counterexample) -> Environment:
    """What was printed, to evaluate the claim in; an entry that is not there is 0."""
    scalars = [one.name for one in claim.variables if one.kind is Kind.SCALAR]
    return Environment(
        tensors={
            tensor.name: _entries(found.tensors.get(tensor.name, {})) for tensor in claim.tensors
        },
        functions={name: _function(found.functions.get(name, {})) for name in claim.functions},
        scalars={name: Fraction(found.scalars.get(name, 0)) for name in scalars},
    )


def _entries(printed: Any) -> Any:
    """Nested lists of numbers; or, of a large tensor, a table of the entries that were read."""
    if isinstance(printed, str):
        return Fraction(printed)
    if isinstance(printed, list):
        return [_entries(one) for one in printed]
    table = {_integers(at): Fraction(value) for at, value in printed.items()}
    return lambda *at: table.get(at, 0)


def _integers(at: str) -> tuple[int, ...]:
    return tuple(int(one) for one in at.split(", ") if one)


def _function(table: Mapping[str, str]) -> Callable[..., Value]:
    return lambda argument: Fraction(table.get(short(snapped(argument)), 0))
