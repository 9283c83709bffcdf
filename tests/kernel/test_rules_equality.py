"""The rules of equality: an accepted example, and a refusal for each clause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rule_kit import (
    ONE,
    POSITIVE,
    SUM,
    P,
    T,
    U,
    a,
    i,
    m,
    n,
    over,
    refused,
    rule,
    states,
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
    number,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Add, Apply, Int, Max, Mul, Pow, Sum, Tensor
from evoproof.kernel.theorem import RULES, Theorem


def theorem_about_n() -> Theorem:
    """n >= 1 |- n * 1/n = 1."""
    return rule("cancel", POSITIVE, Int(n), ())


def test_reflexivity() -> None:
    states(rule("reflexivity", POSITIVE, SUM), SUM, SUM, POSITIVE)


def test_symmetry_keeps_the_hypotheses() -> None:
    first = theorem_about_n()
    states(rule("symmetry", first), first.right, first.left, POSITIVE)


def test_transitivity_joins_the_hypotheses() -> None:
    first = rule("index", (equal(i, m),), access(T, i), access(T, m))
    second = rule("index", (equal(a, m),), access(T, m), access(T, a))
    both = conditions([equal(i, m), equal(a, m)])
    states(rule("transitivity", first, second), access(T, i), access(T, a), both)


def test_transitivity_needs_one_middle() -> None:
    first = rule("reflexivity", (), over("a", 0, 3, ONE))
    second = rule("reflexivity", (), over("b", 0, 3, ONE))
    refused("middle", "transitivity", first, second)


def test_weaken() -> None:
    first = theorem_about_n()
    states(rule("weaken", first, (at_least(n, 5),)), first.left, ONE, (at_least(n, 5),))


@pytest.mark.parametrize("given", [(), (at_least(n, 0),), (at_least(m, 1),)])
def test_weaken_needs_every_hypothesis(given: tuple) -> None:
    refused("not shown", "weaken", theorem_about_n(), given)


def test_congruence_uses_the_range_of_a_sum() -> None:
    inside = rule("cancel", (at_least(a, 1),), Int(a), ())
    whole = over("a", 1, n, inside.left)
    there = rule("weaken", inside, whole.conds)
    states(rule("congruence", (), whole, 0, there), whole, over("a", 1, n, ONE))
    greatest = Max(whole.names, whole.conds, whole.body)
    states(rule("congruence", (), greatest, 0, there), greatest,
           Max(whole.names, whole.conds, ONE))  # fmt: skip


@pytest.mark.parametrize("make", [
    lambda t: Add((ONE, t)), lambda t: Mul((ONE, t)), lambda t: Apply("phi", (ONE, t)),
    lambda t: Apply("max", (ONE, t)),
])  # fmt: skip
def test_congruence_at_a_position(make: Any) -> None:
    inside = theorem_about_n()
    states(rule("congruence", POSITIVE, make(inside.left), 1, inside),
           make(inside.left), make(ONE), POSITIVE)  # fmt: skip


def test_congruence_in_a_power() -> None:
    inside = theorem_about_n()
    left, right = Pow(inside.left, -2), Pow(ONE, -2)
    states(rule("congruence", POSITIVE, left, 0, inside), left, right, POSITIVE)


def test_congruence_refused() -> None:
    inside = theorem_about_n()
    pair = Add((inside.left, ONE))
    refused("another term", "congruence", POSITIVE, pair, 1, inside)
    refused("no subterm", "congruence", POSITIVE, pair, 2, inside)
    refused("no subterm", "congruence", POSITIVE, pair, -2, inside)
    refused("not a hypothesis", "congruence", (), pair, 0, inside)
    bound = sum_over(["n"], between(0, n, 3), inside.left)
    refused("speaks of a name", "congruence", POSITIVE, bound, 0, inside)
    refused("not a hypothesis", "congruence", (), bound, 0, inside)
    greatest = Max(bound.names, bound.conds, bound.body)
    refused("speaks of a name", "congruence", POSITIVE, greatest, 0, inside)


def test_instantiate_renames_what_would_capture() -> None:
    first = rule("reflexivity", (at_least(n, m),), over("a", 0, n, integer(a * m)))
    right = rule("instantiate", first, (("m", a), ("n", m))).right
    assert isinstance(right, Sum)
    (name,) = right.names
    assert name != "a"
    assert right is sum_over([name], between(0, name, m), integer(poly(name) * a))


def test_instantiate_substitutes_at_once_and_in_the_hypotheses() -> None:
    first = rule("reflexivity", (at_least(n, m),), integer(n - m))
    second = rule("instantiate", first, (("n", m), ("m", n)))
    states(second, integer(m - n), integer(m - n), (at_least(m, n),))


def test_instantiate_reaches_shapes_and_definitions() -> None:
    defined = Tensor("D", (n,), True, (), ("x",), integer(poly("x") + n))
    first = rule("unfold", (), access(defined, i))
    second = rule("instantiate", first, (("n", poly(3)),))
    assert second.right is bracket(between(0, i, 2), integer(i + 3))


def test_instantiate_takes_names_only() -> None:
    """A floor is not free to be any number: F(n) >= n + 1 would be made true by F := n + 1."""
    half = floor(n, poly(2))
    first = rule("reflexivity", (at_least(half, n + 1),), ONE)
    refused("", "instantiate", first, ((half.floors[0], n + 1),))


def test_instantiate_tensor() -> None:
    first = rule("everywhere", (), sum_over([], [], access(T, i)))
    states(rule("instantiate_tensor", first, T, U), sum_over([], [], access(U, i)), access(U, i))


def test_instantiate_tensor_in_definitions() -> None:
    defined = Tensor("D", (n,), False, (), ("x",), access(T, poly("x") + 1))
    first = rule("unfold", (), access(defined, i))
    assert rule("instantiate_tensor", first, T, U).right is access(U, i + 1)


def test_instantiate_tensor_refused() -> None:
    defined = Tensor("D", (n,), False, (), ("x",), ONE)
    by = rule("reflexivity", (), access(defined, 0))
    refused("has a definition", "instantiate_tensor", by, defined, U)
    one = rule("reflexivity", (), access(T, 0))
    refused("shapes differ", "instantiate_tensor", one, T, tensor("U", m))
    refused("not padded", "instantiate_tensor", rule("reflexivity", (), access(P, 0)), P, U)
    two = rule("reflexivity", (), add(access(T, 0), access(tensor("T", m), 0)))
    refused("two tensors", "instantiate_tensor", two, T, U)
    reads_a = Tensor("N", (n,), False, (), ("x",), Int(a))
    refused("catch", "instantiate_tensor", rule("reflexivity", (), SUM), T, reads_a)


HIGH = at_least(n, 0)
LOW = at_least(-1, n)


def decided() -> tuple[Theorem, Theorem]:
    """max(n, 0) = [n >= 0] n, where n >= 0 and where it is less."""
    left, right = Apply("max", (Int(n), number(0))), bracket([HIGH], Int(n))
    there = rule("domain", (HIGH,), right, ())
    value = rule("transitivity", there, rule("everywhere", (HIGH,), there.right))
    nothing = rule("empty", (LOW,), right)
    return (
        rule("transitivity", rule("lattice", (HIGH,), left, Int(n)), rule("symmetry", value)),
        rule("transitivity", rule("lattice", (LOW,), left, number(0)), rule("symmetry", nothing)),
    )


def test_cases() -> None:
    first, second = decided()
    assert first.hypotheses == (HIGH,)
    states(rule("cases", (), HIGH, first, second), first.left, first.right)
    known = (at_least(m, 1),)
    states(rule("cases", known, HIGH, first, second), first.left, first.right, known)


def test_cases_refused() -> None:
    first, second = decided()
    refused("not a hypothesis", "cases", (), HIGH, second, first)
    refused("not a hypothesis", "cases", (), at_least(n, 1), first, second)
    refused("not a hypothesis", "cases", (), LOW, first, first)
    more = rule("weaken", first, (HIGH, at_least(m, 1)))
    refused("not a hypothesis", "cases", (), HIGH, more, second)
    other = rule("reflexivity", (LOW,), ONE)
    refused("different terms", "cases", (), HIGH, first, other)
    refused("kind", "cases", (), equal(n, 0), first, second)


def test_replace_equal() -> None:
    there = rule("reflexivity", (at_least(m, 1),), access(T, m + 1))
    given = conditions([equal(i, m + 1), at_least(m, 2)])
    left, right = access(T, i), access(T, m + 1)
    states(rule("replace_equal", given, left, right, "i", m + 1, there), left, right, given)


def test_replace_equal_in_shapes_and_under_binders() -> None:
    whole = over("a", 0, n, access(tensor("T", n), a))
    there = rule("reflexivity", (), over("a", 0, 2, access(tensor("T", 2), a)))
    given = (equal(n, 2),)
    states(rule("replace_equal", given, whole, there.left, "n", poly(2), there),
           whole, there.left, given)  # fmt: skip


def test_replace_equal_refused() -> None:
    left, right = access(T, i), access(T, m)
    there = rule("reflexivity", (), right)
    known = (equal(i, m),)
    refused("not shown", "replace_equal", (), left, right, "i", m, there)
    refused("not shown", "replace_equal", (at_least(i, m),), left, right, "i", m, there)
    refused("other terms", "replace_equal", known, left, access(T, a), "i", m, there)
    refused("other terms", "replace_equal", known, left, right, "i", m + 1, there)
    refused("other terms", "replace_equal", known, left, right, "m", i, there)
    needing = rule("reflexivity", (at_least(m, 1),), right)
    refused("not shown", "replace_equal", known, left, right, "i", m, needing)
    refused("not shown", "replace_equal", known, right, right, "a", m, there)
    refused("", "replace_equal", known, right, right, "i + 1", m, there)


def test_every_rule_has_an_example() -> None:
    """A rule that joins the table without an accepted example fails this."""
    here = Path(__file__).parent
    text = "".join(file.read_text(encoding="utf-8") for file in here.glob("test_rules_*.py"))
    assert [name for name in RULES if f'rule("{name}"' not in text] == []
