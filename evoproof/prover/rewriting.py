"""A theorem under construction: given |- start = term, where `term` is rewritten step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from evoproof.errors import RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import conditions
from evoproof.kernel.ring import ring_normal
from evoproof.kernel.rules.algebra import ring
from evoproof.kernel.rules.equality import congruence, reflexivity, symmetry, transitivity
from evoproof.kernel.rules.sums import domain, everywhere, flatten, scale
from evoproof.kernel.terms import Binder, Cond, Max, Mul, Sum, Term
from evoproof.kernel.theorem import Theorem

Context = tuple[Cond, ...]
Rule = Callable[..., Theorem]


class Rewriting:
    """`term` is what stands there now; every method replaces it by an equal one."""

    def __init__(self, given: Context, start: Term) -> None:
        self.given = given
        self.start = start
        self._theorem: Theorem | None = None

    @property
    def term(self) -> Term:
        return self.start if self._theorem is None else self._theorem.right

    @property
    def theorem(self) -> Theorem:
        return self._theorem or reflexivity(self.given, self.start)

    def to(self, theorem: Theorem) -> None:
        """Go on from `term`, the left side of the theorem, to its right side."""
        if theorem.left is theorem.right:
            return
        if self._theorem is None and theorem.left is self.start:
            self._theorem = theorem
        else:
            self._theorem = transitivity(self.theorem, theorem)

    def back(self, theorem: Theorem) -> None:
        """Go on from the right side of the theorem to its left side."""
        self.to(symmetry(theorem))

    def by(self, rule: Rule, *arguments: Any) -> None:
        self.to(rule(self.given, self.term, *arguments))

    def inside(self, position: int, theorem: Theorem) -> None:
        """Rewrite the subterm at `position` by a theorem about it."""
        if theorem.left is not theorem.right:
            self.to(congruence(self.given, self.term, position, theorem))

    def ring(self, target: Term) -> None:
        if target is not self.term:
            self.by(ring, target)

    def ring_normal(self) -> None:
        self.ring(ring_normal(self.term))

    def body(self, rule: Rule, *arguments: Any) -> None:
        """Apply a rule to the body of the sum that stands there."""
        self.inside(0, rule(inner(self.given, self.sum), self.sum.body, *arguments))

    @property
    def sum(self) -> Sum:
        if not isinstance(self.term, Sum):
            raise RuleRefused("sum", "not a sum")
        return self.term

    @property
    def binder(self) -> Sum | Max:
        """The sum or maximum that stands there."""
        if not isinstance(self.term, Sum | Max):
            raise RuleRefused("binder", "neither a sum nor a maximum")
        return self.term

    def conds(self, conds: Iterable[Cond]) -> None:
        """Replace the conditions of the sum or maximum by equivalent ones."""
        wanted = conditions(conds)
        if wanted != self.binder.conds:
            self.by(domain, wanted)

    def factor_out(self, outside: tuple[Term, ...], inside: Term) -> None:
        """Sum x, C of outside * inside  becomes  outside * Sum x, C of inside."""
        whole = self.sum
        moved = Mul((*outside, Sum(whole.names, whole.conds, inside)))
        self.body(ring, Mul((*outside, inside)))
        self.back(scale(self.given, moved, len(outside)))

    def unflatten(self, outer: Sum) -> None:
        """The sum becomes `outer`, a sum of a sum that flattens to it."""
        self.back(flatten(self.given, outer))

    def drop_empty_binder(self) -> None:
        if isinstance(self.term, Sum) and not self.term.names and not self.term.conds:
            self.by(everywhere)


def inner(given: Context, term: Binder) -> Context:
    """What is known inside a sum or maximum."""
    return conditions([*given, *term.conds])


def shown(given: Iterable[Cond], goals: Iterable[Cond]) -> bool:
    known = tuple(given)
    return all(implies(known, goal) for goal in goals)
