"""The exact counter-check: all lines of a chain evaluated at random instances, without the prover.

Sizes and indices are drawn under the claim's conditions, and entries; the refuter evaluates what
was written by plain loops, on integers and exact fractions, with exp(x) = 2**x.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from evoproof.calc import Derivation
from evoproof.refute.meaning import SYMPY
from evoproof.refute.points import index_choices
from evoproof.refute.question import Question
from evoproof.refute.samples import guessed
from evoproof.refute.values import NeedsReal, NotEvaluable
from evoproof.refute.world import Drawn, OutOfBudget

LARGEST = 3
LARGEST_WITH_EXP = 2
RADIUS = 1  # at most, for the size l
ENTRIES = 1, -1, 2, 0, 3  # no Fraction where none is needed: an int is as exact, and quicker
EXPONENTS = 1, -1, 2, 0  # 2**x stays rational and small
STEPS = 200_000
TRIES = 12_000


class Different(AssertionError):
    """Two lines of a chain have different values."""


def agree(made: Derivation, count: int, seed: int) -> int:
    """At how many instances, no two the same, all lines are equal: `count`, if so many are found.

    An instance is the sizes, the index and every entry that is read. Raises Different, and
    IllFormed where a line reads outside a strict tensor.
    """
    sides = list(dict.fromkeys(line.expr for line in made.lines))
    question = Question(SYMPY, sides, made.claim.given)
    done: set[Any] = set()
    for number, integers in enumerate(_instances(question, Random(seed))):
        entries = _entries(question, f"{seed}/{number}")
        values = _values(question, integers, entries)
        if any(value != values[0] for value in values):
            raise Different(f"{made.name} at {integers}, entries {entries.seen}: {values}")
        if values:
            done.add((tuple(integers.items()), tuple(sorted(entries.seen.items()))))
        if len(done) == count:
            break
    return len(done)


def _entries(question: Question, name: str) -> Drawn:
    return Drawn(name, EXPONENTS if question.program.has_exp else ENTRIES, {})


def _values(question: Question, integers: dict[str, int], entries: Drawn) -> list[Any]:
    """The value of every line; none, where exact arithmetic cannot tell."""
    world = question.world(integers, entries, STEPS, None)
    try:
        return [side(world) for side in question.sides]
    except (NeedsReal, NotEvaluable, OutOfBudget):
        return []


def _instances(question: Question, random: Random) -> Iterator[dict[str, int]]:
    """Sizes and an index in range, under the conditions."""
    largest = LARGEST_WITH_EXP if question.program.has_exp else LARGEST
    for _ in range(TRIES):
        sizes = {
            name: random.randint(0, RADIUS if name == "l" else largest)
            for name in guessed(question)
        }
        found = index_choices(question, question.completed(sizes), 9, random)
        if found:
            yield random.choice(found)
