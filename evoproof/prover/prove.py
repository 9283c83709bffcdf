"""`prove(left, right, given)`: the two sides have one normal form, or it is not known why not."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

from evoproof.errors import MalformedTerm, RuleRefused
from evoproof.kernel.build import conditions
from evoproof.kernel.rules.equality import symmetry, transitivity, weaken
from evoproof.kernel.terms import Cond, Tensor, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.abilities import ALL, Ability
from evoproof.prover.budget import Budget, OutOfBudget
from evoproof.prover.by_cases import ByCases, Make
from evoproof.prover.clearing import cleared
from evoproof.prover.normalise import Normaliser
from evoproof.prover.normalisers import Normalisers
from evoproof.prover.rewriting import Context
from evoproof.prover.search import Search
from evoproof.prover.unify import Unifier


@dataclass(frozen=True)
class Outcome:
    """A theorem, or the reason why there is none and the two forms that were reached.

    `region` are the hypotheses of the case that the search gave up at.
    """

    theorem: Theorem | None
    reason: str = ""
    left: Term | None = None
    right: Term | None = None
    region: Context = ()


Opens = Callable[[Tensor], bool]
Sides = Callable[[bool], tuple[Make, Make]]
"""The normalisers of both sides, thorough ones or not."""


def everything(tensor: Tensor) -> bool:
    """Unfold every definition."""
    return True


def prove(
    left: Term,
    right: Term,
    given: Collection[Cond] = (),
    abilities: Collection[Ability] = ALL,
    opens: Opens = everything,
    opens_right: Opens | None = None,
    quick: bool = False,
    normalisers: Normalisers | None = None,
) -> Outcome:
    """Look for a theorem  given |- left = right  for all sizes, with no hints.

    `abilities` is what the normaliser may use and `opens` which definitions it may unfold (on the
    right `opens_right`, where it is given). Ranges are shortened at sight first and by the solver
    if that does not do, unless `quick`. Proofs that are given the same `normalisers` share their
    normal forms. An outcome without a theorem says nothing about the truth of the equation.
    """
    base = conditions(given)
    sides = partial(_makes, normalisers or Normaliser, abilities, opens, opens_right)
    for thorough in (False,) if quick else (False, True):
        outcome = _attempt(sides, thorough, base, left, right)
        if outcome.theorem is not None:
            return outcome
    if quick or opens_right is not None or Ability.SEARCH not in abilities:
        return outcome
    budget = Budget()
    search = Search(
        lambda known, digits: Normaliser(known, abilities, opens, budget=budget, digits=digits)
    )
    try:
        theorem = search.prove(base, left, right)
    except RecursionError:
        return replace(outcome, reason="the expressions are nested too deeply")
    if theorem is not None:
        return Outcome(theorem, "", outcome.left, outcome.right)
    return replace(outcome, reason=search.reason or outcome.reason, region=search.region)


def _makes(
    made: Callable[..., Normaliser],
    abilities: Collection[Ability],
    opens: Opens,
    opens_right: Opens | None,
    thorough: bool,
) -> tuple[Make, Make]:
    left = partial(made, abilities=abilities, opens=opens, thorough=thorough)
    if opens_right is None:
        return left, left
    return left, partial(made, abilities=abilities, opens=opens_right, thorough=thorough)


def _attempt(sides: Sides, thorough: bool, base: Context, left: Term, right: Term) -> Outcome:
    try:
        return _meet(sides, thorough, base, left, right)
    except OutOfBudget as stopped:
        return Outcome(None, str(stopped))
    except MalformedTerm as too_large:
        return Outcome(None, str(too_large))
    except RuleRefused as refusal:
        return Outcome(None, f"the search took a step that the kernel refuses: {refusal}")
    except RecursionError:
        return Outcome(None, "the expressions are nested too deeply")


def _meet(sides: Sides, thorough: bool, base: Context, left: Term, right: Term) -> Outcome:
    make, make_other = sides(thorough)
    engine = make(base)
    other = engine if make_other is make else make_other(base)
    one, two = engine.normal(base, left), other.normal(base, right)
    middle = Unifier(engine).equal(base, one.right, two.right)
    if middle is None and engine.can(Ability.CASES) and not engine.can(Ability.SEARCH):
        middle = ByCases(*sides(True)).prove(base, one.right, two.right)
    if middle is None and engine.can(Ability.CANCEL) and not engine.can(Ability.SEARCH):
        middle = cleared(base, one.right, two.right, partial(_proved, sides, thorough))
    if middle is None:
        return Outcome(None, "the normal forms differ", one.right, two.right)
    theorem = transitivity(transitivity(one, middle), symmetry(two))
    return Outcome(weaken(theorem, base), "", one.right, two.right)


def _proved(
    sides: Sides, thorough: bool, given: Context, left: Term, right: Term
) -> Theorem | None:
    return _meet(sides, thorough, given, left, right).theorem


def normalise(term: Term, given: Collection[Cond] = ()) -> Theorem:
    """given |- term = normal form, with every ability and every definition unfolded."""
    base = conditions(given)
    return weaken(Normaliser(base).normal(base, term), base)
