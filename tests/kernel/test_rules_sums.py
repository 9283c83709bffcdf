"""The rules of sums: an accepted example, and a refusal for each clause."""

from __future__ import annotations

from typing import Any

import pytest
from rule_kit import (
    EMPTY,
    ONE,
    POSITIVE,
    SUM,
    ZERO,
    P,
    T,
    a,
    b,
    i,
    n,
    over,
    refused,
    rule,
    states,
    x,
    y,
    z,
)

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
from evoproof.kernel.terms import Add, Apply, Divides, Eq, Ge, Int, Mul, Sum


def test_reindex() -> None:
    states(
        rule("reindex", (), SUM, ("b",), (b - 1,), (a + 1,)), SUM, over("b", 1, n, access(T, b - 1))
    )


@pytest.mark.parametrize("names, there, back", [
    (("b",), (b * 2,), (a,)),
    (("b",), (b,), (a + 1,)),
    (("b",), (poly(0),), (poly(0),)),
    (("b",), (floor(b, poly(2)),), (a * 2,)),
    (("b",), (b * 2,), (floor(a, poly(2)),)),
    (("b",), (a,), (b,)),
    (("b", "c"), (b,), (a, poly("c"))),
    ((), (), ()),
    (("b",), (b, b), (a,)),
])  # fmt: skip
def test_reindex_needs_inverse_maps(names: tuple, there: tuple, back: tuple) -> None:
    refused("", "reindex", (), SUM, names, there, back)


def test_reindex_refused() -> None:
    refused("new name is free", "reindex", (), SUM, ("n",), (n,), (a,))
    refused("speaks of a name", "reindex", (equal(b, 1),), SUM, ("b",), (b,), (a,))
    refused("speaks of a name", "reindex", (equal(a, 1),), SUM, ("b",), (b,), (a,))


NESTED = over("a", 0, n, over("b", 0, a, access(tensor("A", n, n), a, b)))


def test_flatten() -> None:
    conds = conditions([*NESTED.conds, *NESTED.body.conds])
    states(rule("flatten", (), NESTED), NESTED, Sum(("a", "b"), conds, NESTED.body.body))


def test_flatten_refused() -> None:
    refused("not a sum", "flatten", (), SUM)
    refused("bound twice", "flatten", (), over("a", 0, n, over("a", 0, 1, Int(a))))
    refused("bound twice", "flatten", (), sum_over(["a"], between(0, a, b), over("b", 0, 1, ONE)))
    open_ended = over("a", 0, 1, sum_over(["b"], [at_least(b, 0)], access(T, b)))
    refused("nothing bounds", "flatten", (), open_ended)
    refused("speaks of a name", "flatten", (equal(b, 0),), NESTED)


def test_scale() -> None:
    left = Mul((y, SUM, z))
    states(rule("scale", (), left, 1), left, over("a", 0, n - 1, Mul((y, access(T, a), z))))


def test_scale_refused() -> None:
    refused("not a sum", "scale", (), Mul((y, SUM)), 0)
    refused("catch", "scale", (), Mul((Int(a), SUM)), 1)
    refused("", "scale", (), Mul((y, SUM)), -1)


def test_scale_does_not_take_a_position_from_the_end() -> None:
    """Counted from the end the sum would be its own factor: 2 = Sum_{a < 2} 2."""
    refused("", "scale", (), Mul((ONE, over("a", 0, 1, ONE))), -1)


def test_linearity() -> None:
    whole = over("a", 0, n, Add((Int(a), access(T, a))))
    parts = Add((over("a", 0, n, Int(a)), over("a", 0, n, access(T, a))))
    states(rule("linearity", (), whole), whole, parts)
    states(rule("linearity", (), over("a", 0, n, Add(()))), over("a", 0, n, Add(())), Add(()))


def test_linearity_refused() -> None:
    refused("not a sum of terms", "linearity", (), SUM)
    telescope = sum_over(["a"], [], Add((access(T, a), mul(number(-1), access(T, a + 1)))))
    refused("nothing bounds", "linearity", (), telescope)
    one_sided = sum_over(["a"], [at_least(a, 0)], Add((access(P, a), access(T, a))))
    refused("nothing bounds", "linearity", (), one_sided)


def test_domain_knows_where_the_body_is_supported() -> None:
    everywhere, inside = (sum_over(["a"], c, access(P, a)) for c in ([], between(0, a, n - 1)))
    states(rule("domain", (), inside, everywhere.conds), inside, everywhere)


def test_domain_refused() -> None:
    refused("not shown", "domain", (), SUM, ())
    refused("not shown", "domain", (), SUM, conditions(between(0, a, n)))
    refused("not shown", "domain", (), SUM, conditions(between(1, a, n - 1)))
    refused("speaks of a name", "domain", (equal(a, 0),), SUM, SUM.conds)
    inverse = sum_over(["a"], between(0, a, n - 1), Apply("phi", (access(P, a),)))
    refused("not shown", "domain", (), inverse, ())
    half = sum_over(["a"], between(0, a, n - 1), add(access(P, a), ONE))
    refused("not shown", "domain", (), half, ())


@pytest.mark.parametrize("cond, others", [
    (at_least(a, 2), [Ge(poly(1) - a)]),
    (Eq(a - 2), [Ge(a - 3), Ge(poly(1) - a)]),
    (Divides(3, a), [Divides(3, a - 1), Divides(3, a - 2)]),
    (Divides(1, a), []),
])  # fmt: skip
def test_split(cond: Any, others: list) -> None:
    parts = tuple(sum_over(["a"], [*SUM.conds, one], SUM.body) for one in [cond, *others])
    states(rule("split", (), SUM, cond), SUM, Add(parts))


def test_split_refused() -> None:
    refused("nothing bounds", "split", (), sum_over(["a"], [], access(T, a)), at_least(a, 0))
    refused("speaks of a name", "split", (equal(a, 0),), SUM, at_least(a, 0))


def test_empty() -> None:
    states(rule("empty", (), EMPTY), EMPTY, ZERO)
    outside = sum_over(["a"], [at_least(a, n)], access(P, a))
    states(rule("empty", (), outside), outside, ZERO)


def test_empty_refused() -> None:
    refused("not shown", "empty", (), SUM)
    refused("not shown", "empty", (at_least(n, 0),), SUM)
    refused("speaks of a name", "empty", (equal(a, -1),), SUM)


def test_everywhere() -> None:
    states(rule("everywhere", (), sum_over([], [], x)), sum_over([], [], x), x)
    refused("names or conditions", "everywhere", (), bracket(POSITIVE, x))
    refused("names or conditions", "everywhere", (), sum_over(["a"], [], ZERO))


@pytest.mark.parametrize("cond", [Eq(a - i), Eq(i - a)])
def test_delta(cond: Eq) -> None:
    whole = sum_over(["a", "b"], [cond, at_least(a, b)], access(T, a + b))
    states(
        rule("delta", (), whole, cond, "a"),
        whole,
        sum_over(["b"], [at_least(i, b)], access(T, i + b)),
    )


def test_delta_renames_inner_sums() -> None:
    inner = over("i", 0, 1, integer(i + a))
    right = rule("delta", (), sum_over(["a"], [Eq(a - i)], inner), Eq(a - i), "a").right
    assert right.free == {"i"}


@pytest.mark.parametrize("cond", [
    Eq(a * 2 - i), Eq(a * a - i), Eq(a * n - i), Eq(floor(a, poly(2)) - i), Eq(b - i),
    Eq(a + floor(a, poly(2))), at_least(a, 0), Divides(2, a),
])  # fmt: skip
def test_delta_needs_an_equation_for_the_name(cond: Any) -> None:
    refused("", "delta", (), sum_over(["a"], [cond], access(P, a)), cond, "a")


def test_delta_refused() -> None:
    refused("no a with", "delta", (), SUM, Eq(a - i), "a")
    refused("no i with", "delta", (), sum_over(["a"], [Eq(a - i)], x), Eq(a - i), "i")


RISE = add(access(T, a + 1), mul(number(-1), access(T, a)))


def test_telescope() -> None:
    ends = Add((access(T, n + 1), mul(number(-1), access(T, i))))
    states(
        rule("telescope", (), over("a", i, n, RISE), i, n, access(T, a)),
        over("a", i, n, RISE),
        bracket([Ge(n - i + 1)], ends),
    )


def test_telescope_counts_and_an_empty_range_has_none() -> None:
    whole = over("a", i, n, x)
    total = mul(Int(a), x)
    counted = Add((mul(integer(n + 1), x), mul(number(-1), mul(Int(i), x))))
    states(rule("telescope", (), whole, i, n, total), whole, bracket([Ge(n - i + 1)], counted))


def test_telescope_refused() -> None:
    rising = mul(Int(a), x)
    refused("polynomials differ", "telescope", (), over("a", 0, n, RISE), poly(0), n, access(T, i))
    refused("polynomials differ", "telescope", (), over("a", 0, n, Int(a)), poly(0), n, Int(a))
    refused("occurs", "telescope", (), over("a", 0, n - a, x), poly(0), n - a, rising)
    refused("occurs", "telescope", (), over("a", a, n, x), a, n, rising)
    refused("not lo <= n", "telescope", (), over("a", 0, n, x), poly(0), n - 1, rising)
    two = sum_over(["a", "b"], between(0, a, n), x)
    refused("one name", "telescope", (), two, poly(0), n, rising)
    extra = sum_over(["a"], [*between(0, a, n), Divides(2, a)], x)
    refused("not lo <= n", "telescope", (), extra, poly(0), n, rising)
    half = sum_over(["a"], [at_least(a, 0)], x)
    refused("not lo <= n", "telescope", (), half, poly(0), n, rising)
