"""The meaning of SymPy source trees: which function runs which form.

SymPy only says what was written here; no method of SymPy computes anything. The kernel's terms are
not used either, so that a mistake there cannot hide a counterexample.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from evoproof.refute import arithmetic, conditions, reading
from evoproof.refute.program import Language, Table
from evoproof.refute.values import larger, smaller

_VALUES: Table = (
    (int, arithmetic.integer),
    (sympy.Rational, arithmetic.rational),
    (sympy.core.numbers.Exp1, arithmetic.euler),
    (sympy.Indexed, reading.read),
    (sympy.Symbol, arithmetic.symbol),
    (sympy.Add, arithmetic.addition),
    (sympy.Mul, arithmetic.product),
    (sympy.exp, arithmetic.exponential),
    (sympy.Pow, arithmetic.integer_power),
    (sympy.Sum, reading.summation),
    (sympy.floor, arithmetic.floor),
    (sympy.Mod, arithmetic.remainder),
    (sympy.KroneckerDelta, conditions.delta),
    (sympy.Piecewise, conditions.piecewise),
    (sympy.Max, arithmetic.extreme(larger)),
    (sympy.Min, arithmetic.extreme(smaller)),
    (AppliedUndef, arithmetic.unknown_function),
)


_TESTS: Table = (
    (BooleanTrue, lambda program, expr: lambda world: True),
    (BooleanFalse, lambda program, expr: lambda world: False),
    (bool, lambda program, expr: lambda world: bool(expr)),
    (Relational, conditions.relation),
    (sympy.And, conditions.junction(until=False)),
    (sympy.Or, conditions.junction(until=True)),
    (sympy.Not, conditions.negation),
)


def _compared(condition: Any) -> list[tuple[Any, Any]]:
    parts = sympy.preorder_traversal(condition) if isinstance(condition, sympy.Basic) else ()
    return [part.args for part in parts if isinstance(part, Relational)]


SYMPY = Language(
    values=_VALUES,
    tests=_TESTS,
    is_size=lambda symbol: bool(symbol.is_nonnegative),
    extent=lambda symbol: getattr(symbol, "extent", None),
    compared=_compared,
    is_equation=lambda condition: isinstance(condition, sympy.Eq),
    checks_conditions=False,
)
