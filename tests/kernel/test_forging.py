"""Every door by which a theorem could be had without a rule, or a rule be deceived."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from rule_kit import ONE, POSITIVE, SUM, ZERO, T, greatest, n, rule, upto

from evoproof.errors import EvoproofError
from evoproof.kernel import theorem as theorem_module
from evoproof.kernel.arithmetic import evident, implies
from evoproof.kernel.build import access, at_least, bracket, mul, tensor
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import (
    Add,
    Apply,
    Int,
    Mul,
)
from evoproof.kernel.theorem import RULES, Conclusion, Theorem

FALSE = {"hypotheses": (), "left": ZERO, "right": ONE, "rule": "ring", "arguments": (), "sides": ()}
REFUSED = (EvoproofError, TypeError, AttributeError, ValueError, RecursionError)


def genuine() -> Theorem:
    return rule("reflexivity", (), ONE)


def as_premise(forged: Any) -> list[Callable[[], Theorem]]:
    """Each rule that takes a theorem, given the forged one."""
    name = tensor("Q", n)
    return [
        lambda: rule("symmetry", forged),
        lambda: rule("transitivity", forged, rule("reflexivity", (), ONE)),
        lambda: rule("transitivity", rule("reflexivity", (), ZERO), forged),
        lambda: rule("weaken", forged, ()),
        lambda: rule("congruence", (), Add((ZERO, ZERO)), 0, forged),
        lambda: rule("instantiate", forged, ()),
        lambda: rule("cases", (), at_least(n, 0), forged, forged),
        lambda: rule("cases", (), at_least(n, 0), rule("reflexivity", (), ZERO), forged),
        lambda: rule("replace_equal", (), ZERO, ONE, "i", n, forged),
        lambda: rule("instantiate_tensor", forged, name, name),
    ]


def refused_as_premise(forged: Any) -> None:
    for attempt in as_premise(forged):
        with pytest.raises(REFUSED):
            attempt()


def test_what_only_looks_like_a_theorem_is_no_premise() -> None:
    """0 = 1 from anything that has the three fields, a rule's own conclusion among them."""
    refused_as_premise(Conclusion((), ZERO, ONE))
    refused_as_premise(SimpleNamespace(**FALSE))


def test_the_constructor_is_sealed() -> None:
    conclusion = Conclusion((), ZERO, ONE)
    for seal in (None, object(), True, "seal"):
        with pytest.raises(EvoproofError):
            Theorem(seal, "ring", (), conclusion)
    with pytest.raises(REFUSED):
        genuine().__init__(None, "ring", (), conclusion)


def test_a_theorem_is_not_changed() -> None:
    theorem = genuine()
    for name in FALSE:
        with pytest.raises(AttributeError):
            setattr(theorem, name, ZERO)
        with pytest.raises(AttributeError):
            delattr(theorem, name)
    with pytest.raises(AttributeError):
        theorem.note = 1
    assert theorem.right is ONE


def test_a_copy_is_the_theorem_itself() -> None:
    theorem = genuine()
    assert copy.copy(theorem) is theorem
    assert copy.deepcopy(theorem) is theorem
    assert copy.deepcopy([theorem])[0] is theorem


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_neither_theorems_nor_terms_are_pickled(protocol: int) -> None:
    for thing in (genuine(), SUM, poly("n"), at_least(n, 1), T):
        with pytest.raises(TypeError):
            pickle.dumps(thing, protocol)


def test_replace_makes_no_theorem() -> None:
    with pytest.raises(TypeError):
        dataclasses.replace(genuine(), right=ZERO)


def test_a_theorem_has_no_subclass() -> None:
    with pytest.raises(TypeError):
        type("Mine", (Theorem,), {})


def test_a_bare_object_of_the_class_is_no_premise() -> None:
    bare = object.__new__(Theorem)
    refused_as_premise(bare)
    for name, value in FALSE.items():
        object.__setattr__(bare, name, value)
    refused_as_premise(bare)


def test_the_table_of_rules_is_closed() -> None:
    def axiom() -> Conclusion:
        return Conclusion((), ZERO, ONE)

    with pytest.raises(EvoproofError):
        theorem_module.rule(axiom)
    assert "axiom" not in RULES


@pytest.mark.parametrize("name", ["axiom", "ring"])
def test_the_table_of_rules_is_not_assigned_to(name: str) -> None:
    before = dict(RULES)
    try:
        with pytest.raises((TypeError, AttributeError)):
            RULES[name] = lambda *arguments: genuine()
        with pytest.raises((TypeError, AttributeError)):
            del RULES["ring"]
    finally:
        if dict(RULES) != before:
            RULES.clear()
            RULES.update(before)


# arguments that change, run out or lie


@pytest.mark.parametrize("make", [
    lambda given: rule("cancel", given, Int(n), ()),
    lambda given: rule("weaken", rule("cancel", POSITIVE, Int(n), ()), given),
    lambda given: rule("congruence", given, Add((ONE, CANCELLED.left)), 1, CANCELLED),
    lambda given: rule("domain", given, bracket(POSITIVE), ()),
    lambda given: rule("index", given, access(T, n), access(T, n)),
    lambda given: rule("lattice", given, Apply("max", (Int(n), ONE)), Int(n)),
    lambda given: rule("max_scale", given, greatest(mul(Int(n), ONE)), Int(n), (ONE,), ()),
    lambda given: rule("exp_max", given, (ONE,)),
    lambda given: rule("max_square", given, Int(n), ONE),
    lambda given: rule("max_project", given, upto(1, n, ONE), "a", (), (n,)),
    lambda given: rule("cases", given, at_least(n, 7), CANCELLED, CANCELLED),
    lambda given: rule("replace_equal", given, ONE, ONE, "n", n, rule("reflexivity", (), ONE)),
    lambda given: rule("reflexivity", given, ONE),
])  # fmt: skip
def test_hypotheses_that_run_out_are_not_lost(make: Callable[[Any], Theorem]) -> None:
    """A generator of hypotheses is empty when the conclusion is written: n * 1/n = 1 for all n."""
    try:
        theorem = make(one for one in POSITIVE)
    except REFUSED:
        return
    assert theorem.hypotheses == POSITIVE


CANCELLED = rule("cancel", POSITIVE, Int(n), ())


def test_lists_changed_afterwards_change_nothing() -> None:
    given, conds = list(POSITIVE), list(SUM.conds)
    try:
        theorem = rule("domain", given, SUM, conds)
    except REFUSED:
        return
    given.clear()
    conds.clear()
    assert (theorem.hypotheses, theorem.right) == (POSITIVE, SUM)
    assert all(type(one) is not list for one in theorem.arguments)


class Agrees:
    """Equal to everything, with any hash: it would pass for whatever hypothesis is asked for."""

    key = "agrees"
    free: frozenset[str] = frozenset()

    def __init__(self, like: object = None) -> None:
        self.like = like

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash(self.like)


def test_a_hypothesis_that_agrees_with_everything_is_refused() -> None:
    with pytest.raises(REFUSED):
        rule("index", (Agrees(),), access(T, 0), access(T, 1))
    with pytest.raises(REFUSED):
        rule("weaken", CANCELLED, (Agrees(POSITIVE[0]),))
    with pytest.raises(REFUSED):
        rule("reflexivity", (Agrees(),), ONE)


class Whole(int):
    """An int that is not exactly int."""


@pytest.mark.parametrize("position", [True, 1.0, Whole(1), Fraction(1)])
def test_positions_are_exactly_integers(position: Any) -> None:
    with pytest.raises(REFUSED):
        rule("scale", (), Mul((ONE, SUM)), position)
    with pytest.raises(REFUSED):
        rule("congruence", POSITIVE, Add((ONE, CANCELLED.left)), position, CANCELLED)


def test_no_rule_takes_everything_by_default() -> None:
    """A rule called with nothing, or with too much, makes no theorem."""
    for name in RULES:
        with pytest.raises(REFUSED):
            rule(name)
        with pytest.raises(REFUSED):
            rule(name, (), ONE, ONE, ONE, ONE, ONE, ONE)


def test_a_look_alike_condition_does_not_answer_for_a_real_one():
    real = at_least("n", 0)

    class Lies:
        expr, free, key = at_least(-1, 0).expr, frozenset(), real.key

        def __hash__(self):
            return hash(real)

        def __eq__(self, other):
            return True

    for ask in (implies, lambda given, goal: evident(frozenset(given), goal)):
        with pytest.raises(TypeError):
            ask([Lies()], at_least(-1, 0))
    assert not implies([real], at_least(-1, 0))
