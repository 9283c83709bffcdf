"""Claims: refuted, ill-formed, admitted by some sizes, or compared at given integers.

None never says that a claim is true. The same seed gives the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from random import Random

from evoproof.claims.syntax import Claim, Expr, Kind
from evoproof.refute.claim_meaning import CLAIMS
from evoproof.refute.counterexample import Counterexample
from evoproof.refute.points import index_choices
from evoproof.refute.question import Budget, Question
from evoproof.refute.samples import sample, size_choices
from evoproof.refute.search import answer
from evoproof.refute.values import NeedsReal, NotEvaluable
from evoproof.refute.world import IllFormed, OutOfBudget

BUDGET = 300_000
READING_BUDGET = 100_000
ADMITTING = 3_000  # choices of sizes looked at for one that the conditions admit
ADMITTING_BUDGET = 100_000
POINTS = 500

Hints = Sequence[Mapping[str, int]]


def refute_claim(
    claim: Claim, seed: int = 0, budget: int = BUDGET, hints: Hints = ()
) -> Counterexample | None:
    """A small counterexample, or None where so many evaluation steps find none.

    It has `access` instead of values where the search met a reading without meaning.
    """
    return _answer(claim, (claim.left, claim.right), True, seed, budget, hints)


def ill_formed_claim(
    claim: Claim, seed: int = 0, budget: int = READING_BUDGET, hints: Hints = ()
) -> Counterexample | None:
    """Where the claim has no meaning; whether its sides are equal there is not looked at."""
    for side in (claim.left, claim.right):
        found = _answer(claim, (side,), False, seed, budget // 2, hints)
        if found is not None:
            return found
    return None


def admits_something(claim: Claim, seed: int = 0, hints: Hints = ()) -> Mapping[str, int] | None:
    """Sizes, integers and indices that `given` admits; None where none were found.

    Without the indices where every one found leaves no room for them and no condition names one.
    """
    question, random = _question(claim, ()), Random(seed)
    choices, without = size_choices(question, hints, random), None
    for sizes in islice(choices, ADMITTING):
        if question.spent > ADMITTING_BUDGET:
            break
        points = index_choices(question, sizes, 1, random)
        if points:
            return points[0]
        if without is None and question.given == question.of_sizes and question.admits(sizes, True):
            without = sizes
    return without


def equal_at(claim: Claim, integers: Mapping[str, int], seed: int = 0) -> bool | None:
    """Whether both sides are equal at these integers for the entries that `seed` draws.

    At every index that `integers` leaves open. Exact, with real numbers where exp needs them. None
    where `given` does not hold, no index is in range, or a side has no value.
    """
    question = _question(claim, (claim.left, claim.right))
    points = index_choices(question, integers, POINTS, Random(seed))
    budget = Budget(10**7, 10**6)
    try:
        found = [
            question.difference(replace(sample(question, point, seed, seed), real=False), budget)
            for point in points
        ]
    except (IllFormed, NotEvaluable, NeedsReal, OutOfBudget, RecursionError):
        return None
    return all(one is None for one in found) if found else None


def _answer(
    claim: Claim, sides: Sequence[Expr], values: bool, seed: int, budget: int, hints: Hints
) -> Counterexample | None:
    try:
        return answer(_question(claim, sides, values), seed, budget, hints)
    except RecursionError:  # a formula nested more deeply than Python calls
        return None


def _question(claim: Claim, sides: Sequence[Expr], values: bool = True) -> Question:
    integers = [one for one in claim.variables if one.kind is not Kind.SCALAR]
    return Question(CLAIMS, sides, claim.given, integers, values)
