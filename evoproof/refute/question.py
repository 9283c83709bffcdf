"""A question to refute: two sides and conditions, compiled; and the judgement of one sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy

from evoproof.refute.meaning import new_program
from evoproof.refute.program import Code, Test
from evoproof.refute.values import NeedsReal, NotEvaluable, Value, is_exact, reals
from evoproof.refute.world import Drawn, IllFormed, Key, OutOfBudget, World

DIGITS = (60, 120)  # twice, to tell a difference from rounding
LEAST_DIFFERENCE = 1e-25


@dataclass
class Budget:
    """Steps left; one sample may take at most `each` of them."""

    left: int
    each: int

    @classmethod
    def of(cls, steps: int) -> Budget:
        return cls(steps, max(1, steps // 8))


@dataclass(frozen=True)
class Sample:
    """All integers by name, and how tensor entries, functions and scalars are drawn.

    `real`: judge with the true exp alone, for what 2**x cannot tell (exp(1) is not 2).
    """

    integers: Mapping[str, int]
    seed: str
    choices: tuple[Fraction, ...]
    fixed: Mapping[Key, Fraction] = field(default_factory=dict)
    real: bool = False


@dataclass(frozen=True)
class Found:
    """A sample where the sides differ, or where a reading has no meaning (`error`)."""

    sample: Sample
    left: Value
    right: Value
    seen: Mapping[Key, Fraction]
    error: IllFormed | None = None


class Question:
    """left = right under `given`. `sizes`, `integers`, `indices` are the open names by kind.

    Raises NotEvaluable for a form that has no meaning.
    """

    def __init__(self, sides: Sequence[Any], given: Sequence[Any]) -> None:
        self.program = new_program()
        self.sides = [self.program.value(side) for side in sides]
        self.given: list[tuple[Test, bool]] = []
        self.extents: dict[str, Code] = {}
        self._read_conditions(given)
        self._read_open_names()

    def _read_conditions(self, given: Sequence[Any]) -> None:
        self.solved: list[tuple[str, Code]] = []
        for condition in given:
            test = self.program.test(condition)
            symbols: set[Any] = getattr(condition, "free_symbols", set())
            self.given.append((test, all(map(_is_size, symbols))))
            self._read_equation(condition)

    def _read_equation(self, condition: Any) -> None:
        """size = expression of other sizes: the size need not be guessed."""
        if not isinstance(condition, sympy.Eq):
            return
        for one, other in (condition.args, condition.args[::-1]):
            taken = [name for name, _ in self.solved]
            alone = _is_size(one) and one not in other.free_symbols
            if alone and one.name not in taken and all(map(_is_size, other.free_symbols)):
                self.solved.append((one.name, self.program.value(other)))
                return

    def _read_open_names(self) -> None:
        done: list[sympy.Symbol] = []
        while more := [symbol for symbol in self.program.open if symbol not in done]:
            for symbol in more:
                done.append(symbol)
                if _is_index(symbol):
                    self.extents[symbol.name] = self.program.value(symbol.extent)
        others = [symbol for symbol in done if not _is_index(symbol)]
        self.sizes = sorted({one.name for one in others if _is_size(one)})
        self.integers = sorted({one.name for one in others} - set(self.sizes))
        self.indices = sorted(self.extents)

    def world(self, integers: Mapping[str, int], source: Any, limit: int, digits: Any) -> World:
        world = World(len(self.program.slots), source, limit, digits)
        for symbol in self.program.open:
            world.at[self.program.slot(symbol)] = integers.get(symbol.name, 0)
        return world

    def at(self, integers: Mapping[str, int]) -> World:
        """A world for integer expressions only."""
        return self.world(integers, Drawn("", (Fraction(0),), {}), 10**6, None)

    def admits(self, integers: Mapping[str, int], sizes_only: bool = False) -> bool:
        """Whether the conditions hold, and (with indices) every index lies in its range."""
        world = self.at(integers)
        try:
            if not all(test(world) for test, of_sizes in self.given if of_sizes or not sizes_only):
                return False
            ranges = () if sizes_only else self.extents.items()
            return all(0 <= integers[name] < extent(world) for name, extent in ranges)
        except (IllFormed, NotEvaluable, NeedsReal):
            return False

    def judge(self, sample: Sample, budget: Budget) -> Found | None:
        """What is wrong at this sample, if anything: exactly, then confirmed with the true exp."""
        try:
            return self._differ(sample, budget)
        except IllFormed as error:
            return Found(sample, None, None, {}, error)
        except (NotEvaluable, NeedsReal, OutOfBudget):
            return None

    def _differ(self, sample: Sample, budget: Budget) -> Found | None:
        if sample.real:
            return self._confirmed(sample, budget)
        try:
            found = self._run(sample, budget, None)
        except NeedsReal:
            return self._confirmed(sample, budget)
        if found.left == found.right:
            return None
        return self._confirmed(sample, budget) if self.program.has_exp else found

    def _confirmed(self, sample: Sample, budget: Budget) -> Found | None:
        """A difference beyond rounding: the same at both precisions."""
        found, check = (self._run(sample, budget, digits) for digits in DIGITS)
        if is_exact(found.left) and is_exact(found.right):
            return found if found.left != found.right else None
        convert = reals(DIGITS[1]).convert
        rough, fine = (convert(one.left) - convert(one.right) for one in (found, check))
        least = LEAST_DIFFERENCE * max(1, abs(convert(check.left)), abs(convert(check.right)))
        if abs(fine) > least and abs(rough - fine) <= 1e-10 * abs(fine):
            return found
        return None

    def _run(self, sample: Sample, budget: Budget, digits: int | None) -> Found:
        source = Drawn(sample.seed, sample.choices, sample.fixed)
        world = self.world(sample.integers, source, min(budget.each, budget.left), digits)
        try:
            values = [side(world) for side in self.sides]
        finally:
            budget.left -= world.steps + 1
        return Found(sample, values[0], values[-1], source.seen)


def _is_index(symbol: Any) -> bool:
    return hasattr(symbol, "extent")


def _is_size(symbol: Any) -> bool:
    return isinstance(symbol, sympy.Symbol) and bool(symbol.is_nonnegative)
