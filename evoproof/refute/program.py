"""Expressions made ready to run: names become slots, each form its own Python function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from evoproof.refute.values import NotEvaluable, Value
from evoproof.refute.world import World

Code = Callable[[World], Value]
Test = Callable[[World], bool]
Table = tuple[tuple[type, Callable[["Program", Any], Any]], ...]
Compiled = TypeVar("Compiled")


@dataclass(frozen=True)
class Language:
    """What a kind of source tree means: its forms, and what its variables and conditions are.

    `values` and `tests`: which function compiles which class. `is_size`: whether an integer
    variable is never negative. `extent`: of a free index, None for another variable. `compared`:
    the pairs of expressions that a condition compares. `is_equation`: whether it is `x = y` alone.
    `checks_conditions`: whether a division by zero in a condition or an extent is ill-formed; if
    not, such sizes are left out.
    """

    values: Table
    tests: Table
    is_size: Callable[[Any], bool]
    extent: Callable[[Any], Any]
    compared: Callable[[Any], list[tuple[Any, Any]]]
    is_equation: Callable[[Any], bool]
    checks_conditions: bool


class Program:
    """Expressions made ready to run, and the names that they leave open, in order of appearance.

    `slots` number the integer variables (a World has their values); `open` are those that occur
    unbound, `tensors` the undefined tensors with their shapes, `functions` and `scalars` unknown
    names, `literals` the integers that are written down.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.slots: dict[Any, int] = {}
        self.open: dict[Any, None] = {}
        self.tensors: dict[str, list[Code]] = {}
        self.functions: dict[str, None] = {}
        self.scalars: dict[str, None] = {}
        self.literals: dict[int, None] = {}
        self.has_exp = False
        self._scope: tuple[Any, ...] = ()
        self._shapes: dict[Any, list[Code]] = {}
        self._numbers: dict[Any, int] = {}
        self._definitions: dict[Any, tuple[Code, list[Any]]] = {}

    def value(self, expr: Any) -> Code:
        """The function that computes expr in a World. Raises NotEvaluable for an unknown form."""
        for kind, compile_it in self.language.values:
            if isinstance(expr, kind):
                code: Code = compile_it(self, expr)
                return code
        raise NotEvaluable(f"no meaning for {expr} ({type(expr).__name__})")

    def test(self, expr: Any) -> Test:
        """The function that decides a condition on integers."""
        for kind, compile_it in self.language.tests:
            if isinstance(expr, kind):
                test: Test = compile_it(self, expr)
                return test
        raise NotEvaluable(f"no meaning for the condition {expr} ({type(expr).__name__})")

    def values(self, exprs: Sequence[Any]) -> list[Code]:
        return [self.value(expr) for expr in exprs]

    def slot(self, variable: Any) -> int:
        return self.slots.setdefault(variable, len(self.slots))

    def integer(self, variable: Any) -> Code:
        """The value of an integer variable, bound or open."""
        slot = self.slot(variable)
        if variable not in self._scope:
            self.open[variable] = None
        return lambda world: world.at[slot]

    def within(self, variables: Sequence[Any], compile_it: Callable[[], Compiled]) -> Compiled:
        """Compile where these variables are bound."""
        outer = self._scope
        self._scope = (*outer, *variables)
        compiled = compile_it()
        self._scope = outer
        return compiled

    def noting(self, compile_it: Callable[[], Compiled]) -> tuple[Compiled, list[Any]]:
        """What was compiled, and the variables that it leaves open."""
        before, self.open = self.open, {}
        compiled = compile_it()
        names, self.open = list(self.open), before | self.open
        return compiled, names

    def definition(self, label: Any) -> tuple[Code, list[int]]:
        """The body of a defined tensor, compiled once, and the slots that it reads but leaves open.

        A name that the body leaves open means what it means where the tensor is read.
        """
        if label not in self._definitions:
            self._definitions[label] = self._define(label.handle)
        code, names = self._definitions[label]
        self.open.update((name, None) for name in names if name not in self._scope)
        return code, [self.slot(name) for name in names]

    def _define(self, handle: Any) -> tuple[Code, list[Any]]:
        kept = self._scope, self.open
        self._scope, self.open = (), {}
        code = self.within(handle.parameters, lambda: self.value(handle.body))
        names = list(self.open)
        self._scope, self.open = kept
        return code, names

    def shape(self, tensor: Any, shape: Sequence[Any]) -> list[Code]:
        if tensor not in self._shapes:
            self._shapes[tensor] = self.values(shape)
        return self._shapes[tensor]

    def number(self, tensor: Any) -> int:
        """A number for a tensor: cheaper to look up than its label."""
        return self._numbers.setdefault(tensor, len(self._numbers))
