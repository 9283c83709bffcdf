"""Conditions on integers: whether they hold, and which value makes two sides equal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evoproof.refute.program import Code, Program, Test
from evoproof.refute.values import NeedsReal, NotEvaluable, Value
from evoproof.refute.world import IllFormed, OutOfBudget, World

_PROBES = ((2, 3, 5, 7), (3, 2, 7, 4), (1, 4, 2, 6))

At = Callable[[Mapping[str, int]], World]


@dataclass(frozen=True)
class Condition:
    """A condition on the integers `names`; `compared`: what it compares, side by side."""

    test: Test
    names: tuple[str, ...]
    compared: tuple[tuple[Code, Code], ...] = ()
    is_equation: bool = False

    def holds(self, world: World) -> bool | None:
        """None where it has no meaning: an integer is divided by zero."""
        try:
            return self.test(world)
        except IllFormed:
            return None
        except (NotEvaluable, NeedsReal, OutOfBudget):
            return False


def compiled(program: Program, condition: Any) -> Condition:
    language = program.language
    test, variables = program.noting(lambda: program.test(condition))
    compared = tuple((program.value(a), program.value(b)) for a, b in language.compared(condition))
    names = tuple(variable.name for variable in variables)
    return Condition(test, names, compared, language.is_equation(condition))


def positive(extent: Code, names: tuple[str, ...]) -> Condition:
    """extent > 0: an index with this extent exists."""
    return Condition(lambda world: bool(extent(world) > 0), names, ((extent, _zero),))


def _zero(world: World) -> Value:
    return 0


def line(
    sides: tuple[Code, Code], name: str, integers: Mapping[str, int], at: At
) -> tuple[int, int] | None:
    """(slope, constant): left - right as slope * name + constant, if it looks like that."""
    values = []
    for value in range(3):
        world = at({**integers, name: value})
        try:
            values.append(int(sides[0](world)) - int(sides[1](world)))
        except (IllFormed, NotEvaluable, NeedsReal, OutOfBudget):
            return None
    slope = values[1] - values[0]
    return None if slope == 0 or values[2] - values[1] != slope else (slope, values[0])


def root(sides: tuple[Code, Code], name: str, integers: Mapping[str, int], at: At) -> int | None:
    """The integer that makes both sides equal."""
    found = line(sides, name, integers, at)
    return None if found is None or found[1] % found[0] else -found[1] // found[0]


def solvable(condition: Condition, name: str, at: At) -> bool:
    """Whether some value of `name` satisfies the equation, whatever the others are."""
    others = [other for other in condition.names if other != name]
    for probe in _PROBES:
        integers = {other: probe[k % len(probe)] for k, other in enumerate(others)}
        found = line(condition.compared[0], name, integers, at)
        if found is None or abs(found[0]) != 1:
            return False
    return True
