"""`Normaliser.normal(context, term)`: a theorem  context |- term = normal form.

Terms are normalised from the inside out. What may be done is a set of abilities; which definitions
are opened is the caller's choice. Nothing here is trusted: every step is a kernel theorem.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import conditions
from evoproof.kernel.judgements import children
from evoproof.kernel.rules.algebra import unfold
from evoproof.kernel.rules.equality import reflexivity
from evoproof.kernel.rules.sums import linearity
from evoproof.kernel.terms import Access, Add, Apply, Int, Max, Num, Sum, Tensor, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover import lattice, maxima, products, sums
from evoproof.prover.abilities import ALL, Ability
from evoproof.prover.brackets import merge_opposites
from evoproof.prover.budget import Budget
from evoproof.prover.floors import simplify_floors
from evoproof.prover.ranges import at_sight
from evoproof.prover.rewriting import Context, Rewriting

SPLITS = 40
"""How many sums it may split for what their atoms depend on."""


class Normaliser:
    """Normal forms under `base` (the hypotheses of the claim) and more, one cache for all of them.

    A `thorough` one asks the solver which conditions of a range the others imply. With `digits`,
    the quotient of a summation variable becomes a variable.
    """

    def __init__(
        self,
        base: Context = (),
        abilities: Collection[Ability] = ALL,
        opens: Callable[[Tensor], bool] = lambda tensor: True,
        thorough: bool = True,
        budget: Budget | None = None,
        digits: bool = True,
    ) -> None:
        self.base = base
        self.abilities = frozenset(abilities)
        self.opens = opens
        self.shows = implies if thorough else at_sight
        self.budget = budget or Budget()
        self.digits = digits and Ability.SEARCH in self.abilities
        self.splits = SPLITS
        self._global = frozenset[str]().union(*(cond.free for cond in base))
        self._known: dict[tuple[Context, Term], Theorem] = {}

    def can(self, ability: Ability) -> bool:
        return ability in self.abilities

    def may_split(self) -> bool:
        """Whether one more sum may be split; counts."""
        self.splits -= 1
        return self.splits >= 0

    def normal(self, given: Context, term: Term) -> Theorem:
        """given |- term = normal form, from what of `given` concerns the term."""
        given = self._concerning(given, term)
        known = self._known.get((given, term))
        if known is None:
            self.budget.spend()
            known = self._known[given, term] = self._normal(given, term)
            self._known.setdefault((given, known.right), reflexivity(given, known.right))
        return known

    def _concerning(self, given: Context, term: Term) -> Context:
        """Without the ranges of bound variables that have nothing to do with the term."""
        local = [cond for cond in given if not cond.free <= self._global]
        linked, kept = term.free - self._global, [c for c in given if c.free <= self._global]
        while near := [cond for cond in local if not cond.free.isdisjoint(linked)]:
            kept += near
            local = [cond for cond in local if cond not in near]
            linked = linked.union(*(cond.free - self._global for cond in near))
        return conditions(kept)

    def _normal(self, given: Context, term: Term) -> Theorem:
        rewriting = Rewriting(given, term)
        match term:
            case Num():
                return reflexivity(given, term)
            case Int() | Access():
                self._leaf(rewriting)
            case Sum():
                if not term.names and self.can(Ability.FLOORS):
                    simplify_floors(rewriting)
                sums.normal_body(self, rewriting)
                self.pieces(rewriting)
            case Max():
                maxima.normal_range(self, rewriting)
            case _:
                for position, child in enumerate(children(term)):
                    rewriting.inside(position, self.normal(given, child))
                if isinstance(rewriting.term, Apply) and rewriting.term.function == "max":
                    lattice.normal_values(self, rewriting)
                self.polynomial(rewriting)
        return rewriting.theorem

    def _leaf(self, rewriting: Rewriting) -> None:
        if self.can(Ability.FLOORS):
            simplify_floors(rewriting)
        now = rewriting.term
        if isinstance(now, Access) and now.tensor.body is not None and self.opens(now.tensor):
            rewriting.by(unfold)
            rewriting.to(self.normal(rewriting.given, rewriting.term))
        elif isinstance(now, Int):
            rewriting.ring_normal()

    def polynomial(self, rewriting: Rewriting) -> None:
        """Ring normal form, and every product in it in normal form, until nothing changes."""
        rewriting.ring_normal()
        while True:
            before = rewriting.term
            if isinstance(before, Add):
                for position, part in enumerate(before.args):
                    rewriting.inside(position, self._product(rewriting.given, part))
            else:
                rewriting.to(self._product(rewriting.given, before))
            rewriting.ring_normal()
            if self.can(Ability.SEARCH):
                merge_opposites(rewriting)
            if rewriting.term is before:
                return

    def _product(self, given: Context, term: Term) -> Theorem:
        rewriting = Rewriting(given, term)
        products.normal(self, rewriting)
        return rewriting.theorem

    def pieces(self, rewriting: Rewriting) -> None:
        """A sum whose body is normal: one sum for each product, each of them in normal form."""
        body = rewriting.sum.body
        if not self.falls_apart(rewriting.sum):
            sums.normal(self, rewriting)
        elif isinstance(body, Num):
            sums.zero_body(rewriting)
        else:
            rewriting.by(linearity)
            for position, part in enumerate(children(rewriting.term)):
                piece = Rewriting(rewriting.given, part)
                self.pieces(piece)
                rewriting.inside(position, piece.theorem)
            self.polynomial(rewriting)

    def falls_apart(self, term: Sum) -> bool:
        """Whether the sum is one of several, or 0: its body is a sum of terms, or 0."""
        if isinstance(term.body, Num):
            return not term.body.value
        return isinstance(term.body, Add) and (self.can(Ability.DISTRIBUTE) or not term.names)
