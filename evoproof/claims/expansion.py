"""An abbreviation where it is used: its body, the arguments in place of the parameters.

Arguments are integer expressions, so they bind no index; the body's bound indices are made anew for
every use. Nothing is captured.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from evoproof.claims.reading import Reading
from evoproof.claims.scope import Abbreviation, example, indices
from evoproof.claims.syntax import (
    Binary,
    Call,
    Case,
    Compare,
    Expr,
    Extreme,
    Junction,
    Literal,
    Name,
    Negative,
    Not,
    Position,
    Power,
    Range,
    Read,
    Reduce,
    Test,
    Variable,
)


def expanded(
    reading: Reading,
    node: ast.expr,
    abbreviation: Abbreviation,
    arguments: Sequence[ast.expr],
    wanted: str,
) -> Expr:
    """The body at the node's place. Raises ClaimError; the limits hold for what it expands to."""
    parameters = abbreviation.parameters
    if len(arguments) != len(parameters):
        message = f"{abbreviation.name} takes {indices(len(parameters))}, not {len(arguments)}"
        hint = example(abbreviation.name, len(parameters)) if parameters else abbreviation.name
        raise reading.error(node, message, f"write {hint}")
    reading.integer_valued(node, abbreviation, wanted)
    reading.count(node, abbreviation.nodes - 1 - sum(abbreviation.uses))
    reading.descend(node, abbreviation.height)
    values = [
        _argument(reading, one, abbreviation, uses)
        for one, uses in zip(arguments, abbreviation.uses, strict=True)
    ]
    reading.ascend(abbreviation.height)
    copy = _Copy(reading.at(node), dict(zip(parameters, values, strict=True)))
    return copy.expression(abbreviation.body)


def _argument(reading: Reading, node: ast.expr, abbreviation: Abbreviation, uses: int) -> Expr:
    before = reading.nodes
    value = reading.expression(node, f"an index of {abbreviation.name}")
    reading.count(node, max(0, uses - 1) * (reading.nodes - before))  # once it is counted already
    return value


@dataclass(frozen=True, slots=True)
class _Copy:
    """Copies a tree to one place, with values for some of its variables."""

    at: Position
    values: Mapping[Variable, Expr]

    def expression(self, expr: Expr) -> Expr:
        match expr:
            case Literal():
                return replace(expr, at=self.at)
            case Name(variable):
                return self.values.get(variable) or replace(expr, at=self.at)
            case Read(tensor, entries):
                return Read(tensor, self._all(entries), at=self.at)
            case Call(function, argument):
                return Call(function, self.expression(argument), at=self.at)
            case Binary(operator, left, right):
                one, two = self.expression(left), self.expression(right)
                return Binary(operator, one, two, at=self.at)
            case Negative(operand):
                return Negative(self.expression(operand), at=self.at)
            case Power(base, exponent):
                return Power(self.expression(base), exponent, at=self.at)
            case Extreme(which, args):
                return Extreme(which, self._all(args), at=self.at)
            case Case(condition, then, otherwise):
                one, two = self.expression(then), self.expression(otherwise)
                return Case(self.condition(condition), one, two, at=self.at)
            case Reduce():
                return self._reduce(expr)

    def condition(self, test: Test) -> Test:
        match test:
            case Compare(operator, left, right):
                one, two = self.expression(left), self.expression(right)
                return Compare(operator, one, two, at=self.at)
            case Junction(operator, args):
                return Junction(operator, tuple(map(self.condition, args)), at=self.at)
            case Not(operand):
                return Not(self.condition(operand), at=self.at)

    def _all(self, exprs: Sequence[Expr]) -> tuple[Expr, ...]:
        return tuple(map(self.expression, exprs))

    def _reduce(self, reduce: Reduce) -> Reduce:
        inner, ranges = self, []
        for one in reduce.ranges:
            start, stop = inner.expression(one.start), inner.expression(one.stop)
            fresh = Variable(one.variable.name, one.variable.kind)
            renamed = {**inner.values, one.variable: cast(Expr, Name(fresh, at=self.at))}
            inner = _Copy(self.at, renamed)
            tests = tuple(map(inner.condition, one.conditions))
            ranges.append(Range(fresh, start, stop, tests, at=self.at))
        return Reduce(reduce.which, tuple(ranges), inner.expression(reduce.body), at=self.at)
