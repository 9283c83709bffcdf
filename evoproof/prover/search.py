"""Proofs by cases: equations and floors are eliminated, conditions decided one after the other.

A goal is proved where the normal forms meet. Else what stands in the way is removed: an equation
among the hypotheses gives a name its value, a quotient becomes a new integer, and a condition that
nothing decides is assumed and then its opposite.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from evoproof.errors import MalformedTerm, RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import between, bracket, conditions
from evoproof.kernel.poly import ONE, Atom, Floor, Poly, poly
from evoproof.kernel.rules.algebra import floor_value
from evoproof.kernel.rules.equality import (
    cases,
    instantiate,
    symmetry,
    transitivity,
    weaken,
)
from evoproof.kernel.rules.maxima import lattice
from evoproof.kernel.rules.sums import empty, everywhere
from evoproof.kernel.substitution import fresh, map_cond, replace_floor, substitute
from evoproof.kernel.terms import Ge, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.budget import OutOfBudget
from evoproof.prover.clearing import cleared
from evoproof.prover.eliminating import eliminated
from evoproof.prover.normalise import Normaliser
from evoproof.prover.obstacles import (
    digit_of,
    distinction,
    equation,
    free_floors,
    has_floors,
    has_maximum,
    value_of,
)
from evoproof.prover.ranges import FALSE
from evoproof.prover.refine import refine
from evoproof.prover.residues import in_residues
from evoproof.prover.rewriting import Context
from evoproof.prover.unify import Unifier

CASES = 48
"""How many goals one search may open."""

Make = Callable[[Context, bool], Normaliser]
"""A normaliser under these hypotheses, with digits or without."""

Way = Callable[[Context, Term, Term], "Theorem | None"]


class Search:
    """Looks for a theorem; `region` are the hypotheses of the first goal that was given up."""

    def __init__(self, make: Make, goals: int = CASES) -> None:
        self.make = make
        self.goals = goals
        self.reason = ""
        self.region: Context = ()

    def prove(self, given: Context, left: Term, right: Term) -> Theorem | None:
        """given |- left = right, or None."""
        self.goals -= 1
        if self.goals < 0:
            self.reason = self.reason or "more cases than the budget of the search allows"
            return None
        if implies(given, FALSE):
            return _from_nothing(given, left, right)
        for way in (self._eliminated, self._compared):
            theorem = self._tried(way, given, left, right)
            if theorem is not None:
                return theorem
        return None

    def _tried(self, way: Way, given: Context, left: Term, right: Term) -> Theorem | None:
        """What this way leads to; that it leads nowhere is no reason to stop."""
        try:
            return way(given, left, right)
        except (OutOfBudget, MalformedTerm) as stopped:
            self.reason = str(stopped)
        except RuleRefused as refusal:
            self.reason = f"the search took a step that the kernel refuses: {refusal}"
        return None

    def _eliminated(self, given: Context, left: Term, right: Term) -> Theorem | None:
        found = equation(given)
        if found is not None:
            return eliminated(given, left, right, *found, self.prove)
        for one in free_floors(given, left, right):
            theorem = self._tried(partial(self._without, one), given, left, right)
            if theorem is not None or self.goals < 0:
                return theorem
        return None

    def _without(self, one: Floor, given: Context, left: Term, right: Term) -> Theorem | None:
        """Prove it for every quotient q and remainder, then put floor(n / d) for q."""
        value = value_of(given, one)
        if isinstance(value, Ge):
            return self._by_cases(given, left, right, value)
        if value is not None:
            return self._with_value(given, left, right, one, value)
        taken = left.free | right.free | one.free
        taken = taken.union(*(cond.free for cond in given))
        name = fresh("q", taken)
        old: dict[Atom, Poly] = {one: poly(name)}
        try:
            there = [replace_floor(term, one, poly(name)) for term in (left, right)]
        except MalformedTerm:
            return None
        known = [map_cond(cond, lambda expr: expr.replace(old)) for cond in given]
        rest = one.numerator - one.denominator * poly(name)
        known += between(0, rest, one.denominator - ONE)
        theorem = self._generalised(conditions(known), there[0], there[1], one, name)
        if theorem is None:
            return None
        back = instantiate(theorem, ((name, Poly((((one,), 1),))),))
        return weaken(back, given) if back.left is left and back.right is right else None

    def _with_value(
        self, given: Context, left: Term, right: Term, one: Floor, value: Poly
    ) -> Theorem | None:
        old: dict[Atom, Poly] = {one: value}
        known = conditions(map_cond(cond, lambda expr: expr.replace(old)) for cond in given)
        first, second = (floor_value(given, term, one, value) for term in (left, right))
        theorem = self.prove(known, first.right, second.right)
        if theorem is None:
            return None
        return transitivity(transitivity(first, weaken(theorem, given)), symmetry(second))

    def _generalised(
        self, known: Context, left: Term, right: Term, one: Floor, name: str
    ) -> Theorem | None:
        """With x = d q + r - a for a name x of the numerator x + a, if there is one."""
        found = digit_of(one)
        if found is None:
            return self.prove(known, left, right)
        old, sign = found
        digit = fresh(
            "r", frozenset({name, old}).union(left.free, right.free, *(c.free for c in known))
        )
        rest = one.numerator - one.denominator * poly(name)
        value = (poly(digit) - (rest - poly(old) * sign)) * sign
        values = {old: value}
        there = [substitute(term, values) for term in (left, right)]
        inside = conditions(map_cond(cond, lambda expr: expr.replace(values)) for cond in known)
        theorem = self.prove(inside, *there)
        if theorem is None:
            return None
        back = instantiate(theorem, ((digit, rest),))
        return weaken(back, known) if back.left is left and back.right is right else None

    def _compared(self, given: Context, left: Term, right: Term) -> Theorem | None:
        engine = self.make(given, True)
        one, other = engine.normal(given, left), engine.normal(given, right)
        middle = Unifier(engine).equal(given, one.right, other.right)
        if middle is None:
            theorem = self._tried(self._as_they_stand, given, left, right)
            if theorem is not None:
                return theorem
            one, other = in_residues(engine, given, one, other)
            one, other = refine(engine, given, one, other)
            middle = Unifier(engine).equal(given, one.right, other.right)
        middle = middle or self._otherwise(given, one.right, other.right)
        return middle and _joined(given, one, middle, other)

    def _as_they_stand(self, given: Context, left: Term, right: Term) -> Theorem | None:
        """With the floors of summation variables as they are: not every range ends at a digit."""
        if not any(map(has_floors, (left, right))):
            return None
        engine = self.make(given, False)
        one, other = engine.normal(given, left), engine.normal(given, right)
        one, other = refine(engine, given, one, other)
        middle = Unifier(engine).equal(given, one.right, other.right)
        return middle and _joined(given, one, middle, other)

    def _otherwise(self, given: Context, left: Term, right: Term) -> Theorem | None:
        """The normal forms differ: by the cases of their maxima, without a floor, or by a case."""
        if has_maximum(left, right):
            try:
                return lattice(given, left, right)
            except RuleRefused:
                pass
        for one in free_floors(given, left, right):
            return self._without(one, given, left, right)
        cond = distinction(given, left, right)
        if cond is not None:
            return self._by_cases(given, left, right, cond)
        theorem = cleared(given, left, right, self.prove)
        if theorem is None and not self.region:
            self.region = given
            self.reason = self.reason or "the normal forms differ"
        return theorem

    def _by_cases(self, given: Context, left: Term, right: Term, cond: Ge) -> Theorem | None:
        theorems = []
        for case in (cond, Ge(-cond.expr - ONE)):
            theorem = self.prove(conditions([*given, case]), left, right)
            if theorem is None:
                return None
            theorems.append(theorem)
        return cases(given, cond, *theorems)


def _joined(given: Context, one: Theorem, middle: Theorem, other: Theorem) -> Theorem:
    return weaken(transitivity(transitivity(one, middle), symmetry(other)), given)


def _from_nothing(given: Context, left: Term, right: Term) -> Theorem:
    """Both sides are 0, as everything is where the hypotheses contradict each other."""
    first, second = (_zero(given, side) for side in (left, right))
    return transitivity(first, symmetry(second))


def _zero(given: Context, term: Term) -> Theorem:
    nowhere = bracket((), term)
    return transitivity(symmetry(everywhere(given, nowhere)), empty(given, nowhere))
