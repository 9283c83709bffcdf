"""Comparisons of integers, and, or, not; the case distinction that they decide."""

from __future__ import annotations

import ast

from evoproof.claims.reading import Reading
from evoproof.claims.syntax import Case, Compare, Expr, Junction, Not, Test

_SYMBOLS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_SIDE = "a side of a comparison"


def compare(reading: Reading, node: ast.Compare) -> Test:
    nodes = [node.left, *node.comparators]
    sides = _sides(reading, node, nodes)
    tests = []
    for number, op in enumerate(node.ops):
        symbol = _SYMBOLS.get(type(op))
        if symbol is None:
            raise reading.error(node, "conditions are built of == != < <= > >= and or not")
        place = reading.at(nodes[number], nodes[number + 1])
        tests.append(Compare(symbol, sides[number], sides[number + 1], at=place))
    return tests[0] if len(tests) == 1 else Junction("and", tuple(tests), at=reading.at(node))


def _sides(reading: Reading, node: ast.Compare, nodes: list[ast.expr]) -> list[Expr]:
    """A chain shares its middle sides, which count twice, and is a level higher."""
    if len(nodes) == 2:
        return [reading.expression(one, _SIDE) for one in nodes]
    reading.count(node, len(node.ops))
    reading.descend(node)
    first = reading.expression(nodes[0], _SIDE)
    before = reading.nodes
    middle = [reading.expression(one, _SIDE) for one in nodes[1:-1]]
    reading.count(node, reading.nodes - before)
    last = reading.expression(nodes[-1], _SIDE)
    reading.ascend(1)
    return [first, *middle, last]


def junction(reading: Reading, node: ast.BoolOp) -> Test:
    tests = tuple([reading.condition(one) for one in node.values])
    return Junction("and" if isinstance(node.op, ast.And) else "or", tests, at=reading.at(node))


def negation(reading: Reading, node: ast.UnaryOp) -> Test:
    return Not(reading.condition(node.operand), at=reading.at(node))


def case(reading: Reading, node: ast.IfExp, wanted: str) -> Expr:
    condition = reading.condition(node.test)
    then = reading.expression(node.body, wanted)
    otherwise = reading.expression(node.orelse, wanted)
    return Case(condition, then, otherwise, at=reading.at(node))
