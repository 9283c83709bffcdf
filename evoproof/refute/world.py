"""One world to evaluate in: integers, tensor entries, functions, exp, and a count of work."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, Protocol

from evoproof.errors import EvoproofError
from evoproof.refute.values import Value, exact_exp, real_exp, snapped

Key = tuple[str, str, tuple[Any, ...]]  # ("tensor" | "function" | "scalar", name, arguments)


class OutOfBudget(EvoproofError):
    """The evaluation took more steps (loop iterations and reads) than it was given."""


class IllFormed(EvoproofError):
    """A reading that has no meaning; `access` shows it, `index` has the bound integers there."""

    def __init__(self, access: str, message: str) -> None:
        super().__init__(message)
        self.access = access
        self.index: dict[str, int] = {}


class OutOfShape(IllFormed):
    """A strict tensor is read outside its shape: `name`, `at` (the integers read), `shape`."""

    def __init__(self, name: str, at: tuple[int, ...], shape: tuple[int, ...]) -> None:
        access = f"{name}[{', '.join(map(str, at))}]"
        super().__init__(access, f"{access} is outside the shape {shape} of {name}")
        self.name = name
        self.at = at
        self.shape = shape


class ZeroDivisor(IllFormed):
    """An integer division or remainder by zero."""

    def __init__(self, division: str) -> None:
        super().__init__(division, f"{division} divides by zero")


class EmptyExtreme(IllFormed):
    """A maximum or minimum over nothing; `range_name`: of its bound indices."""

    def __init__(self, which: str, range_name: str) -> None:
        access = f"{which} over an empty range of {range_name}"
        super().__init__(access, f"{access} has no value")


class Source(Protocol):
    """Where the values of tensors, functions and scalars come from."""

    def value(self, key: Key) -> Value: ...


class Drawn:
    """Values drawn from `choices`, the same for the same seed in whatever order they are asked for.

    `fixed` overrides some of them; `seen` is what was asked for, with its values.
    """

    def __init__(self, seed: str, choices: tuple[Value, ...], fixed: Mapping[Key, Value]):
        self.seed = seed
        self.choices = choices
        self.fixed = fixed
        self.seen: dict[Key, Value] = {}

    def value(self, key: Key) -> Value:
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = self._draw(key)
        return found

    def _draw(self, key: Key) -> Value:
        fixed = self.fixed.get(key)
        if fixed is not None:
            return fixed
        if len(self.choices) == 1:
            return self.choices[0]
        kind, name, arguments = key
        text = f"{self.seed}|{kind}|{name}|{','.join(map(str, arguments))}"
        number = zlib.crc32(text.encode()) * 0x9E3779B97F4A7C15 % 2**64
        return self.choices[(number >> 33) % len(self.choices)]


class World:
    """What the compiled expressions read while they run (see `meaning`).

    `at` has the integers by slot; `digits` is None for exact arithmetic with exp(x) = 2**x.
    Without `values` only readings matter, and exp is 1.
    """

    def __init__(
        self,
        slots: int,
        source: Source,
        limit: int,
        digits: int | None = None,
        values: bool = True,
    ) -> None:
        self.at = [0] * slots
        self.source = source
        self.limit = limit
        self.digits = digits
        self.values = values
        self.steps = 0
        self.shapes: dict[int, tuple[int, ...]] = {}
        self.defined: dict[tuple[int, ...], Value] = {}

    def spend(self) -> None:
        self.steps += 1
        if self.steps > self.limit:
            raise OutOfBudget("the budget of evaluation steps is used up")

    def exp(self, value: Value) -> Value:
        if not self.values:
            return 1
        return exact_exp(value) if self.digits is None else real_exp(value, self.digits)

    def apply(self, name: str, arguments: tuple[Value, ...]) -> Value:
        return self.source.value(("function", name, tuple(map(snapped, arguments))))
