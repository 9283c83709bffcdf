"""The rules of algebra: an accepted example, and a refusal for each clause."""

from __future__ import annotations

from fractions import Fraction

import pytest
from rule_kit import (
    INDEXED,
    ONE,
    POSITIVE,
    SUM,
    ZERO,
    T,
    U,
    a,
    b,
    i,
    m,
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
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import Floor, Poly, poly
from evoproof.kernel.terms import Add, Apply, Ge, Int, Mul, Num, Pow, Sum, Tensor, Term

HALF = number(Fraction(1, 2))


@pytest.mark.parametrize("left, right", [
    (mul(add(x, y), z), add(mul(x, z), mul(z, y))),
    (mul(x, x, reciprocal(x)), x),
    (mul(reciprocal(x), x, reciprocal(x)), reciprocal(x)),
    (reciprocal(reciprocal(x)), x),
    (reciprocal(mul(x, y)), mul(reciprocal(y), reciprocal(x))),
    (Pow(mul(x, reciprocal(x)), 3), mul(x, reciprocal(x))),
    (integer(n * n - 1), mul(integer(n - 1), integer(n + 1))),
    (reciprocal(add(mul(number(2), x), mul(number(2), y))), mul(HALF, Pow(add(y, x), -1))),
    (Add(()), ZERO), (Mul(()), ONE), (reciprocal(ZERO), ZERO),
])  # fmt: skip
def test_ring(left: Term, right: Term) -> None:
    states(rule("ring", (), left, right), left, right)


@pytest.mark.parametrize("left, right", [
    (mul(x, reciprocal(x)), ONE),
    (mul(Pow(x, 2), Pow(x, -2)), ONE),
    (reciprocal(ZERO), ONE),
    (reciprocal(add(x, y)), add(reciprocal(x), reciprocal(y))),
    (x, y),
    (SUM, over("b", 0, n - 1, access(T, b))),
    (access(T, 0), access(U, 0)),
    (access(tensor("Q", n), 0), access(tensor("Q", n, padded=True), 0)),
    (ZERO, ONE),
])  # fmt: skip
def test_ring_refused(left: Term, right: Term) -> None:
    refused("differ", "ring", (), left, right)


def test_index() -> None:
    given = (equal(i, m),)
    states(rule("index", given, access(T, i), access(T, m)), access(T, i), access(T, m), given)
    states(
        rule("index", given, integer(i - m + 2), number(2)), integer(i - m + 2), number(2), given
    )


def test_index_refused() -> None:
    refused("tensors differ", "index", (), access(T, i), access(U, i))
    refused("not shown", "index", (at_least(i, m),), access(T, i), access(T, m))
    refused("not an integer", "index", (), Int(i), number(Fraction(1, 2)))
    refused("neither", "index", (), x, Int(i))
    refused("another kind", "index", (), ONE, ZERO)


DIGIT = Floor(m * n + i, n)
AT = Poly((((DIGIT,), 1),))


def test_floor_value() -> None:
    states(
        rule("floor_value", INDEXED, access(T, AT), DIGIT, m), access(T, AT), access(T, m), INDEXED
    )


def test_floor_value_refused() -> None:
    refused("not shown", "floor_value", INDEXED[:1], access(T, AT), DIGIT, m)
    refused("not shown", "floor_value", INDEXED, access(T, AT), DIGIT, m + 1)
    zero = Floor(poly(0), n)
    refused("not shown", "floor_value", (), access(T, Poly((((zero,), 1),))), zero, poly(0))
    for name in ("n", "m", "i"):
        caught = sum_over([name], between(0, name, 1), access(T, AT))
        refused(r"stands over", "floor_value", INDEXED, caught, DIGIT, m)
    by_value = sum_over(["q"], between(0, "q", 1), access(T, AT))
    given = (*INDEXED, equal("q", m))
    refused("stands over", "floor_value", conditions(given), by_value, DIGIT, poly("q"))


COMMON, REDUCED = Floor(m * i, m * n), Floor(i, n)


def test_floor_cancel() -> None:
    given = conditions([at_least(m, 1), at_least(n, 1)])
    left, right = (access(T, Poly((((one,), 1),))) for one in (COMMON, REDUCED))
    states(rule("floor_cancel", given, left, COMMON, m, REDUCED), left, right, given)


def test_floor_cancel_refused() -> None:
    term = access(T, Poly((((COMMON,), 1),)))
    both = conditions([at_least(m, 1), at_least(n, 1)])
    for lone in both:
        refused("not shown", "floor_cancel", (lone,), term, COMMON, m, REDUCED)
    refused("common factor", "floor_cancel", both, term, COMMON, n, REDUCED)
    caught = sum_over(["m"], between(1, m, 2), term)
    refused("stands over", "floor_cancel", both, caught, COMMON, m, REDUCED)


POINT = (poly(0),)
PLAIN = "not shown|does not show|nothing bounds"


def witness(term: Term) -> tuple:
    """The point 0 for a sum over one name, nothing to choose for a bracket."""
    return ((term, POINT[: len(term.names)]),) if isinstance(term, Sum) else ()


EXPS = over("a", 0, n - 1, exp(access(T, a)))
E, MINUS = exp(ONE), number(-1)


@pytest.mark.parametrize("term", [
    number(Fraction(1, 2)), Int(n), exp(x), Pow(exp(x), -3), mul(Int(n), exp(y)), add(ONE, exp(x)),
    EXPS, over("a", 0, n - 1, integer(a + 1)), bracket(POSITIVE, exp(x)),
    add(E, MINUS), add(E, E, number(-2)), add(ONE, mul(MINUS, exp(MINUS))), add(E, ZERO),
    add(E, number(Fraction(-1, 2)), exp(x)), add(exp(x), number(3), number(-2)),
])  # fmt: skip
def test_cancel(term: Term) -> None:
    theorem = rule("cancel", POSITIVE, term, witness(term))
    states(theorem, mul(term, reciprocal(term)), ONE, POSITIVE)


@pytest.mark.parametrize("term, given", [
    (ZERO, ()), (number(-1), ()), (Int(n), ()), (Int(n), (at_least(n, 0),)), (x, POSITIVE),
    (add(exp(x), y), POSITIVE), (Apply("phi", (x,)), ()), (Add(()), ()), (add(ONE, number(-1)), ()),
    (EXPS, (at_least(n, 0),)), (over("a", 0, n - 1, Int(a)), POSITIVE),
    (sum_over(["a"], [at_least(a, 0)], ONE), POSITIVE), (Mul(()), ()), (bracket(POSITIVE), ()),
    (Add((ZERO, ZERO)), ()), (add(E, number(-2)), ()), (add(exp(x), MINUS), ()),
    (add(exp(ZERO), MINUS), ()), (add(exp(MINUS), MINUS), ()), (add(ONE, mul(MINUS, E)), ()),
    (add(ONE, mul(number(-2), exp(MINUS))), ()), (add(ONE, mul(MINUS, exp(x))), ()),
    (add(E, MINUS, x), ()), (add(Apply("phi", (ONE,)), MINUS), ()),
    (Add((E, MINUS, mul(MINUS, exp(MINUS)))), ()),
])  # fmt: skip
def test_cancel_refused(term: Term, given: tuple) -> None:
    refused(PLAIN, "cancel", given, term, witness(term))


def test_cancel_needs_a_witness_inside_the_range() -> None:
    refused("witness", "cancel", POSITIVE, EXPS, ())
    refused("witness", "cancel", POSITIVE, EXPS, ((EXPS, ()),))
    refused("not shown", "cancel", POSITIVE, EXPS, ((EXPS, (n,)),))
    refused(
        "speaks of a name", "cancel", conditions([*POSITIVE, equal(a, 0)]), EXPS, ((EXPS, POINT),)
    )


def test_laws_of_exp() -> None:
    total, shift = exp(add(x, y)), exp(mul(number(-1), x))
    states(rule("exp_sum", (), total), total, mul(exp(x), exp(y)))
    states(rule("exp_sum", (), exp(Add(()))), exp(Add(())), Mul(()))
    states(rule("exp_zero", ()), exp(ZERO), ONE)
    states(rule("exp_inverse", (), x), Pow(exp(x), -1), shift)


@pytest.mark.parametrize("term", [exp(mul(x, y)), Apply("phi", (add(x, y),)), exp(x)])
def test_exp_sum_refused(term: Term) -> None:
    refused("not exp of a sum", "exp_sum", (), term)


def test_unfold_crops_what_is_padded() -> None:
    strict = Tensor("D", (n,), False, (), ("x",), integer(poly("x") * m))
    padded = Tensor("D", (n,), True, (), ("x",), integer(poly("x") * m))
    states(rule("unfold", (), access(strict, i + 1)), access(strict, i + 1), integer((i + 1) * m))
    cropped = bracket(between(0, i, n - 1), integer(i * m))
    states(rule("unfold", (), access(padded, i)), access(padded, i), cropped)


def test_unfold_refused() -> None:
    refused("no definition", "unfold", (), x)


def test_sides_are_recorded_and_suffice() -> None:
    theorem = rule("floor_value", INDEXED, access(T, AT), DIGIT, m)
    assert {side.goal for side in theorem.sides} == {Ge(n - 1)}
    assert isinstance(theorem.left, Term) and not isinstance(theorem.left, Num)
