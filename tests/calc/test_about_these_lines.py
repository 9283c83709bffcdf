"""The prover is not trusted: a theorem about other lines or conditions proves no step."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from evoproof import Sum, bound, by, equation, prove, reindex, sizes, tensor
from evoproof.calc import step as steps
from evoproof.kernel.build import conditions, equal
from evoproof.kernel.rules.equality import reflexivity, symmetry, weaken
from evoproof.prover import Outcome

n = sizes("n")
(a,) = bound("a")
x = tensor("x", n)
UP = Sum(x[a], (a, 0, n - 1))
DOWN = Sum(x[n - 1 - a], (a, 0, n - 1))


def derivation():
    return prove(equation(UP, DOWN), UP, by(reindex), DOWN)


def genuine():
    return derivation().results[0].theorem


def other_lines():
    return reflexivity(genuine().hypotheses, genuine().left)


def other_way_round():
    return symmetry(genuine())


def more_hypotheses():
    theorem = genuine()
    return weaken(theorem, conditions([*theorem.hypotheses, equal("n", 0)]))


@pytest.mark.parametrize("foreign", [other_lines, other_way_round, more_hypotheses])
def test_a_theorem_about_something_else_proves_no_step(foreign):
    theorem = foreign()
    with (
        patch.object(steps, "attempt", lambda *_, **__: Outcome(theorem)),
        patch.object(steps, "_unneeded", lambda *_: ()),
    ):
        made = derivation()
        assert made.verdict != "proved"
        assert made.results[0].theorem is None
        assert made.theorem is None


def test_the_theorem_of_a_derivation_is_its_claim():
    made = derivation()
    assert (made.theorem.left, made.theorem.right) == made.claim.terms
    assert made.theorem.hypotheses == made.claim.hypotheses
