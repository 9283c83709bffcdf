"""Attacks on maxima of values: the atoms are real numbers, and only real numbers."""

from __future__ import annotations

from typing import Any

import pytest
from rule_kit import ONE, SUM, ZERO, P, T, a, b, greatest, i, m, n, over, peak, rule, upto

from evoproof.errors import EvoproofError
from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    conditions,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    tensor,
)
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Apply, Divides, Ge, Int, Term

MINUS = number(-1)


def refused(name: str, *arguments: Any) -> None:
    with pytest.raises(EvoproofError):
        rule(name, *arguments)


def test_atoms_are_told_apart() -> None:
    """A text for an atom could be the text of another: a tensor may have any name."""
    pairs = [
        (mul(access(T, 0), access(tensor("U", n), 0)),
         access(tensor("T<strict n>[0]^(1, 0) U", n), 0)),
        (access(tensor("Q\0a", n), 0), access(tensor("Q\0b", n), 0)),
        (access(T, 0), access(tensor("T", n, padded=True), 0)),
        (access(T, 0), access(tensor("T", m), 0)),
        (over("a", 0, 1, access(T, a)), upto(0, 1, access(T, a))),
        (over("a", 0, 1, access(T, a)), over("a", 0, 1, access(T, b))),
        (greatest(access(T, 0)), access(T, 1)), (Apply("f", (ONE,)), Apply("g", (ONE,))),
    ]  # fmt: skip
    for one, other in pairs:
        refused("lattice", (), one, other)
        refused("lattice", (), greatest(one, other), one)


@pytest.mark.parametrize("term", [
    access(P, i), access(P, 0), SUM, bracket((at_least(i, 0),), Int(i)), Int(i), integer(i * i),
    mul(Int(i), Int(i)), mul(exp(Int(i)), Int(i)), greatest(Int(i), MINUS),
    Apply("exp2", (Int(i),)), reciprocal(Int(i)), add(exp(Int(i)), MINUS),
    peak("i", Int(i), *between(-2, i, -1)),
])  # fmt: skip
def test_what_may_be_negative_is_not_positive(term: Term) -> None:
    refused("lattice", (), greatest(term, ZERO), term)


def test_an_exp_is_positive_and_nothing_more() -> None:
    at = exp(Int(i))
    rule("lattice", (at_least(i, 1),), greatest(at, ZERO), at)
    for other in (ONE, integer(i + 1), exp(ZERO), exp(Int(n))):
        refused("lattice", (at_least(i, 1),), greatest(at, other), at)
    refused("lattice", (), mul(at, exp(integer(-i))), ONE)
    refused("lattice", (), mul(at, reciprocal(at)), ONE)


def test_conditions_speak_of_the_free_name_only() -> None:
    """a >= 1 says nothing of the a that a maximum binds."""
    bound = upto(-2, -1, Int(a))
    refused("lattice", (at_least(a, 1),), greatest(bound, ZERO), bound)
    refused("lattice", (at_least(a, 1),), greatest(access(T, a), ZERO), access(T, a))
    refused("lattice", (Divides(2, i), at_least(i, -1)), greatest(Int(i), ZERO), Int(i))


def test_what_is_assumed_stays_a_hypothesis() -> None:
    absurd = conditions([at_least(n, 1), at_least(0, n)])
    made = rule("lattice", absurd, ZERO, ONE)
    assert made.hypotheses == absurd
    refused("weaken", made, ())
    refused("lattice", (Ge(floor(n, poly(2))),), greatest(Int(n), ZERO), Int(n))


def test_only_conditions_are_assumed() -> None:
    class Agrees:
        expr, free, key = poly(-1), frozenset[str](), "agrees"

    refused("lattice", (Agrees(),), ZERO, ONE)
