"""Short ways to write trees, and what rewrites need: substitution and bound names of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from soundness_places import rebuilt

from evoproof.claims.syntax import (
    Binary,
    Case,
    Compare,
    Expr,
    Kind,
    Literal,
    Name,
    Not,
    Range,
    Read,
    Reduce,
    Tensor,
    Test,
    Variable,
)
from evoproof.claims.walk import Tree, parts, subtrees

ZERO, ONE = Literal(0), Literal(1)
_numbers = count()


def bound(name: str = "k") -> Variable:
    return Variable(name, Kind.BOUND)


def plus(left: Expr, right: Expr) -> Expr:
    return Binary("+", left, right)


def minus(left: Expr, right: Expr) -> Expr:
    return left if right == ZERO else Binary("-", left, right)


def times(left: Expr, right: Expr) -> Expr:
    return Binary("*", left, right)


def read(tensor: Tensor, *indices: Expr) -> Expr:
    return Read(tensor, indices)


def total(one: Range, body: Expr) -> Expr:
    return Reduce("sum", (one,), body)


def bracket(test: Test, body: Expr) -> Expr:
    return Case(test, body, ZERO)


def inside(one: Range) -> tuple[Test, Test]:
    """start <= k, k < stop"""
    name = Name(one.variable)
    return Compare("<=", one.start, name), Compare("<", name, one.stop)


def opposite(test: Test) -> Test:
    return test.operand if isinstance(test, Not) else Not(test)


def substituted(tree: Tree, values: Mapping[Variable, Expr]) -> Tree:
    """The tree with values for variables; no variable that it binds may occur in a value."""
    if isinstance(tree, Name):
        return values.get(tree.variable, tree)
    return rebuilt(tree, tuple(substituted(one, values) for one in parts(tree)))


def range_with(one: Range, values: Mapping[Variable, Expr]) -> Range:
    found = substituted(one, values)
    assert isinstance(found, Range)
    return found


def refreshed(tree: Tree) -> Tree:
    """The tree, every bound variable another one: none is bound twice."""
    if not isinstance(tree, Reduce):
        return rebuilt(tree, tuple(refreshed(one) for one in parts(tree)))
    ranges, body = list(tree.ranges), tree.body
    for number, one in enumerate(ranges):
        variable = bound(f"{one.variable.name.rstrip('0123456789')}{next(_numbers) % 1000}")
        value = {one.variable: Name(variable)}
        ranges[number:] = [range_with(other, value) for other in ranges[number:]]
        ranges[number] = replace(ranges[number], variable=variable)
        body = substituted(body, value)
    return Reduce(tree.which, tuple(refreshed(one) for one in ranges), refreshed(body))


def ranges_of(tree: Tree) -> Iterator[Range]:
    """Every range of the tree."""
    return (one for one in subtrees(tree) if isinstance(one, Range))


def uses(tree: Tree, variable: Variable) -> bool:
    return any(isinstance(one, Name) and one.variable is variable for one in subtrees(tree))


def is_strict(tree: Tree, variable: Variable) -> bool:
    """Whether a strict tensor is read, or a range or divisor formed, with the variable."""
    for one in subtrees(tree):
        match one:
            case Read(tensor=Tensor(padded=False)) if uses(one, variable):
                return True
            case Reduce() | Binary(operator="//" | "%") if uses(one, variable):
                return True
    return False
