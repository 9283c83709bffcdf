"""The meaning of SymPy source trees: which function runs which form.

SymPy only says what was written here; no method of SymPy computes anything. The kernel's terms are
not used either, so that a mistake there cannot hide a counterexample.
"""

from __future__ import annotations

import sympy
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from evoproof.refute import arithmetic, conditions, reading
from evoproof.refute.program import Program, Table


def new_program() -> Program:
    """A program that knows all forms of the language."""
    return Program(_VALUES, _TESTS)


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
    (sympy.Max, arithmetic.extreme(max)),
    (sympy.Min, arithmetic.extreme(min)),
    (AppliedUndef, arithmetic.unknown_function),
)


_TESTS: Table = (
    (BooleanTrue, lambda program, expr: lambda world: True),
    (BooleanFalse, lambda program, expr: lambda world: False),
    (bool, lambda program, expr: lambda world: bool(expr)),
    (Relational, conditions.relation),
    (sympy.And, conditions.junction(all)),
    (sympy.Or, conditions.junction(any)),
    (sympy.Not, conditions.negation),
)
