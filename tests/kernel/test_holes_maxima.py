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
    exp,
    integer,
    mul,
    number,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Apply, Cond, Divides, Eq, Ge, Int, Sum, Tensor, Term
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


@pytest.mark.parametrize("factor", [
    MINUS, ZERO, Int(n), integer(n - 1), access(P, 0), integer(n * n), greatest(ONE, MINUS),
    mul(MINUS, MINUS), add(exp(Int(n)), MINUS), over("a", 0, n - 1, ONE), over("a", 0, 2, Int(a)),
    sum_over(["a"], [at_least(a, 0)], ONE), mul(exp(Int(n)), ZERO), upto(0, 2, ONE),
])  # fmt: skip
def test_a_factor_that_may_be_negative_or_zero_stays(factor: Term) -> None:
    """max(-1 * 1, -1 * 2) = -1, but -1 * max(1, 2) = -2."""
    whole = greatest(mul(factor, ONE), mul(factor, TWO))
    for point in (poly(0), n, a, n - 1):
        for given in ((), (at_least(n, 0),)):
            found = ((factor, (point,)),) if isinstance(factor, Sum) else ()
            refused("max_scale", given, whole, factor, (ONE, TWO), found)


def test_one_factor_leaves_all_values() -> None:
    one, other = exp(Int(n)), exp(Int(i))
    refused("max_scale", (), greatest(mul(one, ONE), mul(other, TWO)), one, (ONE, TWO), ())
    refused("max_scale", (), greatest(mul(one, ONE), TWO), one, (ONE, TWO), ())
    refused("max_scale", (), greatest(mul(one, ONE), mul(one, TWO)), one, (ONE,), ())
    refused("max_scale", (), greatest(mul(one, ONE), mul(one, TWO)), one, (TWO, ONE), ())
    sums = add(mul(one, ONE), mul(one, TWO))
    refused("max_scale", (), sums, one, (ONE, TWO), ())
    refused("max_scale", (), Apply("min", (mul(one, ONE),)), one, (ONE,), ())


NARROW = peak("a b", Int(a), *between(0, a, 3), *between(a, b, 2))
"""0 <= a <= b <= 2: a is 0, 1 or 2."""
NAMED = [poly(0), poly(1), poly(2), a, a + 1, n, b, i]


@pytest.mark.parametrize("conds", [
    between(0, a, 3), between(0, a, 1), between(1, a, 2), between(0, a, n), between(3, a, 3),
    between(0, a, -1), [*between(0, a, 2), at_least(n, 1)], [*between(0, a, 2), Eq(i)],
    [*between(0, a, 2), at_least(2, b)], [*between(0, a, 2), at_least(b, a)], [Divides(2, a)],
    [at_least(a, 0)], [],
])  # fmt: skip
def test_a_projection_is_neither_larger_nor_smaller(conds: list[Cond]) -> None:
    for first, second in product(NAMED, repeat=2):
        refused("max_project", (), NARROW, "b", conditions(conds), (first, second))
    refused("max_project", (), NARROW, "b", conditions(conds), ())


def test_a_projection_is_at_a_point_of_the_range() -> None:
    conds = conditions(between(0, a, 2))
    for point in NAMED:
        if point not in (a, poly(2)):
            refused("max_project", (), NARROW, "b", conds, (point,))
    made = [rule("max_project", (), NARROW, "b", conds, (point,)) for point in (a, poly(2))]
    assert all(value(one.left) == value(one.right) == 2 for one in made)
    # The greatest of 3 and a is 3, where there is no b.
    refused("max_project", (), NARROW, "b", conds, (poly(3), a))


def test_a_projected_variable_is_not_used() -> None:
    """The greatest b of 0 <= b <= 2 is 2, whatever the free b is."""
    whole = peak("b", Int(b), *between(0, b, 2))
    nested = peak("a b", upto(0, b, Int(a)), *between(0, b, 2), *between(0, a, 1))
    defined = Tensor("D", (poly(3),), True, (), ("i",), integer(b + i))
    read = peak("a b", access(defined, a), *between(0, b, 2), *between(0, a, 2))
    for term in (whole, nested, read):
        rest = tuple(cond for cond in term.conds if "b" not in cond.free)
        for point in NAMED:
            refused("max_project", (), term, "b", rest, (point,))
            refused("max_project", (), term, "i", rest, (point,))


def test_a_projection_does_not_know_what_is_said_of_a_bound_name() -> None:
    conds = conditions(between(0, a, 2))
    for known in (equal(a, 0), equal(b, 2), at_least(a, 3), Ge(b - a), Ge(poly(-1) - a * b)):
        refused("max_project", (known,), NARROW, "b", conds, (a,))
        refused("max_project", (known,), NARROW, "b", conditions(between(0, a, 0)), (a,))


def test_a_projected_range_is_finite() -> None:
    """The greatest of 5 for every a is 5, and for every a >= 0 too: but these are no ranges."""
    for held in ([], [at_least(a, 0)], [Divides(2, a)]):
        whole = peak("a b", number(5), *held, *between(0, b, 2))
        refused("max_project", (), whole, "b", conditions(held), ZEROTH)
    for own in ([], [at_least(b, 0)], [at_least(b, a)], [Divides(2, b)], [Ge(b * b)]):
        whole = peak("a b", number(5), *between(0, a, 2), *own)
        refused("max_project", (), whole, "b", conditions(between(0, a, 2)), (a,))
        refused("max_project", (), peak("b", number(5), *own), "b", (), ZEROTH)


def test_a_projection_of_nothing_is_over_nothing() -> None:
    """The greatest of no -5 is 0."""
    whole = peak("b", number(-5), *between(1, b, n))
    for conds in ((), (at_least(n, 0),), (at_least(n, 2),)):
        refused("max_project", (), whole, "b", conds, (poly(1),))
    theorem = rule("max_project", (), whole, "b", POSITIVE, (poly(1),))
    for size in (-1, 0, 1, 3):
        assert value(theorem.left, n=size) == value(theorem.right, n=size)
    empty = peak("b", number(-5), *between(1, b, 0))
    made = rule("max_project", (), empty, "b", (Ge(poly(-1)),), ZEROTH)
    assert value(made.left) == value(made.right) == 0


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
        lambda: rule("max_project", (), peak("x", body, *between(0, "x", i)), "x",
                     (at_least(i, 0),), (i,)),
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
        (exp(greatest(Int(i), ZERO)), greatest(exp(Int(i)), ZERO)),
        (mul(exp(Int(i)), greatest(Int(i), ZERO)), greatest(exp(integer(i + i)), ZERO)),
        (greatest(mul(access(P, 0), Int(i)), ZERO), mul(access(P, 0), greatest(Int(i), ZERO))),
        (peak("a b", Int(a), *between(0, b, n), *between(0, a - b, n)), integer(n)),
    ]  # fmt: skip
    for left, right in pairs:
        assert prove(left, right).theorem is None
        assert prove(left, right, [at_least(n, 0)]).theorem is None
    assert prove(upto(0, n - 1, MINUS), MINUS, POSITIVE).theorem is not None
