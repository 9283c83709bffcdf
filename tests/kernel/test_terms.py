"""Substitution means what it says, integer expressions are normal, their arithmetic is sound."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import NotEvaluable, World, evaluate, free_names, holds, integer
from random_terms import BOUND, FREE, Terms
from rule_kit import ONE, T, a, b, i, m, n, over, rule

from evoproof.errors import EvoproofError
from evoproof.kernel.arithmetic import counterexample, implies
from evoproof.kernel.build import (
    access,
    at_least,
    between,
    conditions,
    equal,
    number,
    sum_over,
    tensor,
)
from evoproof.kernel.build import integer as integer_term
from evoproof.kernel.judgements import support
from evoproof.kernel.poly import Floor, Poly, floor, poly
from evoproof.kernel.ring import order, ring_normal
from evoproof.kernel.substitution import substitute
from evoproof.kernel.terms import Access, Cond, Eq, Ge, Sum, Tensor, Term

NAMES = (*FREE, *BOUND)


def some(seed: int, depth: int = 3) -> tuple[Terms, Term]:
    terms = Terms(random.Random(f"terms {seed}"))
    return terms, terms.term(NAMES, depth)


def value_of(term: Term, values: dict[str, int], seed: int) -> Any:
    try:
        return evaluate(term, values, World(seed))
    except NotEvaluable:
        return None


# substitution


@pytest.mark.parametrize("block", range(4))
def test_to_substitute_is_to_evaluate_elsewhere(block: int) -> None:
    """term[x := e] at v has the value of term at v[x := value of e]."""
    compared = 0
    for seed in range(100 * block, 100 * block + 100):
        terms, term = some(seed)
        values = {name: terms.rng.randint(-2, 3) for name in NAMES}
        chosen = {name: terms.index(NAMES) for name in terms.rng.sample(NAMES, 2)}
        there = {name: integer(expr, values, World(seed)) for name, expr in chosen.items()}
        wanted = value_of(term, {**values, **there}, seed)
        found = value_of(substitute(term, chosen), values, seed)
        if wanted is not None and found is not None:
            compared += 1
            assert found == wanted, seed
    assert compared > 60


@pytest.mark.parametrize("block", range(2))
def test_free_names_are_what_the_loops_find(block: int) -> None:
    for seed in range(150 * block, 150 * block + 150):
        _, term = some(seed)
        assert term.free == free_names(term), seed


def test_names_that_are_not_free_are_not_substituted() -> None:
    for seed in range(100):
        _, term = some(seed)
        away = {name: poly("z") for name in NAMES if name not in term.free}
        assert substitute(term, away) is term
        assert substitute(term, {name: poly(name) for name in NAMES}).free == term.free


def test_substitution_at_once_swaps() -> None:
    term = access(tensor("A", n, m), i, a)
    swapped = substitute(term, {"n": m, "m": n, "i": a, "a": i})
    assert swapped is access(tensor("A", m, n), a, i)
    assert substitute(swapped, {"n": m, "m": n, "i": a, "a": i}) is term


@pytest.mark.parametrize("arriving", ["a", "a'", "a''"])
def test_a_binder_in_the_way_is_renamed_apart(arriving: str) -> None:
    whole = sum_over(["a", "a'"], between(0, "a", i), integer_term(a * poly("a'") + i))
    moved = substitute(whole, {"i": poly(arriving)})
    assert isinstance(moved, Sum)
    assert moved.free == {arriving}
    assert arriving not in moved.names and len(set(moved.names)) == 2


def test_parameters_are_bound_in_a_definition() -> None:
    inside = Tensor("D", (n,), False, (), ("x",), integer_term(poly("x") + i))
    assert access(inside, m).free == {"n", "m", "i"}
    moved = substitute(access(inside, m), {"i": poly("x"), "x": poly(7)})
    assert isinstance(moved, Access)
    assert moved.free == {"n", "m", "x"}
    assert rule("unfold", (), moved).right is integer_term(m + "x")


# integer expressions


exprs = st.recursive(
    st.one_of(st.integers(-3, 3).map(poly), st.sampled_from(NAMES).map(poly)),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: p[0] + p[1]),
        st.tuples(inner, inner).map(lambda p: p[0] * p[1]),
        st.tuples(inner, inner).map(lambda p: floor(p[0], p[1])),
        inner.map(lambda one: -one),
    ),
    max_leaves=6,
)
points = st.fixed_dictionaries({name: st.integers(-3, 4) for name in NAMES})
quick = settings(max_examples=60, deadline=None, derandomize=True)


@quick
@given(exprs, exprs, exprs)
def test_integer_expressions_are_a_commutative_ring(x: Poly, y: Poly, z: Poly) -> None:
    assert x + y is y + x and x * y is y * x
    assert (x + y) + z is x + (y + z) and (x * y) * z is x * (y * z)
    assert x * (y + z) is x * y + x * z
    assert x - x is poly(0) and x * 1 is x and (x * 0).terms == ()
    assert x - x - x is -x


@quick
@given(exprs, exprs, points)
def test_arithmetic_of_expressions_is_that_of_values(x: Poly, y: Poly, at: dict[str, int]) -> None:
    world = World(5)
    one, other = integer(x, at, world), integer(y, at, world)
    assert integer(x + y, at, world) == one + other
    assert integer(x * y, at, world) == one * other
    assert integer(x - y, at, world) == one - other
    assert other == 0 or integer(floor(x, y), at, world) == one // other


@quick
@given(exprs, exprs)
def test_the_key_of_an_expression_is_its_own(x: Poly, y: Poly) -> None:
    assert (x.key == y.key) == (x is y)


@quick
@given(exprs, st.sampled_from(NAMES))
def test_the_coefficient_of_a_name(x: Poly, name: str) -> None:
    slope = x.coefficient(name)
    if slope is None:
        return
    rest = x - slope * poly(name)
    assert name not in slope.free and name not in rest.free


@quick
@given(exprs, points)
def test_replacing_names_by_their_values_computes(x: Poly, at: dict[str, int]) -> None:
    number_there = x.replace({name: poly(value) for name, value in at.items()})
    assert not number_there.free
    assert integer(number_there, {}, World(5)) == integer(x, at, World(5))


def test_terms_that_are_not_sorted_are_refused() -> None:
    for terms in [((("b", "a"), 1),), ((("a",), 1), ((), 1)), ((("a",), 1), (("a",), 1))]:
        with pytest.raises(EvoproofError):
            Poly(terms)


def test_conditions_are_one_tuple_whatever_their_order() -> None:
    conds = [*between(0, a, n), equal(a, m)]
    assert conditions(conds) == conditions(reversed(conds)) == conditions(conds * 2)
    assert equal(a, b) is equal(b, a)
    with pytest.raises(EvoproofError):
        Sum(("a",), tuple(reversed(conditions(conds))), ONE)


def test_nothing_is_no_integer() -> None:
    """poly(None) as 0 would make an index that was forgotten the first one."""
    for nothing in (None, 0.0, [], (), 2.5):
        with pytest.raises((EvoproofError, TypeError)):
            poly(nothing)


# judgements


@pytest.mark.parametrize("block", range(2))
def test_a_term_is_zero_outside_its_support(block: int) -> None:
    spoken = 0
    for seed in range(200 * block, 200 * block + 200):
        terms, term = some(seed)
        at = {name: terms.rng.randint(-2, 3) for name in NAMES}
        outside = [cond for cond in support(term) if not holds(cond, at, World(seed))]
        value = value_of(term, at, seed) if outside else None
        spoken += value is not None
        assert not value, seed
    assert spoken > 10


@pytest.mark.parametrize("block", range(2))
def test_ring_normal_form_has_the_same_value_and_is_stable(block: int) -> None:
    for seed in range(150 * block, 150 * block + 150):
        terms, term = some(seed, 2)
        normal = ring_normal(term)
        at = {name: terms.rng.randint(-2, 3) for name in NAMES}
        before, after = value_of(term, at, seed), value_of(normal, at, seed)
        assert None in (before, after) or before == after, seed
        assert rule("ring", (), term, normal).right is normal


def test_the_order_of_terms_tells_different_terms_apart() -> None:
    texts: dict[str, Term] = {}
    for seed in range(400):
        _, term = some(seed)
        assert texts.setdefault(order(term), term) is term


# integer side conditions


def random_cond(rng: random.Random) -> Cond:
    cond = Terms(rng).cond(("x", "y", "n"))
    return Ge(cond.expr + rng.randint(0, 3)) if rng.random() < 0.5 else cond


@pytest.mark.parametrize("block", range(4))
def test_what_is_implied_holds_at_every_small_point(block: int) -> None:
    """Whatever a quotient by 0 is: the oracle takes it at random, twice."""
    shown = 0
    for seed in range(150 * block, 150 * block + 150):
        rng = random.Random(f"implies {seed}")
        hypotheses = [random_cond(rng) for _ in range(rng.randint(1, 3))]
        goal = weaker(rng, hypotheses)
        if implies(hypotheses, goal):
            shown += 1
            everywhere(hypotheses, goal, seed)
    assert shown > 20


def weaker(rng: random.Random, hypotheses: list[Cond]) -> Cond:
    one, other = rng.choice(hypotheses), rng.choice(hypotheses)
    return rng.choice(
        [Ge(one.expr + other.expr), Ge(one.expr * 2 + 1), Ge(one.expr - 1), random_cond(rng)]
    )


def everywhere(hypotheses: list[Cond], goal: Cond, seed: int) -> None:
    box = [(x, y, k) for x in range(-4, 5) for y in range(-4, 5) for k in range(-3, 5)]
    for world in (World(seed), World(seed + 1)):
        for x, y, k in box:
            at = {"x": x, "y": y, "n": k, "m": 0, "i": 0}
            if all(holds(cond, at, world) for cond in hypotheses):
                assert holds(goal, at, world), (seed, at)


@pytest.mark.parametrize("hypotheses, goal", [
    ([], Ge(n)), ([at_least(n, 0)], at_least(n, 1)), ([], Eq(n - m)),
    ([], Ge(floor(n, m) * m - n + m - 1)), ([], Eq(floor(n, m) - floor(n * 2, m * 2))),
    ([], Eq(floor(n * m, m) - n)), ([at_least(m, 0)], Ge(n - floor(n, m) * m)),
    ([Eq(floor(n, poly(0)) - 3)], Eq(floor(m, poly(0)) - 3)), ([], Eq(floor(n, poly(-1)) - n)),
    ([Ge(n * m)], Ge(n)), ([Eq(n * n - m * m)], Eq(n - m)),
])  # fmt: skip
def test_what_does_not_follow_is_not_implied(hypotheses: list[Cond], goal: Cond) -> None:
    assert not implies(hypotheses, goal)
    found = counterexample(hypotheses, goal)
    assert found is None or not holds(goal, {"n": 0, "m": 0, **found}, World(1))


def test_an_answer_does_not_depend_on_earlier_questions() -> None:
    questions = [([at_least(n, k)], at_least(n * n, k * k)) for k in range(6)]
    first = [implies(*question) for question in questions]
    for seed in range(30):
        rng = random.Random(seed)
        implies([random_cond(rng)], random_cond(rng))
    assert [implies(*question) for question in reversed(questions)] == first[::-1]


def test_equal_fields_are_one_object() -> None:
    assert over("a", 0, n, access(T, a)) is over("a", 0, n, access(T, a))
    assert number(2) is number(2) and Floor(n, m) is Floor(n, m)
