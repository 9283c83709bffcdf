"""From sizes that break conditions to sizes that keep them: one integer changed after the other."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from evoproof.refute.given import Condition, line
from evoproof.refute.question import Question

ROUNDS = 12
LARGEST = 8
NOISE = 0.15
STEPS = 3  # of the budget, each time the conditions are looked at


def repaired(question: Question, sizes: Mapping[str, int], random: Random) -> dict[str, int]:
    """Sizes and integers near these that are admitted and leave room for every index, if found.

    Returns them as they are after some rounds if not.
    """
    now = {
        name: max(0, value) if name in question.sizes else value for name, value in sizes.items()
    }
    for _ in range(ROUNDS):
        broken = _broken(question, now)
        if not broken:
            break
        condition = random.choice(broken)
        names = [name for name in condition.names if name in now]
        if not names:
            break
        now |= _changed(question, now, condition, random.choice(names), random)
    return now


def _broken(question: Question, sizes: Mapping[str, int]) -> list[Condition]:
    question.spent += STEPS
    world = question.at(sizes)
    conditions = [*question.of_sizes, *question.nonempty]
    return [condition for condition in conditions if not condition.holds(world)]


def _changed(
    question: Question, now: Mapping[str, int], condition: Condition, name: str, random: Random
) -> dict[str, int]:
    """The value for `name` that breaks the fewest conditions; now and then any."""
    values = _values(question, now, condition, name)
    if random.random() < NOISE:
        return {name: random.choice(values)}

    def cost(value: int) -> tuple[int, float]:
        return len(_broken(question, {**now, name: value})), abs(value) + 3 * random.random()

    return {name: min(values, key=cost)}


def _values(
    question: Question, now: Mapping[str, int], condition: Condition, name: str
) -> list[int]:
    """Small ones, and those where a side of the condition passes the other."""
    signed = name in question.integers
    values = dict.fromkeys(range(-LARGEST // 2 if signed else 0, LARGEST + 1))
    for sides in condition.compared:
        found = line(sides, name, now, question.at)
        if found is not None:
            near = -found[1] // found[0]
            values |= dict.fromkeys((near - 1, near, near + 1))
    return [value for value in values if signed or value >= 0]
