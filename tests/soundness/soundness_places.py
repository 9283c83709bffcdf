"""Every part of a tree, with the variables in scope there and a way to put another in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from evoproof.claims.syntax import (
    Binary,
    Call,
    Case,
    Compare,
    Extreme,
    Junction,
    Negative,
    Not,
    Power,
    Range,
    Read,
    Reduce,
    Variable,
)
from evoproof.claims.walk import Tree, parts

Scope = tuple[Variable, ...]


@dataclass(frozen=True)
class Place:
    """A part of a tree; `put(other)` is the whole tree with `other` instead of the part."""

    part: Tree
    scope: Scope
    put: Callable[[Tree], Tree]


def places(tree: Tree, scope: Scope) -> Iterator[Place]:
    """The tree itself and everything below it."""
    yield Place(tree, scope, lambda other: other)
    below = parts(tree)
    for number, (child, inside) in enumerate(zip(below, scopes(tree, scope), strict=True)):
        for place in places(child, inside):
            yield Place(place.part, place.scope, _into(tree, number, place.put))


def _into(tree: Tree, number: int, put: Callable[[Tree], Tree]) -> Callable[[Tree], Tree]:
    below = parts(tree)
    return lambda other: rebuilt(tree, (*below[:number], put(other), *below[number + 1 :]))


def scopes(tree: Tree, scope: Scope) -> list[Scope]:
    """The variables in scope in each of the tree's parts."""
    match tree:
        case Reduce(ranges=ranges):
            bound = ((one.variable,) for one in ranges)
            return list(accumulate(bound, lambda known, more: known + more, initial=scope))
        case Range(variable=variable, conditions=conditions):
            return [scope, scope, *[(*scope, variable)] * len(conditions)]
    return [scope] * len(parts(tree))


def rebuilt(tree: Tree, below: tuple[Tree, ...]) -> Tree:
    """The tree with other parts."""
    match tree:
        case Read(tensor=tensor):
            return Read(tensor, below)
        case Call(function=function):
            return Call(function, *below)
        case Negative() | Not() | Case():
            return type(tree)(*below)
        case Power(exponent=exponent):
            return Power(*below, exponent)
        case Binary(operator=operator) | Compare(operator=operator):
            return type(tree)(operator, *below)
        case Extreme(which=which):
            return Extreme(which, below)
        case Junction(operator=operator):
            return Junction(operator, below)
        case Range(variable=variable):
            return Range(variable, below[0], below[1], below[2:])
        case Reduce(which=which):
            return Reduce(which, below[:-1], below[-1])
    return tree
