"""Walks over trees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

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

Tree: TypeAlias = "Expr | Test | Range"


def parts(tree: Tree) -> tuple[Tree, ...]:
    """The trees directly below; a range's variable is no part of it."""
    match tree:
        case Literal() | Name():
            return ()
        case Read(_, indices):
            return indices
        case Call(_, operand) | Negative(operand) | Power(operand) | Not(operand):
            return (operand,)
        case Binary(_, left, right) | Compare(_, left, right):
            return left, right
        case Extreme(_, args) | Junction(_, args):
            return args
        case Case(condition, then, otherwise):
            return condition, then, otherwise
        case Range(_, start, stop, conditions):
            return start, stop, *conditions
        case Reduce(_, ranges, body):
            return *ranges, body


def subtrees(tree: Tree) -> Iterator[Tree]:
    """The tree and all trees below it, each as often as it occurs."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(parts(one)))


def variables_read(tree: Tree) -> Iterator[Variable]:
    """The variables named in the tree, each as often as it occurs."""
    for one in subtrees(tree):
        if isinstance(one, Name):
            yield one.variable
