"""The rules of maxima: an accepted example, and a refusal for each clause."""

from __future__ import annotations

import pytest
from rule_kit import (
    ONE,
    POSITIVE,
    SUM,
    ZERO,
    P,
    T,
    a,
    b,
    greatest,
    i,
    m,
    n,
    over,
    peak,
    refused,
    rule,
    states,
    upto,
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
    exp,
    integer,
    mul,
    number,
    reciprocal,
)
from evoproof.kernel.linear import agree
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Cond, Divides, Eq, Ge, Int, Max, Mul, Pow, Term

TWO, MINUS = number(2), number(-1)
ZEROTH = (poly(0),)
TWO_OR_MORE = (at_least(n, 2),)


ROW = upto(0, n - 1, access(T, a))


@pytest.mark.parametrize("left, right", [
    (greatest(x, y), greatest(y, x)), (greatest(x), x), (greatest(x, x), x),
    (greatest(x, greatest(y, z)), greatest(x, y, z)),
    (add(greatest(x, y), z), greatest(add(x, z), add(y, z))),
    (mul(TWO, greatest(x, y)), greatest(mul(TWO, x), mul(TWO, y))),
    (add(greatest(x, y), mul(MINUS, greatest(mul(MINUS, x), mul(MINUS, y)))), add(x, y)),
    (greatest(exp(x), ZERO), exp(x)), (greatest(mul(exp(x), exp(y)), ZERO), mul(exp(x), exp(y))),
    (greatest(x, add(x, ONE)), add(x, ONE)), (greatest(SUM, ROW), greatest(ROW, SUM)),
    (greatest(mul(x, y), z), greatest(z, mul(y, x))), (greatest(Pow(x, 2), Pow(x, 2)), mul(x, x)),
    (mul(x, greatest(y, z)), mul(greatest(y, z), x)), (add(x, y), add(y, x)),
])  # fmt: skip
def test_lattice(left: Term, right: Term) -> None:
    states(rule("lattice", (), left, right), left, right)


@pytest.mark.parametrize("given, left, right", [
    (at_least(n, 1), greatest(Int(n), ZERO), Int(n)),
    (at_least(n, m), greatest(Int(n), Int(m)), Int(n)),
    (equal(n, m), greatest(Int(n), Int(m)), Int(m)),
    (Ge(n * m), greatest(Mul((Int(n), Int(m))), ZERO), Int(n * m)),
    (Ge(floor(n, m)), greatest(integer(floor(n, m)), ZERO), integer(floor(n, m))),
])  # fmt: skip
def test_lattice_uses_linear_conditions(given: Cond, left: Term, right: Term) -> None:
    assert not agree((), left, right)
    states(rule("lattice", (given,), left, right), left, right, (given,))


@pytest.mark.parametrize("left, right", [
    (ZERO, ONE), (x, y), (greatest(x, y), x), (greatest(x, y), add(x, y)),
    (mul(MINUS, greatest(x, y)), greatest(mul(MINUS, x), mul(MINUS, y))),
    (greatest(x, ZERO), x), (greatest(exp(x), ONE), exp(x)), (greatest(exp(x), exp(y)), exp(x)),
    (greatest(SUM, ZERO), SUM), (greatest(Int(n), ZERO), Int(n)),
    (mul(greatest(x, y), z), greatest(mul(x, z), mul(y, z))),
    (greatest(mul(x, x), ZERO), mul(x, x)), (mul(x, reciprocal(x)), ONE),
    (Pow(greatest(x, y), 2), greatest(x, y)), (reciprocal(greatest(x, y)), greatest(x, y)),
    (greatest(mul(exp(x), y), ZERO), mul(exp(x), y)), (greatest(ROW, x), ROW),
    (reciprocal(greatest(exp(x), exp(y))), greatest(reciprocal(exp(x)), reciprocal(exp(y)))),
])  # fmt: skip
def test_lattice_refused(left: Term, right: Term) -> None:
    refused("not equal in every case", "lattice", (), left, right)


def test_max_affine() -> None:
    body = add(mul(TWO, access(T, a)), x)
    right = add(mul(TWO, ROW), x)
    states(rule("max_affine", POSITIVE, upto(0, n - 1, body), TWO, access(T, a), x, ZEROTH),
           upto(0, n - 1, body), right, POSITIVE)  # fmt: skip


def test_max_affine_refused() -> None:
    def whole(factor: Term, rest: Term) -> Max:
        return upto(0, n - 1, add(mul(factor, access(T, a)), rest))

    def attempt(reason: str, factor: Term, rest: Term, point: tuple, given: tuple) -> None:
        one = whole(factor, rest)
        refused(reason, "max_affine", given, one, factor, access(T, a), rest, point)

    attempt("p > 0", MINUS, x, ZEROTH, POSITIVE)
    attempt("p > 0", ZERO, x, ZEROTH, POSITIVE)
    attempt("bound name", TWO, Int(a), ZEROTH, POSITIVE)
    attempt("not shown", TWO, x, ZEROTH, ())
    attempt("not shown", TWO, x, (n,), POSITIVE)
    attempt("one integer for each", TWO, x, (), POSITIVE)
    attempt("speaks of a name", TWO, x, ZEROTH, (at_least(n, 1), equal(a, 0)))
    refused("not p b", "max_affine", POSITIVE, ROW, TWO, access(T, a), x, ZEROTH)


def test_max_scale() -> None:
    power = exp(x)
    whole = greatest(mul(power, y), mul(power, z))
    states(rule("max_scale", (), whole, power, (y, z), ()), whole, mul(power, greatest(y, z)))
    sizes = greatest(mul(Int(n), y))
    made = rule("max_scale", POSITIVE, sizes, Int(n), (y,), ())
    states(made, sizes, mul(Int(n), greatest(y)), POSITIVE)
    total = over("a", 0, n - 1, exp(access(T, a)))
    shares = greatest(mul(reciprocal(total), y), mul(reciprocal(total), z))
    made = rule("max_scale", POSITIVE, shares, reciprocal(total), (y, z), ((total, ZEROTH),))
    states(made, shares, mul(reciprocal(total), greatest(y, z)), POSITIVE)


def test_max_scale_refused() -> None:
    def attempt(reason: str, factor: Term, given: tuple = (), witness: tuple = ()) -> None:
        whole = greatest(mul(factor, y), mul(factor, z))
        refused(reason, "max_scale", given, whole, factor, (y, z), witness)

    total = over("a", 0, n - 1, exp(access(T, a)))
    for factor in (x, MINUS, ZERO, greatest(exp(x), y), add(exp(x), x), mul(exp(x), MINUS)):
        attempt("form of the term", factor)
    attempt("not shown", Int(n))
    attempt("witness", total, POSITIVE)
    attempt("not shown", total, (), ((total, ZEROTH),))
    power = exp(x)
    refused("not a maximum of p", "max_scale", (), greatest(mul(y, power)), power, (y,), ())
    refused("not a maximum of p", "max_scale", (), greatest(mul(power, y), z), power, (y, z), ())
    refused("not a maximum of p", "max_scale", (), greatest(mul(power, y)), power, (y, y), ())
    refused("one value or more", "max_scale", (), greatest(mul(power, y)), power, (), ())


def test_exp_max() -> None:
    states(rule("exp_max", (), (x, y)), exp(greatest(x, y)), greatest(exp(x), exp(y)))
    states(rule("exp_max", (), (x,)), exp(greatest(x)), greatest(exp(x)))
    refused("one value or more", "exp_max", (), ())


def test_max_square() -> None:
    m = greatest(x, y)
    right = add(mul(add(x, y), m), mul(number(-1), x, y))
    states(rule("max_square", (), x, y), mul(m, m), right)


HALVES = tuple(
    peak("a", access(T, a), *ROW.conds, case) for case in (at_least(a, 1), at_least(0, a))
)


def test_max_split() -> None:
    made = rule("max_split", TWO_OR_MORE, ROW, at_least(a, 1), (poly(1),), ZEROTH)
    states(made, ROW, greatest(*HALVES), TWO_OR_MORE)


def test_max_split_refused() -> None:
    one = (poly(1),)
    refused("not shown", "max_split", POSITIVE, ROW, at_least(a, 1), one, ZEROTH)
    refused("not shown", "max_split", TWO_OR_MORE, ROW, at_least(a, 1), ZEROTH, one)
    refused("not shown", "max_split", TWO_OR_MORE, ROW, at_least(a, n), (n,), ZEROTH)
    refused(
        "speaks of a name", "max_split", (Eq(a), *TWO_OR_MORE), ROW, at_least(a, 1), one, ZEROTH
    )
    refused("kind", "max_split", TWO_OR_MORE, ROW, Divides(2, a), ZEROTH, one)
    without_end = peak("a", access(T, a), at_least(a, 0))
    refused("nothing bounds", "max_split", (), without_end, at_least(a, 1), one, ZEROTH)


INNER = peak("b", access(P, a + b), *between(0, b, a))
NESTED = upto(0, n - 1, INNER)


def test_max_flatten() -> None:
    flat = peak("a b", INNER.body, *NESTED.conds, *INNER.conds)
    states(rule("max_flatten", (), NESTED, (a,)), NESTED, flat)


def test_max_flatten_refused() -> None:
    refused("not a maximum", "max_flatten", (), ROW, (a,))
    refused("not shown", "max_flatten", (), NESTED, (a + 1,))
    refused("one integer for each", "max_flatten", (), NESTED, ())
    same = upto(0, n - 1, upto(0, 1, access(T, a)))
    refused("bound twice", "max_flatten", (), same, ZEROTH)
    outer = peak("a", INNER, *between(0, a, b))
    refused("bound twice", "max_flatten", (), outer, ZEROTH)
    refused("speaks of a name", "max_flatten", (equal(b, 0),), NESTED, (a,))
    empty = upto(0, n - 1, peak("b", access(P, a), *between(1, b, a)))
    refused("not shown", "max_flatten", (), empty, (a,))
    without_end = peak("a", INNER, at_least(a, 0))
    refused("nothing bounds", "max_flatten", (), without_end, (a,))


PAIRS = peak("a b", access(P, a), *between(0, b, n - 1), *between(0, a - b, m - 1))
MET = conditions([at_least(n, 1), at_least(m, 1), *between(0, a, n + m - 2)])


def test_max_project() -> None:
    """0 <= b < n and 0 <= a - b < m: the greatest of the lower bounds 0, a - m + 1 is such a b."""
    values = (poly(0), a - m + 1)
    states(rule("max_project", (), PAIRS, "b", MET, values), PAIRS, peak("a", PAIRS.body, *MET))
    alone = peak("b", x, *between(0, b, n - 1))
    states(rule("max_project", (), alone, "b", POSITIVE, ZEROTH), alone, peak("", x, *POSITIVE))
    halves = peak("a b", access(P, a), *between(0, a, n), Eq(a - b * 2))
    met = conditions([*between(0, a, n), Divides(2, a)])
    made = rule("max_project", (), halves, "b", met, (floor(a, poly(2)),))
    states(made, halves, peak("a", halves.body, *met))


def test_max_project_refused() -> None:
    both = (poly(0), a - m + 1)

    def attempt(reason: str, conds: tuple = MET, values: tuple = both, given: tuple = ()) -> None:
        refused(reason, "max_project", given, PAIRS, "b", conds, values)

    attempt("not shown", values=(poly(0),))
    attempt("not shown", values=(a - m + 1,))
    attempt("has no value", values=())
    attempt("b is used", values=(b,))
    attempt("b is used", (*MET, at_least(b, 0)))
    for gone in MET:
        attempt("not shown|bounds a", tuple(cond for cond in MET if cond is not gone))
    attempt("not shown", (*MET, at_least(n, a)))
    attempt("speaks of a name", given=(equal(a, 0),))
    attempt("speaks of a name", given=(equal(b, 0),))
    refused("not bound", "max_project", (), PAIRS, "n", MET, both)
    refused("a is used", "max_project", (), PAIRS, "a", MET, both)
    endless = peak("a b", access(P, a), at_least(b, 0), at_least(a, 0))
    refused("nothing bounds", "max_project", (), endless, "b", (at_least(a, 0),), ZEROTH)
    deep = peak("a b", access(P, a), *between(0, a, 3), at_least(b, 0))
    refused("nothing bounds", "max_project", (), deep, "b", tuple(between(0, a, 3)), ZEROTH)


def test_max_single_and_zero() -> None:
    one = peak("", x, *POSITIVE)
    states(rule("max_single", (), one), one, bracket(POSITIVE, x))
    refused("there are names", "max_single", (), ROW)
    nothing = peak("a", ZERO, at_least(a, n))
    states(rule("max_zero", (), nothing), nothing, ZERO)
    refused("body is not 0", "max_zero", (), upto(0, n, ONE))


def test_what_maxima_share_with_sums() -> None:
    moved = upto(1, n, access(T, a - 1))
    states(rule("reindex", (), ROW, ("a",), (a - 1,), (a + 1,)), ROW, moved)
    loose = peak("a", access(T, a), *ROW.conds, at_least(a, -1))
    states(rule("domain", (), ROW, loose.conds), ROW, loose)
    at = peak("a", access(T, a + i), Eq(a - m))
    states(rule("delta", (), at, Eq(a - m), "a"), at, Max((), (), access(T, i + m)))
    refused("not inverse", "reindex", (), ROW, ("b",), (b * 2,), (a,))
    refused("new name is free", "reindex", (), ROW, ("n",), (n,), (a,))


def test_the_domain_of_a_maximum_is_not_the_support_of_its_body() -> None:
    """Where a padded tensor is negative inside, the 0 outside is the greatest value."""
    inside = upto(0, n - 1, access(P, a))
    refused("not shown", "domain", (), inside, conditions(between(-1, a, n - 1)))
    refused("not shown", "domain", (), upto(-1, n, access(P, a)), inside.conds)
    refused("not shown", "domain", (), inside, ())


@pytest.mark.parametrize("name", ["flatten", "linearity", "empty", "everywhere"])
def test_the_rules_of_sums_do_not_take_a_maximum(name: str) -> None:
    refused("kind", name, (), ROW)


def test_the_rules_of_maxima_do_not_take_a_sum() -> None:
    refused("kind", "max_single", (), bracket((), x))
    refused("kind", "max_zero", (), bracket((), ZERO))
    refused("kind", "max_split", TWO_OR_MORE, SUM, at_least(a, 1), (poly(1),), ZEROTH)
    refused("kind", "split", (), ROW, at_least(a, 1))
    refused("kind", "max_project", (), SUM, "a", POSITIVE, ZEROTH)
    refused("", "scale", (), Mul((x, ROW)), 1)
