"""Attacks on the mathematics of the rules: each proved something false in a prototype or here."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from oracle import NotEvaluable, World, evaluate, free_names
from random_terms import Terms
from rule_kit import EMPTY, ONE, POSITIVE, SUM, ZERO, P, T, U, a, b, i, m, n, over, rule

from evoproof.errors import EvoproofError
from evoproof.kernel.arithmetic import implies, satisfiable
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
from evoproof.kernel.poly import Floor, floor, poly
from evoproof.kernel.terms import Divides, Eq, Ge, Int, Mul, Pow, Sum, Tensor, Term
from evoproof.kernel.theorem import RULES
from evoproof.kernel.wellformed import fault
from evoproof.prover import prove

MINUS = number(-1)


def refused(name: str, *arguments: Any) -> None:
    with pytest.raises(EvoproofError):
        rule(name, *arguments)


# the nine holes of the prototypes


def test_hole_1_a_floor_does_not_give_a_positive_divisor() -> None:
    quotient = floor(m, n)
    for goal in (Ge(n - 1), Ge(n), Ge(m - quotient * n), Ge(quotient * n + n - m - 1)):
        assert not implies([Ge(quotient)], goal)
    uniform = over("a", 0, n - 1, ONE)
    assert prove(uniform, Int(n)).theorem is None
    assert prove(mul(integer(floor(m, n) * n), ONE), Int(m)).theorem is None


def test_hole_2_infinite_sums_do_not_telescope() -> None:
    step = add(access(T, a), mul(MINUS, access(T, a + 1)))
    for conds in ([], [at_least(a, 0)], [at_least(n, a)], [Divides(2, a)], [Ge(a * a)]):
        whole = sum_over(["a"], conds, step)
        refused("linearity", (), whole)
        refused("split", (), whole, at_least(a, 3))
        refused("cancel", (), sum_over(["a"], conds, ONE), ((whole, (poly(0),)),))
        nested = sum_over(["a"], conds, over("b", 0, 1, access(T, a + b)))
        refused("flatten", (), nested)
        refused("flatten", (), over("b", 0, 1, sum_over(["a"], conds, access(T, a + b))))
        assert prove(sum_over(["a"], [at_least(a, 0)], step), access(T, 0)).theorem is None


def test_hole_2_a_symbolic_coefficient_may_be_zero() -> None:
    """0 <= n a <= 5 bounds a only where n is not 0."""
    conds = between(0, n * a, 5)
    whole = sum_over(["a"], conds, add(access(T, a), ONE))
    refused("linearity", (), whole)
    refused("linearity", (at_least(n, 0),), whole)
    assert rule("linearity", POSITIVE, whole).left is whole


def test_hole_2_bounds_do_not_lean_on_each_other() -> None:
    """b <= a <= b + 1 and nothing else: finitely many b for every a, but infinitely many pairs."""
    band = sum_over(["a", "b"], between(b, a, b + 1), add(access(T, a), access(T, b)))
    refused("linearity", (), band)
    one_way = sum_over(["a", "b"], [*between(0, a, b), at_least(b, 0)], add(ONE, ONE))
    refused("linearity", (), one_way)


def test_hole_3_a_new_value_under_a_binder_is_not_caught() -> None:
    quotient = Floor(i, n)
    at = sum_over(["q"], between(0, "q", 1), access(tensor("A", 2, 2), integer_of(quotient), "q"))
    given = conditions([*between(poly("q") * n, i, poly("q") * n + n - 1), at_least(n, 1)])
    refused("floor_value", given, at, quotient, poly("q"))


def integer_of(one: Floor) -> Any:
    return floor(one.numerator, one.denominator)


def test_hole_5_constructors_know_no_context() -> None:
    common = Floor(m * i, m * n)
    assert integer_of(common) is not integer_of(Floor(i, n))
    refused("floor_cancel", (), Int(integer_of(common)), common, m, Floor(i, n))
    assert mul(Int(n), reciprocal(Int(n))) is not ONE
    assert isinstance(floor(n, poly(0)), type(n)) and floor(poly(5), poly(0)).constant is None


def test_hole_6_equal_looking_tensors_are_one_and_others_are_not() -> None:
    assert tensor("Q", n + 1) is tensor("Q", poly(1) + "n")
    different = [tensor("Q", n), tensor("Q", m), tensor("Q", n, padded=True), tensor("R", n)]
    for one, other in product(different, different):
        if one is not other:
            refused("ring", (), access(one, 0), access(other, 0))
            refused("index", (), access(one, 0), access(other, 0))
            assert prove(access(one, 0), access(other, 0)).theorem is None


def test_hole_8_contradictory_hypotheses_are_seen() -> None:
    assert not satisfiable([at_least(n, 1), at_least(0, n)])
    assert satisfiable(POSITIVE)


def test_hole_9_a_padded_definition_is_cropped() -> None:
    """Two convolutions with a cropped map between them are not one larger convolution."""
    size = poly("s")
    x, y = tensor("X", size, padded=True), tensor("Y", 3)
    z, k = tensor("Z", 3), poly("k")
    body = over("a", -1, 1, mul(access(y, a + 1), access(x, k - a)))
    cropped = Tensor("H", (size,), True, (), ("k",), body)
    uncropped = Tensor("H", (size,), False, (), ("k",), body)
    inner = mul(access(y, a + 1), access(x, i - a - b))
    larger = over("b", -1, 1, over("a", -1, 1, mul(access(z, b + 1), inner)))
    twice = [
        over("b", -1, 1, mul(access(z, b + 1), access(one, i - b))) for one in (cropped, uncropped)
    ]
    assert prove(twice[0], larger).theorem is None
    assert prove(twice[1], larger).theorem is not None


# holes found in this kernel


def test_a_factor_is_not_counted_from_the_end() -> None:
    two = over("a", 0, 1, ONE)
    refused("scale", (), Mul((ONE, two)), -1)
    refused("congruence", (), Mul((ONE, two)), -1, rule("reflexivity", (), two))


@pytest.mark.parametrize("cond", [at_least(a, 0), Divides(2, a), Ge(-a)])
def test_delta_wants_an_equation(cond: Any) -> None:
    """An inequality read as an equation: Sum_{0 <= a <= 5} T[a] = T[0]."""
    refused("delta", (), sum_over(["a"], [cond, *between(0, a, 5)], access(T, a)), cond, "a")


def test_hypotheses_are_instantiated_like_terms() -> None:
    """floor(n/2) >= n + 1 and n >= 0 is absurd, and stays so for every value of n."""
    half = floor(n, poly(2))
    absurd = rule("empty", conditions([at_least(half, n + 1), at_least(n, 0)]), bracket([]))
    refused("instantiate", absurd, ((half.floors[0], n + 1),))


def test_a_parameter_does_not_hide_a_tensor_from_its_replacement() -> None:
    """D[n] := T<n>[0] reads the T that stands free in the theorem: both change, or none."""
    hidden = Tensor("D", (n,), False, (), ("n",), access(T, 0))
    opened = rule("unfold", (), access(hidden, n))
    assert opened.right is access(T, 0)
    refused("instantiate_tensor", opened, T, U)


def test_a_sum_does_not_hide_a_tensor_from_its_replacement() -> None:
    whole = sum_over(["n"], [Eq(n - 3)], access(T, 0))
    about = rule("delta", (), whole, Eq(n - 3), "n")
    assert about.right.body is access(tensor("T", 3), 0)
    refused("instantiate_tensor", about, tensor("T", 3), tensor("U", 3))


def test_a_strict_access_is_guarded_each_time() -> None:
    """The second access to a definition is not excused by the guard of the first."""
    defined = Tensor("G", (poly(5),), False, (), ("x",), access(tensor("S", 3), n))
    guarded = mul(bracket(between(0, n, 2)), access(defined, 0))
    assert fault((), access(defined, 0)) is not None
    assert fault((), guarded) is None
    assert fault((), add(guarded, access(defined, 0))) is not None


# capture


def inner_sum(name: str) -> Term:
    return over(name, 0, 1, integer(poly(name) * 10 + i + n))


@pytest.mark.parametrize("name", ["a", "b", "i", "n", "y"])
def test_no_rule_captures_under_an_inner_binder(name: str) -> None:
    """The rules that substitute, on a body that binds the name that arrives."""
    body, y = inner_sum(name), poly("y")
    times_a, about_body = mul(Int(a), body), rule("everywhere", (), sum_over([], [], body))
    defined = Tensor("D", (n,), True, (), ("i",), body)
    attempts: list[Callable[[], Any]] = [
        lambda: rule("reindex", (), over("a", 0, 2, times_a), ("y",), (y + i,), (a - i,)),
        lambda: rule("delta", (), sum_over(["i"], [Eq(i - b)], body), Eq(i - b), "i"),
        lambda: rule("instantiate", about_body, (("i", poly(name)),)),
        lambda: rule("unfold", (), access(defined, poly(name) + 1)),
        lambda: rule("flatten", (), over("i", 0, 1, body)),
        lambda: rule("scale", (), Mul((Int(poly(name)), body)), 1),
        lambda: rule("scale", (), Mul((integer(i + b), over(name, 0, 1, body))), 1),
    ]  # fmt: skip
    for attempt in attempts:
        try:
            theorem = attempt()
        except EvoproofError:
            continue
        same_everywhere(theorem.left, theorem.right, theorem.hypotheses)


def same_everywhere(left: Term, right: Term, hypotheses: Any) -> None:
    assert not hypotheses
    names = sorted(free_names(left) | free_names(right))
    for values in product((-1, 0, 2), repeat=len(names)):
        at = dict(zip(names, values, strict=True))
        assert evaluate(left, at, World(1)) == evaluate(right, at, World(1)), at


# empty ranges, division by zero


def test_empty_sums_are_zero_and_never_cancelled() -> None:
    assert rule("empty", (), EMPTY).right is ZERO
    assert evaluate(EMPTY, {}, World(0)) == 0
    for point in (0, 1):
        refused("cancel", (), EMPTY, ((EMPTY, (poly(point),)),))
    refused("telescope", (), EMPTY, poly(0), poly(0), Int(a))


def test_a_softmax_over_a_possibly_empty_range_does_not_sum_to_one() -> None:
    exps = over("a", 0, n - 1, exp(access(T, a)))
    softmax = over("b", 0, n - 1, mul(exp(access(T, b)), reciprocal(exps)))
    assert prove(softmax, ONE).theorem is None
    assert prove(softmax, ONE, [at_least(n, 0)]).theorem is None
    assert prove(softmax, ONE, POSITIVE).theorem is not None


@pytest.mark.parametrize("term", [access(T, 0), Int(n), SUM, add(Int(n), ONE), Pow(Int(n), 2)])
def test_x_over_x_is_not_one(term: Term) -> None:
    fraction = mul(term, reciprocal(term))
    refused("ring", (), fraction, ONE)
    refused("cancel", (), term, ((term, (poly(0),)),))
    assert prove(fraction, ONE).theorem is None


def test_an_odd_index_is_not_halved() -> None:
    """SymPy's summation gives X[b/2]; there is no such entry for odd b."""
    doubled = sum_over(["a"], [Eq(a * 2 - b)], access(P, a))
    refused("delta", (), doubled, Eq(a * 2 - b), "a")
    assert prove(doubled, access(P, floor(b, poly(2)))).theorem is None


# 0 = 1


ATOMS = (ZERO, ONE, number(2), Int(n), access(P, i), SUM, EMPTY, bracket(POSITIVE), exp(ZERO))


@pytest.mark.slow
def test_zero_is_not_one_by_any_rule() -> None:
    """Every rule with every choice of simple arguments: no closed equation that is false."""
    conds = ((), POSITIVE, (Ge(n),), (Eq(a),))
    spare: tuple[Any, ...] = (0, -1, "a", ("a",), (), poly(0), a, n, conds[1][0], Eq(a), T, U)
    whole = [*ATOMS, Mul((ONE, EMPTY)), Mul((SUM, ONE)), over("a", 0, 1, add(ONE, ONE))]
    whole += [sum_over(["a"], [Eq(a)], ONE), sum_over([], [], ZERO), sum_over(["a"], [], ZERO)]
    made = 0
    for name in RULES:
        for first in (*conds, rule("reflexivity", (), ZERO)):
            for rest in [(), *product(whole), *product(whole, (*whole, *spare)), *SPARE_TRIPLES]:
                made += attempt(name, (first, *rest))
    assert made > 100


SPARE_TRIPLES = [
    (SUM, low, high) for low, high in product((poly(0), poly(1), n - 1, Eq(a), "a"), repeat=2)
]


def attempt(name: str, arguments: tuple[Any, ...]) -> bool:
    """Whether the rule made a theorem, which then has to be true."""
    try:
        theorem = rule(name, *arguments)
    except (EvoproofError, TypeError, AttributeError, ValueError, IndexError):
        return False
    for number_ in (-1, 0, 1, 3):
        at = dict.fromkeys(("n", "i", "a", "b", "m"), number_)
        if any(c.expr.free and not implies([Eq(n - number_)], c) for c in theorem.hypotheses):
            continue
        try:
            sides = [evaluate(side, at, World(3)) for side in (theorem.left, theorem.right)]
        except NotEvaluable:
            continue
        assert sides[0] == sides[1], (name, arguments, number_)
    return True


def test_the_prover_does_not_find_zero_equal_to_one() -> None:
    for given in ((), POSITIVE, (equal(n, 0),)):
        assert prove(ZERO, ONE, given).theorem is None


def test_terms_drawn_at_random_are_of_the_grammar(  # the fuzz would prove nothing on one kind only
) -> None:
    import random

    kinds = {type(Terms(random.Random(seed)).term(("n",), 2)) for seed in range(200)}
    assert len(kinds) >= 7 and Sum in kinds
