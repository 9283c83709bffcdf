"""Cases as a named law: what they reach alone, what they do not, and nothing false."""

from __future__ import annotations

import pytest

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    conditions,
    exp,
    mul,
    number,
    sum_over,
)
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Cond, Tensor, Term
from evoproof.prover import Ability, prove
from evoproof.prover.by_cases import DEPTH

n, i, j, m = (poly(name) for name in "nijm")
T = Tensor("T", (n,), False, (), None, None)
GIVEN = (*between(0, i, n - 1), *between(0, j, n - 1))
CASES = (Ability.CASES,)


def over(low: object, high: object, body: Term) -> Term:
    return sum_over(["a"], between(low, "a", high), body)


def holds(left: Term, right: Term, given: tuple[Cond, ...] = GIVEN, *more: Ability) -> bool:
    outcome = prove(left, right, given, (*CASES, *more), lambda t: True, lambda t: True)
    if outcome.theorem is not None:
        assert outcome.theorem.hypotheses == conditions(given)
        assert outcome.theorem.left is left and outcome.theorem.right is right
    return outcome.theorem is not None


ENTRY = access(T, "a")
WHOLE = over(0, n - 1, ENTRY)


def test_a_sum_is_split_where_the_other_side_is() -> None:
    assert holds(WHOLE, add(over(0, i, ENTRY), over(i + 1, n - 1, ENTRY)))
    assert not holds(WHOLE, add(over(0, i, ENTRY), over(i + 2, n - 1, ENTRY)))
    assert not holds(WHOLE, add(over(0, i, ENTRY), over(i, n - 1, ENTRY)))


def test_a_function_of_a_bracket_is_decided() -> None:
    left = exp(bracket([at_least(i, j)], access(T, i)))
    above = bracket([at_least(i, j)], exp(access(T, i)))
    below = bracket([at_least(j, i + 1)], exp(number(0)))
    assert holds(left, add(above, below))
    assert not holds(left, add(above, bracket([at_least(j, i)], exp(number(0)))))


def test_where_two_indices_are_equal_so_are_the_entries() -> None:
    same = bracket([*between(i, j, i)], access(T, i))
    assert holds(exp(same), exp(bracket([*between(i, j, i)], access(T, j))))
    assert not holds(exp(same), exp(bracket([*between(i, j, i + 1)], access(T, j))))


def test_an_empty_range_is_seen_but_what_lies_outside_an_image_is_not() -> None:
    X = Tensor("X", (n,), True, (), None, None)
    inside, wider = (over(-k, n - 1 + k, access(X, "a")) for k in (0, 1))
    assert holds(over(i + 1, i, ENTRY), number(0))
    assert not holds(wider, inside)
    assert holds(wider, inside, GIVEN, Ability.PADDING)


def test_digits_are_no_cases() -> None:
    D = Tensor("D", (n * m,), False, (), None, None)
    digits = sum_over(["a", "b"], [*between(0, "a", n - 1), *between(0, "b", m - 1)],
                      access(D, poly("a") * m + poly("b")))  # fmt: skip
    given = (at_least(m, 1), at_least(n, 0))
    left = over(0, n * m - 1, access(D, "a"))
    assert not holds(left, digits, given, Ability.REINDEX, Ability.EXCHANGE)
    assert not holds(mul(access(T, floor(i * m, m))), access(T, i), (*GIVEN, at_least(m, 1)))


@pytest.mark.parametrize("depth", [DEPTH, DEPTH + 1])
def test_so_many_conditions_are_assumed_and_no_more(depth: int) -> None:
    names = [poly(f"k{k}") for k in range(depth)]
    brackets = [bracket([at_least(name, 0)], access(T, 0)) for name in names]
    others = [bracket([at_least(-1, name)], access(T, 0)) for name in names]
    left, right = exp(add(*brackets, *others)), exp(mul(number(depth), access(T, 0)))
    assert holds(left, right, (at_least(n, 1),)) is (depth == DEPTH)
