"""sum, max and min over ranges."""

from __future__ import annotations

import ast

from evoproof.claims.reading import USAGE, Reading
from evoproof.claims.syntax import Expr, Kind, Literal, Range, Reduce, Variable

_BOUND = "a bound of a range"


def reduction(reading: Reading, node: ast.Call, over: ast.GeneratorExp, which: str) -> Expr:
    """A later range sees the indices of the earlier ones, the body all of them."""
    outer = reading.names
    ranges = tuple([_range(reading, one) for one in over.generators])
    body = reading.expression(over.elt)
    reading.names = outer
    return Reduce(which, ranges, body, at=reading.at(node))


def _range(reading: Reading, clause: ast.comprehension) -> Range:
    name = reading.free_name(clause.target)
    bounds = _bounds(reading, clause.iter)
    reading.count(clause.iter, 1 if len(bounds) == 2 else 2)
    start: Expr = Literal(0, at=reading.at(clause.iter))
    if len(bounds) == 2:
        start = reading.expression(bounds[0], _BOUND)
    stop = reading.expression(bounds[-1], _BOUND)
    variable = Variable(name, Kind.BOUND)
    reading.names = {**reading.names, name: variable}
    tests = tuple([reading.condition(one) for one in clause.ifs])
    return Range(variable, start, stop, tests, at=reading.at(clause.target, clause.iter))


def _bounds(reading: Reading, over: ast.expr) -> list[ast.expr]:
    match over:
        case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]):
            if 1 <= len(args) <= 2:
                return args
            if len(args) == 3:
                hint = "write a condition, if k % 2 == 0, or a multiple, 2*k"
                raise reading.error(args[2], "a range has no step", hint)
            raise reading.error(over, "a range takes one or two bounds", "range(start, stop)")
        case _:
            raise reading.error(over, "an index runs over a range", f"write {USAGE['sum']}")
