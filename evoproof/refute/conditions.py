"""The meaning of conditions on integers, of brackets and of case distinctions."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import sympy

from evoproof.refute.program import Code, Program, Test
from evoproof.refute.values import Value
from evoproof.refute.world import World

BRACKETS = (sympy.KroneckerDelta, sympy.Piecewise)

_COMPARE: dict[str, Callable[[Value, Value], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def relation(program: Program, expr: Any) -> Test:
    return comparison(expr.rel_op, *program.values(expr.args))


def comparison(operator_name: str, left: Code, right: Code) -> Test:
    compare = _COMPARE[operator_name]
    return lambda world: compare(left(world), right(world))


def junction(until: bool) -> Callable[[Program, Any], Test]:
    return lambda program, expr: joined(until, [program.test(one) for one in expr.args])


def joined(until: bool, tests: list[Test]) -> Test:
    """From left to right until one is False (`and`) or True (`or`), and no further."""

    def run(world: World) -> bool:
        for test in tests:
            if test(world) == until:
                return until
        return not until

    return run


def negation(program: Program, expr: Any) -> Test:
    return negated(program.test(expr.args[0]))


def negated(inner: Test) -> Test:
    return lambda world: not inner(world)


def bracket(program: Program, expr: Any) -> Test:
    """Whether a bracket lets the other factors of its product be read at all."""
    if isinstance(expr, sympy.KroneckerDelta):
        return _delta_test(program, expr)
    cases = [(program.test(cond), value != 0) for value, cond in expr.args]

    def run(world: World) -> bool:
        return next((lets for holds, lets in cases if holds(world)), False)

    return run


def _delta_test(program: Program, expr: Any) -> Test:
    left, right = program.values(expr.args[:2])
    return lambda world: bool(left(world) == right(world))


def delta(program: Program, expr: Any) -> Code:
    holds = _delta_test(program, expr)
    return lambda world: int(holds(world))


def piecewise(program: Program, expr: Any) -> Code:
    cases = [(program.test(cond), program.value(value)) for value, cond in expr.args]

    def run(world: World) -> Value:
        for holds, value in cases:
            if holds(world):
                return value(world)
        return 0

    return run
