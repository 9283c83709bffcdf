"""The meaning of claims' syntax trees: which function runs which form.

Only a case distinction and `and`, `or` leave something unread: a factor 0 guards nothing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from evoproof.claims import syntax
from evoproof.refute import arithmetic, conditions, reading
from evoproof.refute.program import Code, Language, Program, Table, Test
from evoproof.refute.values import Value, larger, power, quotient, smaller
from evoproof.refute.world import EmptyExtreme, World, ZeroDivisor

_EXTREMES: dict[str, Callable[[Value, Value], Value]] = {"max": larger, "min": smaller}


def _name(program: Program, node: syntax.Name) -> Code:
    variable = node.variable
    if variable.kind is syntax.Kind.SCALAR:
        return arithmetic.scalar(program, variable.name)
    return program.integer(variable)


def _call(program: Program, node: syntax.Call) -> Code:
    if node.function == "exp":
        return arithmetic.exp_of(program, node.argument)
    return arithmetic.application(program, node.function, (node.argument,))


def _binary(program: Program, node: syntax.Binary) -> Code:
    left, right = program.values((node.left, node.right))
    match node.operator:
        case "+":
            return lambda world: left(world) + right(world)
        case "-":
            return lambda world: left(world) + -right(world)
        case "*":
            return lambda world: left(world) * right(world)
        case "/":
            return lambda world: quotient(left(world), right(world))
        case "//":
            return _division("//", operator.floordiv, left, right)
    return _division("%", operator.mod, left, right)


def _division(sign: str, divide: Callable[..., Value], left: Code, right: Code) -> Code:
    """Python's own: the remainder has the divisor's sign."""

    def run(world: World) -> Value:
        value, divisor = left(world), right(world)
        if divisor == 0:
            raise ZeroDivisor(f"{value} {sign} 0")
        return divide(value, divisor)

    return run


def _negative(program: Program, node: syntax.Negative) -> Code:
    operand = program.value(node.operand)
    return lambda world: -operand(world)


def _power(program: Program, node: syntax.Power) -> Code:
    base, exponent = program.value(node.base), node.exponent
    return lambda world: power(base(world), exponent)


def _extreme(program: Program, node: syntax.Extreme) -> Code:
    return arithmetic.choice(_EXTREMES[node.which], program.values(node.args))


def _case(program: Program, node: syntax.Case) -> Code:
    holds = program.test(node.condition)
    then, otherwise = program.values((node.then, node.otherwise))
    return lambda world: then(world) if holds(world) else otherwise(world)


def _reduce(program: Program, node: syntax.Reduce) -> Code:
    if node.which == "sum":
        total = _over(program, node.ranges, node.body, reading.adding)
        return lambda world: total(world, 0)
    choose = _EXTREMES[node.which]
    fold = _over(program, node.ranges, node.body, lambda body: _choosing(choose, body))
    names = ", ".join(one.variable.name for one in node.ranges)

    def run(world: World) -> Value:
        found = fold(world, None)
        if found is None:
            raise EmptyExtreme(node.which, names)
        return found

    return run


def _choosing(choose: Callable[[Value, Value], Value], body: Code) -> reading.Fold:
    def run(world: World, best: Value) -> Value:
        value = body(world)
        return value if best is None else choose(best, value)

    return run


def _over(
    program: Program,
    ranges: tuple[syntax.Range, ...],
    body: syntax.Expr,
    gather: Callable[[Code], reading.Fold],
) -> reading.Fold:
    if not ranges:
        return gather(program.value(body))
    first, *inner = ranges
    start, stop = program.values((first.start, first.stop))

    def inside() -> tuple[list[Test], reading.Fold]:
        tests = [program.test(one) for one in first.conditions]
        return tests, _over(program, tuple(inner), body, gather)

    tests, fold = program.within([first.variable], inside)
    slot = program.slot(first.variable)
    return reading.loop(slot, first.variable.name, start, stop, fold, tests)


def _compare(program: Program, node: syntax.Compare) -> Test:
    return conditions.comparison(node.operator, *program.values((node.left, node.right)))


def _junction(program: Program, node: syntax.Junction) -> Test:
    return conditions.joined(node.operator == "or", [program.test(one) for one in node.args])


def _compared(condition: syntax.Test) -> list[tuple[Any, Any]]:
    match condition:
        case syntax.Compare():
            return [(condition.left, condition.right)]
        case syntax.Junction():
            return [pair for one in condition.args for pair in _compared(one)]
    return _compared(condition.operand)


_VALUES: Table = (
    (syntax.Name, _name),
    (syntax.Literal, lambda program, node: arithmetic.integer(program, node.value)),
    (syntax.Binary, _binary),
    (
        syntax.Read,
        lambda program, node: reading.entry(program, node.tensor, node.tensor, node.indices),
    ),
    (syntax.Reduce, _reduce),
    (syntax.Case, _case),
    (syntax.Call, _call),
    (syntax.Negative, _negative),
    (syntax.Power, _power),
    (syntax.Extreme, _extreme),
)
_TESTS: Table = (
    (syntax.Compare, _compare),
    (syntax.Junction, _junction),
    (syntax.Not, lambda program, node: conditions.negated(program.test(node.operand))),
)
CLAIMS = Language(
    values=_VALUES,
    tests=_TESTS,
    is_size=lambda variable: variable.kind is syntax.Kind.SIZE,
    extent=lambda variable: variable.extent,
    compared=_compared,
    is_equation=lambda test: isinstance(test, syntax.Compare) and test.operator == "==",
    checks_conditions=True,
)
