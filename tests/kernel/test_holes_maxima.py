"""Attacks on maxima over integers: what would prove something false."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from oracle import World, evaluate
from rule_kit import ONE, POSITIVE, SUM, ZERO, P, T, a, b, greatest, i, n, over, peak, rule, upto

from evoproof.errors import EvoproofError
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
    sum_over,
    tensor,
)
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Cond, Divides, Eq, Ge, Int, Tensor, Term
from evoproof.kernel.wellformed import fault
from evoproof.prover import prove

TWO, MINUS = number(2), number(-1)
ZEROTH = (poly(0),)


def refused(name: str, *arguments: Any) -> None:
    with pytest.raises(EvoproofError):
        rule(name, *arguments)


def value(term: Term, **at: int) -> Any:
    return evaluate(term, at, World(3))


def test_without_a_greatest_value_a_maximum_is_zero() -> None:
    assert value(peak("a", Int(a))) == value(peak("a", integer(a + 7), at_least(a, 0))) == 0
    assert value(peak("a", integer(-a), at_least(a, 3))) == -3
    assert value(upto(1, 0, MINUS)) == 0 and value(upto(1, 2, MINUS)) == -1


@pytest.mark.parametrize("conds", [
    [], [at_least(a, 0)], [at_least(0, a)], [Divides(2, a)], [Ge(a * a)], between(0, a * n, 5),
    [at_least(a, b)], [Eq(a * n - i)],
])  # fmt: skip
def test_an_affine_law_needs_a_finite_range(conds: list[Cond]) -> None:
    """The greatest of all n + 7 is 0, and of all n it is 0: 0 = 0 + 7."""
    body = add(mul(ONE, Int(a)), number(7))
    refused("max_affine", (), peak("a", body, *conds), ONE, Int(a), number(7), ZEROTH)
    nested = peak("a", peak("b", Int(b), *between(0, b, 3)), *conds)
    refused("max_flatten", (), nested, ZEROTH)
    refused("max_flatten", (), upto(0, 3, peak("b", Int(b), *(c for c in conds))), ZEROTH)
    for border in (at_least(a, 1), at_least(a, 0)):
        refused("max_split", (), peak("a", Int(a), *conds), border, (poly(1),), (poly(-1),))


def test_an_affine_law_needs_a_value() -> None:
    """The greatest of no values is 0, not 2 * 0 + 7."""
    body = add(mul(TWO, access(T, a)), number(7))
    for given in ((), (at_least(n, 0),), (at_least(0, n),)):
        for point in (poly(0), n, n - 1, a):
            refused(
                "max_affine", given, upto(0, n - 1, body), TWO, access(T, a), number(7), (point,)
            )
    refused("max_affine", (), upto(1, 0, body), TWO, access(T, a), number(7), ZEROTH)


def test_a_split_of_which_one_part_is_empty() -> None:
    """max over 0 <= a <= 2 of -5 is not max(-5, 0)."""
    whole = upto(0, 2, number(-5))
    for border in (at_least(a, 0), at_least(a, 3), at_least(-1, a)):
        for first, second in product(map(poly, range(-1, 4)), repeat=2):
            refused("max_split", (), whole, border, (first,), (second,))


def test_an_inner_maximum_over_nothing_counts_as_zero() -> None:
    """Over a = 0 the inner maximum is 0, over a = 1 it is -5; together it is -5."""
    inner = peak("b", number(-5), *between(1, b, a))
    nested = upto(0, 1, inner)
    assert value(nested) == 0
    assert value(peak("a b", number(-5), *nested.conds, *inner.conds)) == -5
    for point in (poly(0), poly(1), a, b, a - 1):
        refused("max_flatten", (), nested, (point,))


def test_flatten_does_not_catch_the_names_of_the_outer_range() -> None:
    inner = peak("b", Int(b), *between(0, b, 1))
    refused("max_flatten", (), peak("a", inner, *between(0, a, b)), ZEROTH)
    refused("max_flatten", (at_least(2, b),), upto(0, 1, inner), ZEROTH)
    refused("max_flatten", (at_least(2, a),), upto(0, 1, inner), ZEROTH)


def test_the_range_of_a_maximum_is_not_the_support_of_its_body() -> None:
    """P[0] is negative here, and 0 outside of its shape."""
    inside, around = (upto(low, 0, access(tensor("P", 1, padded=True), a)) for low in (0, -1))
    found = [(evaluate(inside, {}, World(k)), evaluate(around, {}, World(k))) for k in range(9)]
    assert any(one != other for one, other in found)
    squares = mul(MINUS, access(P, a), access(P, a))
    for body in (access(P, a), squares, bracket(between(0, a, n - 1), MINUS)):
        one = upto(0, n - 1, body)
        refused("domain", POSITIVE, one, conditions(between(-1, a, n - 1)))
        refused("domain", POSITIVE, upto(-1, n, body), one.conds)


def test_a_bound_name_of_a_maximum_is_not_known() -> None:
    """n = 0 outside says nothing of the n inside."""
    known = (equal(n, 0),)
    inside = rule("index", known, Int(n), ZERO)
    whole = peak("n", Int(n), *between(0, n, 3))
    refused("congruence", known, whole, 0, inside)
    refused("congruence", (), whole, 0, inside)
    refused("domain", known, whole, conditions(between(0, n, 0)))
    body = add(mul(ONE, Int(n)), ONE)
    refused("max_affine", known, peak("n", body, *whole.conds), ONE, Int(n), ONE, ZEROTH)


def test_a_rest_that_is_bound_is_no_rest() -> None:
    body = add(mul(TWO, access(T, a)), Int(a))
    refused("max_affine", (), upto(0, 2, body), TWO, access(T, a), Int(a), ZEROTH)
    negative = add(mul(MINUS, access(T, a)), ONE)
    refused("max_affine", (), upto(0, 2, negative), MINUS, access(T, a), ONE, ZEROTH)


@pytest.mark.parametrize("name", ["a", "b", "i", "n", "y"])
def test_no_maximum_catches_a_name(name: str) -> None:
    body = peak(name, integer(poly(name) * 10 + i + n), *between(0, name, 1))
    about = rule("everywhere", (), sum_over([], [], mul(Int(a), body)))
    three, y = upto(0, 2, mul(Int(a), body)), poly("y")
    defined = Tensor("D", (poly(3),), True, (), ("i",), body)
    made = [
        lambda: rule("instantiate", about, (("i", poly(name) * 3), ("n", poly("a")))),
        lambda: rule("unfold", (), access(defined, poly(name) - 1)),
        lambda: rule("delta", (), peak("i", body, Eq(i - b)), Eq(i - b), "i"),
        lambda: rule("reindex", (), three, ("y",), (y + i,), (a - i,)),
        lambda: rule("telescope", (), over("i", 0, b, body), poly(0), b, mul(Int(i), body)),
        lambda: rule("max_flatten", (), peak("i", body, *between(0, i, 1)), ZEROTH),
    ]  # fmt: skip
    for attempt in made:
        try:
            theorem = attempt()
        except EvoproofError:
            continue
        names = sorted(theorem.left.free | theorem.right.free)
        for at in product((-1, 0, 2), repeat=len(names)):
            values = dict(zip(names, at, strict=True))
            assert value(theorem.left, **values) == value(theorem.right, **values), values


def test_a_tensor_is_not_put_where_a_maximum_binds_its_names() -> None:
    reads_a = Tensor("N", (n,), False, (), ("x",), Int(a))
    refused("instantiate_tensor", rule("reflexivity", (), upto(0, 1, access(T, a))), T, reads_a)
    whole = peak("n", access(T, 0), Eq(n - 3))
    about = rule("delta", (), whole, Eq(n - 3), "n")
    refused("instantiate_tensor", about, tensor("T", 3), tensor("U", 3))


# well-formedness


def test_a_maximum_reads_within_its_range_only() -> None:
    assert fault((), upto(0, n - 1, access(T, a))) is None
    assert fault((), upto(0, n, access(T, a))) is not None
    assert fault((), peak("a", access(P, a), at_least(a, 0))) is not None
    assert fault((), peak("a", access(P, a))) is not None


def test_what_is_known_of_a_free_name_does_not_excuse_a_bound_one() -> None:
    known = between(0, a, n - 1)
    assert fault(known, access(T, a)) is None
    assert fault(known, upto(0, n, access(T, a))) is not None
    assert fault((), peak("b", ONE, *between(0, b, floor(n, a)))) is not None
    assert fault((at_least(a, 1),), peak("b", ONE, *between(0, b, floor(n, a)))) is None
    divided = peak("a", ONE, *between(0, a, floor(n, a)))
    assert fault(conditions([at_least(a, 1)]), divided) is not None


def test_the_prover_does_not_mix_up_maxima() -> None:
    row, zero = upto(0, n - 1, access(T, a)), greatest(access(T, 0), ZERO)
    pairs = [
        (row, access(T, 0)), (row, SUM), (zero, access(T, 0)), (upto(0, n - 1, MINUS), MINUS),
        (upto(0, n - 1, access(P, a)), upto(0, n, access(P, a))),
        (upto(0, n - 1, mul(MINUS, access(T, a))), mul(MINUS, row)),
    ]  # fmt: skip
    for left, right in pairs:
        assert prove(left, right).theorem is None
        assert prove(left, right, [at_least(n, 0)]).theorem is None
    assert prove(upto(0, n - 1, MINUS), MINUS, POSITIVE).theorem is not None
