"""Shared by the tests of the rules: names, tensors, and what a theorem states."""

from __future__ import annotations

from typing import Any

import pytest

from evoproof.errors import EvoproofError
from evoproof.kernel.build import (
    access,
    at_least,
    between,
    conditions,
    number,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Apply, Cond, Max, Sum, Term
from evoproof.kernel.theorem import RULES, Theorem

n, m, i, a, b = map(poly, ("n", "m", "i", "a", "b"))
T, U, P = tensor("T", n), tensor("U", n), tensor("P", n, padded=True)
ONE, ZERO = number(1), number(0)
POSITIVE = (at_least(n, 1),)
INDEXED = conditions(between(0, i, n - 1))


def rule(name: str, *arguments: Any) -> Theorem:
    return RULES[name](*arguments)


def over(name: str, low: Poly | int, high: Poly | int, body: Term) -> Sum:
    return sum_over([name], between(low, name, high), body)


def peak(names: str, body: Term, *conds: Cond) -> Max:
    return Max(tuple(names.split()), conditions(conds), body)


def upto(low: Poly | int, high: Poly | int, body: Term) -> Max:
    """The greatest value of the body for low <= a <= high."""
    return peak("a", body, *between(low, a, high))


def greatest(*values: Term) -> Apply:
    return Apply("max", values)


def refused(reason: str, name: str, *arguments: Any) -> None:
    with pytest.raises(EvoproofError, match=reason or None):
        rule(name, *arguments)


def states(theorem: Theorem, left: Term, right: Term, given: tuple = ()) -> None:
    assert theorem.left is left
    assert theorem.right is right
    assert theorem.hypotheses == given


SUM = over("a", 0, n - 1, access(T, a))
EMPTY = over("a", 1, 0, ONE)

x, y, z = access(T, 0), access(T, 1), access(T, 2)
