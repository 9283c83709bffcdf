"""The rank of a matrix, exactly: sizes and entries at which it stands in a relation to a number."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import islice

from evoproof.claims.syntax import Claim, Kind, Name
from evoproof.claims.walk import subtrees
from evoproof.refute.claim_meaning import CLAIMS
from evoproof.refute.counterexample import Counterexample
from evoproof.refute.question import Found, Question, Sample
from evoproof.refute.samples import by_total
from evoproof.refute.values import NeedsReal, NotEvaluable, is_exact
from evoproof.refute.witness import witness
from evoproof.refute.world import Drawn, IllFormed, OutOfBudget, World

RELATIONS: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
LARGEST_TOTAL = 16  # of the sizes
CHOICES = 4_000
DRAWS = 2  # of entries at the same sizes
STEPS = 300_000
_ENTRIES = (1, 2, -1, 3, 5, -2, 7)


def rank_witness(claim: Claim, relation: str, seed: int = 0) -> Counterexample | None:
    """Sizes and entries where rank(left) stands in the relation to right, or None if none is found.

    The claim's first free index numbers the rows, the second the columns; both ranges are not
    empty. Entries are exact fractions. Raises NotEvaluable where the claim has no two free indices,
    or where its conditions or its right side speak of them.
    """
    question = _question(claim)
    holds = RELATIONS[relation]
    for sizes in islice(by_total(question, range(LARGEST_TOTAL + 1)), CHOICES):
        integers = question.completed(sizes)
        if not question.admits(integers, sizes_only=True):
            continue
        for number in range(DRAWS):
            found = _at(question, Sample(integers, f"{seed}/{number}", _ENTRIES))
            if found is not None and holds(found.left, found.right):
                return witness(question, found)
    return None


def _question(claim: Claim) -> Question:
    integers = [one for one in claim.variables if one.kind is not Kind.SCALAR]
    question = Question(CLAIMS, (claim.left, claim.right), claim.given, integers)
    if len(question.indices) != 2 or question.program.has_exp:
        raise NotEvaluable("the rank of a matrix: two free indices, rows and columns, and no exp")
    if question.given != question.of_sizes or _indexed(claim):
        raise NotEvaluable(
            "the rank of a matrix: what it is compared with, and what is given, "
            "speaks of sizes alone"
        )
    return question


def _indexed(claim: Claim) -> bool:
    """Whether the right side has a free index: it is one number, whatever the entry."""
    names = (one.variable for one in subtrees(claim.right) if isinstance(one, Name))
    return any(one.kind is Kind.INDEX and one in claim.variables for one in names)


def _at(question: Question, sample: Sample) -> Found | None:
    """The rank and the number it is compared with; None where they have no meaning."""
    source = Drawn(sample.seed, sample.choices, {})
    world = question.world(sample.integers, source, STEPS, None)
    try:
        rows, columns = (int(question.extents[name](world)) for name in question.indices)
        matrix = [[_entry(question, world, r, c) for c in range(columns)] for r in range(rows)]
        bound = question.sides[1](world)
    except (IllFormed, NotEvaluable, NeedsReal, OutOfBudget):
        return None
    if not matrix or not matrix[0] or not is_exact(bound):
        return None
    return Found(sample, rank(matrix), bound, source.seen)


def _entry(question: Question, world: World, row: int, column: int) -> Fraction:
    for name, value in zip(question.indices, (row, column), strict=True):
        world.at[next(slot for slot, one in question.slots if one == name)] = value
    return Fraction(question.sides[0](world))


def rank(matrix: Sequence[Sequence[Fraction]]) -> int:
    """By elimination, without rounding.

    >>> rank([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(4)]])
    1
    """
    rows, found = [list(row) for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for below in rows[found + 1 :]:
            factor = below[column] / rows[found][column]
            for k in range(column, len(below)):
                below[k] -= factor * rows[found][k]
        found += 1
    return found
