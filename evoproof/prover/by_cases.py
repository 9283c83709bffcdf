"""Two normal forms that differ: by cases of the conditions that stand in them.

A condition that nothing decides is assumed and then its opposite, and both forms are normalised
anew. Sums of one summand over different ranges are split into the same pieces.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from evoproof.kernel.build import conditions
from evoproof.kernel.poly import ONE
from evoproof.kernel.rules.equality import cases, symmetry, transitivity, weaken
from evoproof.kernel.terms import Ge, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.distinctions import bounds, distinctions, undecided
from evoproof.prover.eliminating import eliminated
from evoproof.prover.normalise import Normaliser
from evoproof.prover.obstacles import equation
from evoproof.prover.refine import refine
from evoproof.prover.rewriting import Context
from evoproof.prover.unify import Unifier

DEPTH = 6
"""How many conditions are assumed at once."""

Make = Callable[[Context], Normaliser]
"""The normaliser of one side under these hypotheses."""


class ByCases:
    """Looks for theorems; `left` and `right` make the normalisers of the two sides."""

    def __init__(self, left: Make, right: Make) -> None:
        self.left = left
        self.right = right

    def prove(self, given: Context, one: Term, other: Term, depth: int = DEPTH) -> Theorem | None:
        """given |- one = other, or None."""
        found = equation(given)
        if found is not None:
            return eliminated(given, one, other, *found, partial(self.prove, depth=depth))
        engine = self.left(given)
        first, second = engine.normal(given, one), self.right(given).normal(given, other)
        middle = Unifier(engine).equal(given, first.right, second.right)
        cond = _distinction(given, first.right, second.right) if depth and not middle else None
        if cond is not None:
            middle = self._by_cases(given, first.right, second.right, cond, depth - 1)
        elif middle is None:
            first, second = refine(engine, given, first, second)
            middle = Unifier(engine).equal(given, first.right, second.right)
        if middle is None:
            return None
        return weaken(transitivity(transitivity(first, middle), symmetry(second)), given)

    def _by_cases(
        self, given: Context, one: Term, other: Term, cond: Ge, depth: int
    ) -> Theorem | None:
        theorems = []
        for case in (cond, Ge(-cond.expr - ONE)):
            theorem = self.prove(conditions([*given, case]), one, other, depth)
            if theorem is None:
                return None
            theorems.append(theorem)
        return cases(given, cond, *theorems)


def _distinction(given: Context, one: Term, other: Term) -> Ge | None:
    """The shortest condition that stands in one of the two and that nothing decides."""
    stated = {
        found: None for term in (one, other) for c in distinctions(term) for found in bounds(c)
    }
    by_length = sorted(stated, key=lambda cond: (len(cond.key), cond.key))
    return next((cond for cond in by_length if undecided(given, cond)), None)
