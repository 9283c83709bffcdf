"""When the two sides of a claim are one expression: the same text, but for bound names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from evoproof.claims.syntax import (
    Binary,
    Call,
    Claim,
    Compare,
    Extreme,
    Junction,
    Literal,
    Name,
    Power,
    Read,
    Reduce,
    Variable,
)
from evoproof.claims.walk import Tree, parts

Bound: TypeAlias = "Mapping[Variable, Variable]"


def trivial(claim: Claim) -> bool:
    """Whether the claim says of one expression that it is itself.

    An abbreviation and what it stands for are not one expression: that they agree says something.
    """
    if not same(claim.left, claim.right):
        return False
    left, right = ("".join(side.split()) for side in claim.written)
    return left == right


def same(left: Tree, right: Tree, bound: Bound | None = None) -> bool:
    """Whether the two trees differ in bound variables only. `bound`: those that correspond."""
    known: Bound = {} if bound is None else bound
    if type(left) is not type(right):
        return False
    if isinstance(left, Reduce) and isinstance(right, Reduce):
        return left.which == right.which and _same_reduce(left, right, known)
    if isinstance(left, Name) and isinstance(right, Name):
        return known.get(left.variable, left.variable) is right.variable
    head, other = _head(left), _head(right)
    return head == other and _all_same(parts(left), parts(right), known)


def _all_same(left: tuple[Tree, ...], right: tuple[Tree, ...], bound: Bound) -> bool:
    pairs = zip(left, right, strict=False)
    return len(left) == len(right) and all(same(one, other, bound) for one, other in pairs)


def _same_reduce(left: Reduce, right: Reduce, bound: Bound) -> bool:
    if len(left.ranges) != len(right.ranges):
        return False
    known = dict(bound)
    for one, other in zip(left.ranges, right.ranges, strict=True):
        if not _all_same((one.start, one.stop), (other.start, other.stop), known):
            return False
        known[one.variable] = other.variable
        if not _all_same(one.conditions, other.conditions, known):
            return False
    return same(left.body, right.body, known)


def _head(part: Tree) -> object:
    """What a node is, apart from its parts."""
    match part:
        case Literal(value=value):
            return value
        case Read(tensor=tensor):
            return tensor
        case Call(function=function):
            return function
        case Binary(operator=operator) | Compare(operator=operator) | Junction(operator=operator):
            return operator
        case Power(exponent=exponent):
            return exponent
        case Extreme(which=which):
            return which
    return None
