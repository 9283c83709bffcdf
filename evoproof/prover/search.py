"""Proofs by cases: equations and floors are eliminated, conditions decided one after the other.

A goal is proved where the normal forms meet. Else what stands in the way is removed: an equation
among the hypotheses gives a name its value, a quotient becomes a new integer, and a condition that
nothing decides is assumed and then its opposite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from evoproof.errors import MalformedTerm, RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import at_least, between, bracket, conditions
from evoproof.kernel.judgements import children
from evoproof.kernel.poly import ONE, Atom, Floor, Poly, floor, poly
from evoproof.kernel.rules.algebra import floor_value
from evoproof.kernel.rules.equality import (
    cases,
    instantiate,
    replace_equal,
    symmetry,
    transitivity,
    weaken,
)
from evoproof.kernel.rules.maxima import lattice
from evoproof.kernel.rules.sums import empty, everywhere
from evoproof.kernel.substitution import fresh, map_cond, replace_floor, substitute
from evoproof.kernel.terms import Apply, Eq, Ge, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.clearing import cleared
from evoproof.prover.digits import expressions, inside_out
from evoproof.prover.distinctions import distinctions, hidden_distinctions, undecided
from evoproof.prover.floors import divide
from evoproof.prover.normalise import Normaliser, OutOfBudget
from evoproof.prover.ranges import FALSE, equations
from evoproof.prover.refine import refine
from evoproof.prover.residues import in_residues
from evoproof.prover.rewriting import Context, shown
from evoproof.prover.unify import Unifier

CASES = 48
"""How many goals one search may open."""

Make = Callable[[Context], Normaliser]
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
        found = _equation(given)
        if found is not None:
            name, value = found
            values = {name: value}
            there = [substitute(term, values) for term in (left, right)]
            known = conditions(map_cond(c, lambda e: e.replace(values)) for c in equations(given))
            known = conditions(cond for cond in known if cond.expr.terms)
            theorem = self.prove(known, *there)
            return theorem and replace_equal(given, left, right, name, value, theorem)
        for one in _floors(given, left, right):
            theorem = self._tried(partial(self._without, one), given, left, right)
            if theorem is not None or self.goals < 0:
                return theorem
        return None

    def _without(self, one: Floor, given: Context, left: Term, right: Term) -> Theorem | None:
        """Prove it for every quotient q and remainder, then put floor(n / d) for q."""
        value = _value(given, one)
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
        found = _digit(one)
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
        engine = self.make(given)
        one, other = engine.normal(given, left), engine.normal(given, right)
        middle = Unifier(engine).equal(given, one.right, other.right)
        if middle is None:
            one, other = in_residues(engine, given, one, other)
            one, other = refine(engine, given, one, other)
            middle = Unifier(engine).equal(given, one.right, other.right)
        middle = middle or self._otherwise(given, one.right, other.right)
        if middle is None:
            return None
        return weaken(transitivity(transitivity(one, middle), symmetry(other)), given)

    def _otherwise(self, given: Context, left: Term, right: Term) -> Theorem | None:
        """The normal forms differ: by the cases of their maxima, without a floor, or by a case."""
        if _has_maximum(left, right):
            try:
                return lattice(given, left, right)
            except RuleRefused:
                pass
        for one in _floors(given, left, right):
            return self._without(one, given, left, right)
        cond = _distinction(given, left, right)
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


def _from_nothing(given: Context, left: Term, right: Term) -> Theorem:
    """Both sides are 0, as everything is where the hypotheses contradict each other."""
    first, second = (_zero(given, side) for side in (left, right))
    return transitivity(first, symmetry(second))


def _zero(given: Context, term: Term) -> Theorem:
    nowhere = bracket((), term)
    return transitivity(symmetry(everywhere(given, nowhere)), empty(given, nowhere))


def _equation(given: Context) -> tuple[str, Poly] | None:
    """A name and its value, from an equation or two tight bounds."""
    for cond in equations(given):
        if not isinstance(cond, Eq):
            continue
        for name in sorted(cond.free):
            slope = cond.expr.coefficient(name)
            if slope is not None and slope.constant in (1, -1):
                sign = slope.constant or 1
                return name, poly(name) - cond.expr * sign
    return None


def _floors(given: Context, left: Term, right: Term) -> Iterator[Floor]:
    """Floors of free names with a divisor that is shown to be >= 1, the inner ones first."""
    exprs = [*expressions(left), *expressions(right), *(cond.expr for cond in given)]
    seen: dict[Floor, None] = {}
    for expr in exprs:
        for one in inside_out(expr):
            if not any(True for _ in (*one.numerator.floors, *one.denominator.floors)):
                seen.setdefault(one)
    for one in seen:
        if implies(given, at_least(one.denominator, 1)):
            yield one


def _value(given: Context, one: Floor) -> Poly | Ge | None:
    """The quotient that can be read off the polynomials, 0, -1, or what decides between these."""
    top, bottom = one.numerator, one.denominator
    quotient, rest = divide(top, bottom)
    if quotient.terms:
        return quotient + floor(rest, bottom)
    if not shown(given, [Ge(top + bottom), at_least(bottom - ONE, top)]):
        return None
    for cond, value in ((Ge(top), poly(0)), (Ge(-top - ONE), poly(-1))):
        if implies(given, cond):
            return value
    return Ge(top)


def _has_maximum(*terms: Term) -> bool:
    return any(
        (isinstance(term, Apply) and term.function == "max") or _has_maximum(*children(term))
        for term in terms
    )


def _digit(one: Floor) -> tuple[str, int] | None:
    """A name with coefficient 1 or -1 in the numerator that is not in the divisor."""
    for name in sorted(one.numerator.free - one.denominator.free):
        slope = one.numerator.coefficient(name)
        if slope is not None and slope.constant in (1, -1):
            return name, slope.constant or 1
    return None


def _distinction(given: Context, left: Term, right: Term) -> Ge | None:
    """What is to be decided next: a condition that is stated before one that is not."""
    for look in (distinctions, hidden_distinctions):
        seen = dict.fromkeys(cond for term in (left, right) for cond in look(term))
        bounds = dict.fromkeys(Ge(cond.expr) for cond in seen)
        for cond in sorted(bounds, key=lambda one: (len(one.key), one.key)):
            if undecided(given, cond):
                return cond
    return None
