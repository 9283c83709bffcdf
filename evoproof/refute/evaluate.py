"""evaluate(expression, environment): the value of one SymPy tree, by plain loops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from evoproof.refute.meaning import SYMPY
from evoproof.refute.program import Program
from evoproof.refute.values import NotEvaluable, Value
from evoproof.refute.world import Drawn, Key, World

_SOME_INTEGERS = tuple(map(Fraction, (2, -1, 3, 1, -2, 0)))


@dataclass(frozen=True)
class Environment:
    """What an expression is evaluated in.

    `integers`: sizes and other free integers by name. `tensors`: by name, nested lists, a mapping
    from index tuples, or a function of the indices; every value an int or a Fraction. `functions`:
    functions of the arguments by name; one that is missing gets small integers, the same for the
    same argument. `scalars`: real numbers by name. `digits`: None for exact arithmetic with
    exp(x) = 2**x, else that many decimal digits and the true exp. `limit`: the most loop
    iterations and reads.
    """

    integers: Mapping[str, int] = field(default_factory=dict)
    tensors: Mapping[str, Any] = field(default_factory=dict)
    functions: Mapping[str, Callable[..., Value]] = field(default_factory=dict)
    scalars: Mapping[str, Value] = field(default_factory=dict)
    digits: int | None = None
    limit: int = 10_000_000

    def value(self, key: Key) -> Value:
        kind, name, arguments = key
        if kind == "tensor":
            return _entry(self._known(self.tensors, kind, name), arguments)
        if kind == "scalar":
            return self._known(self.scalars, kind, name)
        if name in self.functions:
            return self.functions[name](*arguments)
        return Drawn("", _SOME_INTEGERS, {}).value(key)

    def _known(self, table: Mapping[str, Any], kind: str, name: str) -> Any:
        if name not in table:
            raise NotEvaluable(f"no value was given for the {kind} {name}")
        return table[name]


def evaluate(expr: Any, environment: Environment) -> Value:
    """The value of a SymPy expression: an int or a Fraction, or a real number of mpmath.

    Raises OutOfShape for a strict tensor read outside its shape, ZeroDivisor for floor or Mod by
    zero, NeedsReal where 2**x is not rational, OutOfBudget, and NotEvaluable for anything that has
    no meaning here.

    >>> from sympy import Sum, Symbol
    >>> N, a = Symbol("N", integer=True), Symbol("a", integer=True)
    >>> evaluate(Sum(a * a, (a, 1, N)), Environment(integers={"N": 3}))
    14
    """
    program = Program(SYMPY)
    code = program.value(expr)
    world = World(len(program.slots), environment, environment.limit, environment.digits)
    for symbol in program.open:
        if symbol.name not in environment.integers:
            raise NotEvaluable(f"no value was given for the integer {symbol.name}")
        world.at[program.slot(symbol)] = environment.integers[symbol.name]
    return code(world)


def _entry(tensor: Any, at: tuple[int, ...]) -> Value:
    if callable(tensor):
        return tensor(*at)
    if isinstance(tensor, Mapping):
        return tensor[at]
    for one in at:
        tensor = _item(tensor, one)
    return tensor


def _item(row: Sequence[Any], one: int) -> Any:
    return row[one]
