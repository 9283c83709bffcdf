"""A question to refute: two sides and conditions, compiled; and the judgement of one sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evoproof.refute.given import Condition, compiled, positive, root, solvable
from evoproof.refute.program import Code, Language, Program
from evoproof.refute.values import (
    LARGEST_BITS,
    NeedsReal,
    NotEvaluable,
    Value,
    bits,
    is_exact,
    reals,
)
from evoproof.refute.world import Drawn, IllFormed, Key, OutOfBudget, World

DIGITS = (60, 500)  # twice, to tell a difference from rounding
LEAST_DIFFERENCE = 1e-25
CONDITION_STEPS = 2_000


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
    choices: tuple[Value, ...]
    fixed: Mapping[Key, Value] = field(default_factory=dict)
    real: bool = False


@dataclass(frozen=True)
class Found:
    """A sample where the sides differ, or where a reading has no meaning (`error`)."""

    sample: Sample
    left: Value
    right: Value
    seen: Mapping[Key, Value]
    error: IllFormed | None = None


class Question:
    """left = right under `given`. `sizes`, `integers`, `indices` are the open names by kind.

    `declared`: variables that count as open wherever they occur; their order is kept. Without
    `values`, only readings that have no meaning are an answer, never a difference.
    Raises NotEvaluable for a form that has no meaning.
    """

    def __init__(
        self,
        language: Language,
        sides: Sequence[Any],
        given: Sequence[Any],
        declared: Sequence[Any] = (),
        values: bool = True,
    ) -> None:
        self.program = Program(language)
        self.values = values
        self.spent = 0
        for variable in declared:
            self.program.integer(variable)
        self.sides = [self.program.value(side) for side in sides]
        self.given = [compiled(self.program, condition) for condition in given]
        self.extents: dict[str, Code] = {}
        self._read_open_names(bool(declared))
        self.slots = [(self.program.slot(one), one.name) for one in self.program.open]
        self._read_equations()

    def _read_open_names(self, in_order: bool) -> None:
        language, done = self.program.language, list[Any]()
        self.nonempty: list[Condition] = []
        while more := [one for one in self.program.open if one not in done]:
            for variable in more:
                done.append(variable)
                if language.extent(variable) is not None:
                    self._read_extent(variable)
        others = [one for one in done if one.name not in self.extents]
        self.sizes = [one.name for one in others if language.is_size(one)]
        self.integers = [one.name for one in others if not language.is_size(one)]
        self.indices = list(self.extents)
        if not in_order:
            self.sizes, self.integers = (sorted({*x}) for x in (self.sizes, self.integers))
            self.integers = [name for name in self.integers if name not in self.sizes]
            self.indices = sorted(self.indices)

    def _read_extent(self, index: Any) -> None:
        program, extent = self.program, self.program.language.extent(index)
        code, variables = program.noting(lambda: program.value(extent))
        self.extents[index.name] = code
        self.nonempty.append(positive(code, tuple(one.name for one in variables)))

    def _read_equations(self) -> None:
        """size = expression of other sizes: the size need not be guessed."""
        indices = set(self.indices)
        self.of_sizes = [one for one in self.given if indices.isdisjoint(one.names)]
        self.solved: list[tuple[str, Condition]] = []
        for condition in self.of_sizes:
            taken = [name for name, _ in self.solved]
            free = [name for name in condition.names if name in self.sizes and name not in taken]
            if condition.is_equation:
                solved = [name for name in free if solvable(condition, name, self.at)]
                self.solved += [(name, condition) for name in solved[:1]]

    def world(self, integers: Mapping[str, int], source: Any, limit: int, digits: Any) -> World:
        world = World(len(self.program.slots), source, limit, digits, self.values)
        for slot, name in self.slots:
            world.at[slot] = integers.get(name, 0)
        return world

    def at(self, integers: Mapping[str, int]) -> World:
        """A world for integer expressions only."""
        return self.world(integers, Drawn("", (0,), {}), CONDITION_STEPS, None)

    def completed(self, sizes: Mapping[str, int]) -> dict[str, int]:
        """The sizes with those that an equation determines; -1 where it has no solution."""
        full = dict(sizes)
        for name, condition in self.solved * 2:
            found = root(condition.compared[0], name, full, self.at)
            full[name] = -1 if found is None else found
        return full

    def admits(self, integers: Mapping[str, int], sizes_only: bool = False) -> bool:
        """Whether the conditions hold, and (with indices) every index lies in its range.

        A condition without meaning holds where the language wants it to be reported.
        """
        world = self.at(integers)
        for condition in self.of_sizes if sizes_only else self.given:
            holds = condition.holds(world)
            if holds is False or (holds is None and not self.program.language.checks_conditions):
                return False
        try:
            ranges = () if sizes_only else self.extents.items()
            return all(0 <= integers[name] < extent(world) for name, extent in ranges)
        except (IllFormed, NotEvaluable, NeedsReal, OutOfBudget):
            return False
        finally:
            self.spent += world.steps

    def judge(self, sample: Sample, budget: Budget) -> Found | None:
        """What is wrong at this sample, if anything: exactly, then confirmed with the true exp."""
        try:
            return self.difference(sample, budget)
        except IllFormed as error:
            return Found(sample, None, None, {}, error)
        except (NotEvaluable, NeedsReal, OutOfBudget):
            return None

    def difference(self, sample: Sample, budget: Budget) -> Found | None:
        """As `judge`, but raises what an evaluation raises."""
        if sample.real:
            return self._confirmed(sample, budget)
        try:
            found = self._run(sample, budget, None)
        except NeedsReal:
            return self._confirmed(sample, budget)
        if found.left == found.right or not self.values:
            return None
        return self._confirmed(sample, budget) if self.program.has_exp else found

    def _confirmed(self, sample: Sample, budget: Budget) -> Found | None:
        """A difference beyond rounding: the same at both precisions."""
        found, check = (self._run(sample, budget, digits) for digits in DIGITS)
        if is_exact(found.left) and is_exact(found.right):
            return found if found.left != found.right and check.left != check.right else None
        convert = reals(DIGITS[1]).convert
        rough, fine = (convert(one.left) - convert(one.right) for one in (found, check))
        least = LEAST_DIFFERENCE * max(1, abs(convert(check.left)), abs(convert(check.right)))
        if self.values and abs(fine) > least and abs(rough - fine) <= 1e-10 * abs(fine):
            return found
        return None

    def _run(self, sample: Sample, budget: Budget, digits: int | None) -> Found:
        source = Drawn(sample.seed, sample.choices, sample.fixed)
        world = self.world(sample.integers, source, min(budget.each, budget.left), digits)
        try:
            if self.program.language.checks_conditions:
                self.read_conditions(world, sample.integers)
            values = [side(world) for side in self.sides]
        finally:
            budget.left -= world.steps + 1
        if any(is_exact(value) and bits(value) > LARGEST_BITS for value in values):
            raise NotEvaluable("a number that is too long to be shown")
        return Found(sample, values[0], values[-1], source.seen)

    def read_conditions(self, world: World, integers: Mapping[str, int]) -> None:
        """Raises IllFormed where a condition or an extent divides by zero."""
        indexed = all(name in integers for name in self.indices)
        for condition in self.given if indexed else self.of_sizes:
            condition.test(world)
        for extent in self.extents.values():
            extent(world)
