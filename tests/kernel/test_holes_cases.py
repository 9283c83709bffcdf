"""Attacks on proofs by cases, on equations for names and on telescopes."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from oracle import World, evaluate
from rule_kit import ONE, POSITIVE, ZERO, T, a, i, m, n, over, rule, upto

from evoproof.errors import EvoproofError
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    conditions,
    equal,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.substitution import substitute
from evoproof.kernel.terms import Apply, Divides, Ge, Int, Tensor, Term
from evoproof.kernel.theorem import Theorem

TWO, MINUS = number(2), number(-1)


def refused(name: str, *arguments: Any) -> None:
    with pytest.raises(EvoproofError):
        rule(name, *arguments)


def value(term: Term, **at: int) -> Any:
    return evaluate(term, at, World(3))


def at_high(border: Any) -> tuple[Ge, Theorem]:
    """n >= border |- [n >= border] = 1."""
    high = at_least(n, border)
    made = rule("domain", (high,), bracket([high]), ())
    return high, rule("transitivity", made, rule("everywhere", (high,), made.right))


def test_cases_are_all_cases() -> None:
    """[n >= 2] = 1 where n >= 2, and where n >= 2 once more: not everywhere."""
    high, made = at_high(2)
    hypotheses = (at_least(1, n), at_least(2, n), at_least(n, 2), at_least(n, 3), at_least(-1, n))
    for cond in hypotheses:
        refused("cases", (), cond, made, made)
        if implies([cond], high):
            refused("cases", (), cond, rule("weaken", made, (cond,)), made)
    refused("cases", (), high, made, rule("reflexivity", (), made.left))
    needs_more = rule("weaken", made, conditions([high, at_least(m, 1)]))
    refused("cases", (at_least(m, 0),), high, needs_more, needs_more)


def test_a_gap_between_cases_is_seen() -> None:
    """n < 0 and n > 0 leave n = 0, where 1/n * n is 0."""
    quotient = mul(Int(n), reciprocal(Int(n)))
    above = rule("cancel", POSITIVE, Int(n), ())
    assert above.left is quotient
    mirrored = rule("cancel", (at_least(-n, 1),), integer(-n), ())
    below = rule("transitivity", rule("ring", (), quotient, mirrored.left), mirrored)
    for cond in (at_least(n, 1), at_least(n, 0), at_least(-1, n), at_least(0, n)):
        refused("cases", (), cond, above, below)
        refused("cases", (), cond, below, above)
    assert value(quotient, n=0) == 0


def test_equal_is_shown_and_not_only_near() -> None:
    there = rule("reflexivity", (), access(T, m))
    for given in ((), (at_least(n, m),), (Divides(1, n - m),), (equal(n, m + 1),), (equal(i, m),)):
        refused("replace_equal", given, access(T, n), access(T, m), "n", m, there)
    half = floor(n, poly(2))
    there = rule("reflexivity", (), integer(half * 2))
    refused("replace_equal", (), Int(n), integer(half * 2), "n", half * 2, there)


def test_a_name_in_a_shape_is_replaced_too() -> None:
    """Under n = m the tensors T of sizes n and m are one; without it they are not."""
    sizes = [access(tensor("T", size), 0) for size in (n, m)]
    there = rule("reflexivity", (), sizes[1])
    made = rule("replace_equal", (equal(n, m),), *sizes, "n", m, there)
    assert value(made.left, n=2, m=2) == value(made.right, n=2, m=2)
    refused("replace_equal", (at_least(n, m),), *sizes, "n", m, there)
    defined = [Tensor("D", (size,), True, (), ("n",), integer(n + size)) for size in (n, m)]
    read = [access(one, 0) for one in defined]
    refused("replace_equal", (equal(n, m),), *read, "n", m, rule("reflexivity", (), read[1]))


def test_a_bound_name_is_not_replaced() -> None:
    """Where n = 2, the sum over n of n is not the sum over n of 2."""
    bound, two = (sum_over(["n"], between(0, n, 3), one) for one in (Int(n), TWO))
    for theorem in (rule("reflexivity", (), bound), rule("reflexivity", (), two)):
        refused("replace_equal", (equal(n, 2),), bound, two, "n", poly(2), theorem)


def test_the_ends_of_a_telescope_do_not_move() -> None:
    rising = mul(Int(a), access(T, 0))
    for low, high in ((poly(0), n - a), (a, n), (floor(a, poly(2)), n)):
        refused("telescope", (), over("a", low, high, access(T, 0)), low, high, rising)


@pytest.mark.parametrize("total", [
    integer(floor(a, poly(2))), integer(floor(a, n)), integer(floor(n, a)), integer(a * a),
    access(T, floor(a + 1, poly(3))), reciprocal(Int(a)), upto(0, a - i, Int(a)),
    sum_over(["a"], between(0, a, 2), Int(a)), Apply("f", (Int(a),)), bracket([Ge(a - 1)], Int(a)),
])  # fmt: skip
def test_a_telescope_is_true_whatever_rises(total: Term) -> None:
    after = substitute(total, {"a": a + 1})
    whole = over("a", i, n, add(after, mul(MINUS, total)))
    made = rule("telescope", (), whole, i, n, total)
    for first, last in product(range(-3, 4), repeat=2):
        at = {"i": first, "n": last}
        assert value(made.left, **at) == value(made.right, **at), at


def test_what_rises_is_the_body() -> None:
    half = floor(a, poly(2))
    steps = (mul(number(1) if k else ZERO, ONE) for k in (0, 1))
    for body in (*steps, integer(floor(a + 1, poly(2))), integer(half), Int(a)):
        refused("telescope", (), over("a", 0, n, body), poly(0), n, integer(half))
