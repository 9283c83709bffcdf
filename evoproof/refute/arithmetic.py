"""The meaning of numbers, ring operations, division, floor, remainder and functions."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import sympy

from evoproof.refute.conditions import BRACKETS, bracket
from evoproof.refute.program import Code, Program
from evoproof.refute.values import NotEvaluable, Value, power
from evoproof.refute.world import World, ZeroDivisor


def integer(program: Program, number: int) -> Code:
    program.literals[number] = None
    return lambda world: number


def rational(program: Program, expr: Any) -> Code:
    if expr.q == 1:
        return integer(program, int(expr))
    value = power(expr.q, -1) * expr.p
    return lambda world: value


def symbol(program: Program, symbol: sympy.Symbol) -> Code:
    return program.integer(symbol) if symbol.is_integer else scalar(program, symbol.name)


def scalar(program: Program, name: str) -> Code:
    program.scalars[name] = None
    key = ("scalar", name, ())
    return lambda world: world.source.value(key)


def addition(program: Program, expr: Any) -> Code:
    terms = program.values(expr.args)

    def run(world: World) -> Value:
        total = 0
        for term in terms:
            total += term(world)
        return total

    return run


def product(program: Program, expr: Any) -> Code:
    guards = [bracket(program, factor) for factor in expr.args if isinstance(factor, BRACKETS)]
    factors = program.values(expr.args)

    def run(world: World) -> Value:
        for guard in guards:
            if not guard(world):
                return 0
        result = 1
        for factor in factors:
            result *= factor(world)
        return result

    return run


def integer_power(program: Program, expr: Any) -> Code:
    base, exponent = expr.args
    if not isinstance(exponent, sympy.Integer):
        raise NotEvaluable(f"the exponent of {expr} is not an integer literal")
    code, number = program.value(base), int(exponent)
    return lambda world: power(code(world), number)


def exponential(program: Program, expr: Any) -> Code:
    return exp_of(program, expr.args[0])


def exp_of(program: Program, argument: Any) -> Code:
    program.has_exp = True
    code = program.value(argument)
    return lambda world: world.exp(code(world))


def euler(program: Program, expr: Any) -> Code:
    program.has_exp = True
    return lambda world: world.exp(1)


def unknown_function(program: Program, expr: Any) -> Code:
    return application(program, expr.func.__name__, expr.args)


def application(program: Program, name: str, arguments: Sequence[Any]) -> Code:
    codes = program.values(arguments)
    program.functions[name] = None
    return lambda world: world.apply(name, tuple([one(world) for one in codes]))


def floor(program: Program, expr: Any) -> Code:
    inner, divisors = program.value(expr.args[0]), _divisors(program, expr.args[0])
    shown = str(expr)

    def run(world: World) -> Value:
        if any(divisor(world) == 0 for divisor in divisors):
            raise ZeroDivisor(shown)
        return math.floor(inner(world))

    return run


def _divisors(program: Program, expr: Any) -> list[Code]:
    """What an integer expression divides by: the bases of its negative powers."""
    return [
        program.value(part.base)
        for part in sympy.preorder_traversal(expr)
        if isinstance(part, sympy.Pow) and part.exp.is_negative
    ]


def remainder(program: Program, expr: Any) -> Code:
    inner, divisor = program.values(expr.args)
    shown = str(expr)

    def run(world: World) -> Value:
        by = divisor(world)
        if by == 0:
            raise ZeroDivisor(shown)
        return inner(world) % by

    return run


def extreme(choose: Callable[[Value, Value], Value]) -> Callable[[Program, Any], Code]:
    return lambda program, expr: choice(choose, program.values(expr.args))


def choice(choose: Callable[[Value, Value], Value], values: Sequence[Code]) -> Code:
    """The maximum or minimum of some values."""
    return lambda world: reduce(choose, [value(world) for value in values])
