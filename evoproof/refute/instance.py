"""A counterexample as an instance of its claim: the shapes there, and both sides at every index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from evoproof.claims.syntax import Claim, Expr, Kind
from evoproof.refute.claim_meaning import CLAIMS
from evoproof.refute.counterexample import Counterexample
from evoproof.refute.points import index_choices
from evoproof.refute.question import DIGITS, LEAST_DIFFERENCE, Question
from evoproof.refute.recheck import environment
from evoproof.refute.values import NeedsReal, NotEvaluable, Value, is_exact, reals
from evoproof.refute.witness import both_shown, rounded
from evoproof.refute.world import IllFormed, OutOfBudget

STEPS = 1_000_000
_FAILED = (IllFormed, NeedsReal, NotEvaluable, OutOfBudget)

Point = tuple[int, ...]


@dataclass(frozen=True)
class Sides:
    """Both sides, as texts, at every point of the free `names` that the conditions admit.

    `differ` are the points at which they are not the same number.
    """

    names: tuple[str, ...]
    left: Mapping[Point, str]
    right: Mapping[Point, str]
    differ: frozenset[Point]


def sides(claim: Claim, found: Counterexample, most: int) -> Sides | None:
    """Both sides of a refuted claim; None for more than `most` points, or where one has no value.

    The entries are those of the counterexample, and 0 where it names none.
    """
    question = _question(claim)
    points = index_choices(question, found.sizes, most + 1, Random(0))
    if len(points) > most:
        return None
    try:
        values = {_at(question, one): _values(question, claim, found, one) for one in points}
    except _FAILED:
        return None
    differ = frozenset(at for at, pair in values.items() if _apart(*pair))
    texts = {
        at: both_shown(*pair) if at in differ else (rounded(pair[0]), rounded(pair[1]))
        for at, pair in values.items()
    }
    left, right = ({at: pair[k] for at, pair in texts.items()} for k in (0, 1))
    return Sides(tuple(question.indices), left, right, differ)


def shape(claim: Claim, name: str, sizes: Mapping[str, int]) -> Point | None:
    """The shape of the claim's tensor of this name at these sizes; None if there is none."""
    tensor = next((one for one in claim.tensors if one.name == name), None)
    if tensor is None:
        return None
    try:
        return tuple(_integer(claim, size, sizes) for size in tensor.shape)
    except _FAILED:
        return None


def _question(claim: Claim) -> Question:
    integers = [one for one in claim.variables if one.kind is not Kind.SCALAR]
    return Question(CLAIMS, (claim.left, claim.right), claim.given, integers)


def _at(question: Question, point: Mapping[str, int]) -> Point:
    return tuple(point[name] for name in question.indices)


def _values(
    question: Question, claim: Claim, found: Counterexample, point: Mapping[str, int]
) -> tuple[Value, Value]:
    digits = DIGITS[0] if question.program.has_exp else None
    world = question.world(point, environment(claim, found), STEPS, digits)
    left, right = (side(world) for side in question.sides)
    return left, right


def _apart(left: Value, right: Value) -> bool:
    """Whether they differ by more than rounding."""
    if is_exact(left) and is_exact(right):
        return bool(left != right)
    one, other = (reals(DIGITS[0]).convert(value) for value in (left, right))
    return bool(abs(one - other) > LEAST_DIFFERENCE * max(1, abs(one), abs(other)))


def _integer(claim: Claim, expr: Expr, sizes: Mapping[str, int]) -> int:
    integers = [one for one in claim.variables if one.kind is not Kind.SCALAR]
    question = Question(CLAIMS, (expr,), (), integers)
    return int(question.sides[0](question.at(sizes)))
