"""A tree as the text that it is read from, with as few brackets as there can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

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
    Power,
    Range,
    Read,
    Reduce,
    Test,
    Variable,
)
from evoproof.claims.walk import Tree, subtrees


class _Text(NamedTuple):
    """`binds` is how strongly the outermost form holds its parts together."""

    text: str
    binds: int


# Expressions and conditions have a scale each: a condition is no part of an operator.
_CASE, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(6)
_OR, _AND, _NOT, _COMPARE = range(4)
_BINDS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "//": _PRODUCT, "%": _PRODUCT}


def text(tree: Expr | Test) -> str:
    """The tree's text; a bound index is renamed where another of its name is in scope."""
    taken = frozenset(_names(tree))
    return _Printer({}, taken).any(tree).text


def _names(tree: Tree) -> Iterable[str]:
    """The names that a bound index may not take: those of everything that is not bound."""
    bound, read = set[Variable](), set[Variable]()
    for one in subtrees(tree):
        match one:
            case Name(variable):
                read.add(variable)
            case Range(variable):
                bound.add(variable)
            case Read(tensor):
                yield tensor.name
            case Call(function):
                yield function
    yield from (one.name for one in read - bound)


class _Printer(NamedTuple):
    names: Mapping[Variable, str]
    taken: frozenset[str]

    def any(self, tree: Expr | Test) -> _Text:
        match tree:
            case Compare() | Junction() | Not():
                return self.condition(tree)
            case _:
                return self.expression(tree)

    def expression(self, expr: Expr) -> _Text:
        match expr:
            case Literal(value):
                return _Text(str(value), _ATOM if value >= 0 else _SIGN)
            case Name(variable):
                return _Text(self.names.get(variable, variable.name), _ATOM)
            case Read(tensor, indices):
                return _Text(f"{tensor.name}[{self.all(indices)}]", _ATOM)
            case Call(function, argument):
                return _Text(f"{function}({self.all([argument])})", _ATOM)
            case Extreme(which, args):
                return _Text(f"{which}({self.all(args)})", _ATOM)
            case Reduce():
                return self.reduction(expr)
            case _:
                return self.operation(expr)

    def operation(self, expr: Binary | Negative | Power | Case) -> _Text:
        match expr:
            case Binary(operator, left, right):
                binds = _BINDS[operator]
                one, two = self.inside(left, binds), self.inside(right, binds + 1)
                return _Text(f"{one} {operator} {two}", binds)
            case Negative(operand):
                return _Text(f"-{self.inside(operand, _SIGN)}", _SIGN)
            case Power(base, exponent):
                return _Text(f"{self.inside(base, _ATOM)} ** {exponent}", _POWER)
            case Case(condition, then, otherwise):
                one, two = self.inside(then, _SUM), self.inside(otherwise, _CASE)
                return _Text(f"{one} if {self.condition(condition).text} else {two}", _CASE)

    def reduction(self, reduce: Reduce) -> _Text:
        inner, clauses = self, list[str]()
        for one in reduce.ranges:
            bounds = [one.stop] if _is_zero(one.start) else [one.start, one.stop]
            over = inner.all(bounds)
            inner = inner.binding(one.variable)
            tests = [f" if {inner.condition(test).text}" for test in one.conditions]
            name = inner.names[one.variable]
            clauses.append(f" for {name} in range({over}){''.join(tests)}")
        body = inner.expression(reduce.body).text
        return _Text(f"{reduce.which}({body}{''.join(clauses)})", _ATOM)

    def condition(self, test: Test) -> _Text:
        match test:
            case Compare(operator, left, right):
                return _Text(f"{self.side(left)} {operator} {self.side(right)}", _COMPARE)
            case Junction("and", args) if links := _chain(args):
                rest = [f" {one.operator} {self.side(one.right)}" for one in links]
                return _Text(self.side(links[0].left) + "".join(rest), _COMPARE)
            case Junction(operator, args):
                binds = _AND if operator == "and" else _OR
                return _Text(f" {operator} ".join(self.part(x, binds + 1) for x in args), binds)
            case Not(operand):
                return _Text(f"not {self.part(operand, _NOT)}", _NOT)

    def binding(self, variable: Variable) -> _Printer:
        name, number = variable.name, 1
        while name in self.taken:
            name, number = f"{variable.name}_{number}", number + 1
        return _Printer({**self.names, variable: name}, self.taken | {name})

    def all(self, exprs: Iterable[Expr]) -> str:
        return ", ".join(self.expression(one).text for one in exprs)

    def side(self, expr: Expr) -> str:
        return self.inside(expr, _SUM)

    def inside(self, expr: Expr, least: int) -> str:
        return _bracketed(self.expression(expr), least)

    def part(self, test: Test, least: int) -> str:
        return _bracketed(self.condition(test), least)


def _bracketed(inner: _Text, least: int) -> str:
    return inner.text if inner.binds >= least else f"({inner.text})"


def _is_zero(expr: Expr) -> bool:
    return isinstance(expr, Literal) and expr.value == 0


def _chain(args: tuple[Test, ...]) -> list[Compare]:
    """The comparisons if each begins with what the one before ends with, otherwise none."""
    links = [one for one in args if isinstance(one, Compare)]
    joined = all(one.right == two.left for one, two in pairwise(links))
    return links if joined and len(links) == len(args) > 1 else []
