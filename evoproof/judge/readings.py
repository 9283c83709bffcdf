"""Every reading of a claim as an expression of its own, in the conditions under which it is met.

Terms are simplified while they are made: of 0 * (N // M) nothing is left, of x ** 0 only 1, and a
case distinction becomes a factor, which as a term guards the factors beside it. What has to have a
meaning is therefore read off the text: an entry of a strict tensor, and 1 // M for a division by M,
inside the ranges and the cases that stand around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evoproof.claims.syntax import (
    Binary,
    Case,
    Claim,
    Expr,
    Junction,
    Literal,
    Negative,
    Not,
    Power,
    Range,
    Read,
    Reduce,
    Test,
)
from evoproof.claims.walk import Tree, parts

ONE, ZERO = Literal(1), Literal(0)


def met(claim: Claim) -> Iterator[Expr]:
    """Every strict read, 1 // D for every divisor D but a number other than 0, and x of x ** 0."""
    extents = [one.extent for one in claim.variables if one.extent is not None]
    for tree in (*extents, *claim.given, claim.left, claim.right):
        yield from _met(tree)


def _met(tree: Tree) -> Iterator[Expr]:
    match tree:
        case Binary(operator="//" | "%", right=divisor):
            if not _is_number(divisor):
                yield Binary("//", ONE, divisor)
        case Power(base=base, exponent=0):
            yield base
        case Read(tensor=tensor):
            if not tensor.padded:
                yield tree
            yield from _all(tensor.shape)
        case Case():
            yield from _case(tree)
            return
        case Junction():
            yield from _junction(tree)
            return
        case Reduce(ranges=ranges, body=body):
            yield from _within(ranges, body)
            return
    yield from _all(parts(tree))


def _is_number(divisor: Expr) -> bool:
    """A number other than 0."""
    match divisor:
        case Literal(value=value) | Negative(operand=Literal(value=value)):
            return value != 0
    return False


def _all(trees: Iterable[Tree]) -> Iterator[Expr]:
    for tree in trees:
        yield from _met(tree)


def _case(case: Case) -> Iterator[Expr]:
    yield from _met(case.condition)
    yield from (Case(case.condition, one, ZERO) for one in _met(case.then))
    yield from (Case(case.condition, ZERO, one) for one in _met(case.otherwise))


def _junction(junction: Junction) -> Iterator[Expr]:
    """A later condition is looked at where the earlier ones do not decide."""
    first, *later = junction.args
    yield from _met(first)
    before: Test = first
    for arg in later:
        open_still = before if junction.operator == "and" else Not(before)
        yield from (Case(open_still, one, ZERO) for one in _met(arg))
        before = Junction(junction.operator, (before, arg))


def _within(ranges: tuple[Range, ...], body: Expr) -> Iterator[Expr]:
    if not ranges:
        yield from _met(body)
        return
    first, *later = ranges
    yield from _all((first.start, first.stop))
    for position, test in enumerate(first.conditions):
        so_far = Range(first.variable, first.start, first.stop, first.conditions[:position])
        yield from (Reduce("sum", (so_far,), one) for one in _met(test))
    for one in _within(tuple(later), body):
        yield Reduce("sum", (first,), one)
