"""Expressions made ready to run: names become slots, each form its own Python function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy

from evoproof.refute.values import NotEvaluable, Value
from evoproof.refute.world import World

Code = Callable[[World], Value]
Test = Callable[[World], bool]
Table = tuple[tuple[type, Callable[["Program", Any], Any]], ...]


class Program:
    """Expressions made ready to run, and the names that they leave open, in order of appearance.

    `slots` number the integer symbols (a World has their values); `open` are the integer symbols
    that occur unbound, `tensors` the undefined tensors, `functions` and `scalars` unknown names.
    """

    def __init__(self, values: Table, tests: Table) -> None:
        self._values = values
        self._tests = tests
        self.slots: dict[sympy.Symbol, int] = {}
        self.open: dict[sympy.Symbol, None] = {}
        self.tensors: dict[str, Any] = {}
        self.shapes: dict[Any, list[Code]] = {}
        self.functions: dict[str, None] = {}
        self.scalars: dict[str, None] = {}
        self.has_exp = False
        self._scope: tuple[sympy.Symbol, ...] = ()
        self._numbers: dict[Any, int] = {}
        self._definitions: dict[Any, tuple[Code, list[sympy.Symbol]]] = {}

    def value(self, expr: Any) -> Code:
        """The function that computes expr in a World. Raises NotEvaluable for an unknown form."""
        for kind, compile_it in self._values:
            if isinstance(expr, kind):
                code: Code = compile_it(self, expr)
                return code
        raise NotEvaluable(f"no meaning for {expr} ({type(expr).__name__})")

    def test(self, expr: Any) -> Test:
        """The function that decides a condition on integers."""
        for kind, compile_it in self._tests:
            if isinstance(expr, kind):
                test: Test = compile_it(self, expr)
                return test
        raise NotEvaluable(f"no meaning for the condition {expr} ({type(expr).__name__})")

    def values(self, exprs: Sequence[Any]) -> list[Code]:
        return [self.value(expr) for expr in exprs]

    def slot(self, symbol: sympy.Symbol) -> int:
        return self.slots.setdefault(symbol, len(self.slots))

    def within(self, symbols: Sequence[sympy.Symbol], compile_it: Callable[[], Any]) -> Any:
        """Compile where these symbols are bound."""
        outer = self._scope
        self._scope = (*outer, *symbols)
        compiled = compile_it()
        self._scope = outer
        return compiled

    def definition(self, label: Any) -> tuple[Code, list[int]]:
        """The body of a defined tensor, compiled once, and the slots that it reads but leaves open.

        A name that the body leaves open means what it means where the tensor is read.
        """
        if label not in self._definitions:
            self._definitions[label] = self._define(label.handle)
        code, names = self._definitions[label]
        self.open.update((name, None) for name in names if self.is_open(name))
        return code, [self.slot(name) for name in names]

    def _define(self, handle: Any) -> tuple[Code, list[sympy.Symbol]]:
        kept = self._scope, self.open
        self._scope, self.open = (), {}
        code = self.within(handle.parameters, lambda: self.value(handle.body))
        names = list(self.open)
        self._scope, self.open = kept
        return code, names

    def shape(self, label: Any) -> list[Code]:
        if label not in self.shapes:
            self.shapes[label] = self.values(label.handle.shape)
        return self.shapes[label]

    def number(self, label: Any) -> int:
        """A number for a tensor: cheaper to look up than its label."""
        return self._numbers.setdefault(label, len(self._numbers))

    def is_open(self, symbol: sympy.Symbol) -> bool:
        return symbol not in self._scope
