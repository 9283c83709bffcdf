"""Two normal forms that differ in integer arithmetic only: ranges, indices, their order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from evoproof.errors import RuleRefused
from evoproof.kernel.build import conditions
from evoproof.kernel.judgements import children, support
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.rules.algebra import index, unfold
from evoproof.kernel.rules.equality import instantiate, reflexivity, weaken
from evoproof.kernel.rules.sums import reindex
from evoproof.kernel.substitution import fresh_names, map_cond, substitute
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Binder,
    Divides,
    Eq,
    Ge,
    Int,
    Max,
    Mul,
    Pow,
    Sum,
    Term,
)
from evoproof.kernel.theorem import Theorem
from evoproof.prover.abilities import Ability
from evoproof.prover.labelling import slots
from evoproof.prover.rewriting import Context, Rewriting, inner, shown

if TYPE_CHECKING:
    from evoproof.prover.normalise import Normaliser


class Unifier:
    """Compares the abilities' way: with PADDING, ranges count only where the summand is not 0."""

    def __init__(self, engine: Normaliser, budget: int = 400) -> None:
        self.engine = engine
        self.budget = budget

    def equal(self, given: Context, left: Term, right: Term) -> Theorem | None:
        """given |- left = right, or None where the forms are too different."""
        if left is right:
            return reflexivity(given, left)
        self.budget -= 1
        if self.budget < 0 or type(left) is not type(right):
            return None
        try:
            return self._equal(given, left, right)
        except RuleRefused:
            return None

    def _equal(self, given: Context, left: Term, right: Term) -> Theorem | None:
        match left, right:
            case (Access(), Access()) if left.tensor is not right.tensor:
                return self._definitions(given, left, right)
            case (Access(), Access()) | (Int(), Int()):
                return self._indices(given, left, right)
            case (Sum() | Max(), Sum() | Max()):
                return self._binders(given, left, right)
            case (Add(), Add()):
                return self._unordered(given, left, right)
            case (Mul(), Mul()):
                return self._unordered(given, left, right)
            case (Apply(), Apply()) if left.function == right.function:
                return self._children(given, left, right)
            case (Pow(), Pow()) if left.exponent == right.exponent:
                return self._children(given, left, right)
        return None

    def _indices(self, given: Context, left: Term, right: Term) -> Theorem | None:
        """Equal index expressions; where a floor is among them, FLOORS is needed."""
        pairs = zip(slots(left), slots(right), strict=True)
        apart = [expr for pair in pairs if pair[0] is not pair[1] for expr in pair]
        return index(given, left, right) if self._may_compare(apart) else None

    def _may_compare(self, exprs: Iterable[Poly]) -> bool:
        return self.engine.can(Ability.FLOORS) or not any(expr.floors for expr in exprs)

    def _definitions(self, given: Context, left: Access, right: Access) -> Theorem | None:
        """Two definitions of one name and shape whose bodies are equal."""
        one, other = left.tensor, right.tensor
        alike = one.name == other.name and one.shape == other.shape
        if not alike or one.body is None or other.body is None:
            return None
        spoken = left.free.union(right.free, *(cond.free for cond in given))
        if canonical := [name for name in sorted(spoken) if name.startswith("#")]:
            return self._renamed(given, left, right, canonical, spoken)
        opened, target = Rewriting(given, left), Rewriting(given, right)
        for rewriting in (opened, target):
            rewriting.by(unfold)
            rewriting.to(self.engine.normal(given, rewriting.term))
        middle = self.equal(given, opened.term, target.term)
        if middle is None:
            return None
        opened.to(middle)
        opened.back(target.theorem)
        return opened.theorem

    def _renamed(
        self, given: Context, left: Access, right: Access, old: list[str], spoken: frozenset[str]
    ) -> Theorem | None:
        """The same under plain names: the bodies' normal forms bind the canonical ones."""
        new = fresh_names(["v"] * len(old), spoken)
        there = dict(zip(old, map(poly, new), strict=True))
        back = tuple(zip(new, map(poly, old), strict=True))
        known = conditions(map_cond(cond, lambda expr: expr.replace(there)) for cond in given)
        theorem = self.equal(known, substitute(left, there), substitute(right, there))
        return theorem and weaken(instantiate(theorem, back), given)

    def _children(self, given: Context, left: Term, right: Term) -> Theorem | None:
        rewriting = Rewriting(given, left)
        pairs = zip(children(left), children(right), strict=False)
        for position, (one, other) in enumerate(pairs):
            theorem = self.equal(given, one, other)
            if theorem is None:
                return None
            rewriting.inside(position, theorem)
        return rewriting.theorem if rewriting.term is right else None

    def _binders(self, given: Context, left: Sum | Max, right: Sum | Max) -> Theorem | None:
        if len(left.names) != len(right.names):
            return None
        there, back = tuple(map(poly, left.names)), tuple(map(poly, right.names))
        renamed = reindex(given, right, left.names, there, back)
        target = renamed.right
        rewriting = Rewriting(given, left)
        if not isinstance(target, Sum | Max) or not self._same_range(given, left, target):
            return None
        body = self.equal(inner(given, left), left.body, target.body)
        if body is None:
            return None
        rewriting.inside(0, body)
        rewriting.conds(target.conds)
        rewriting.back(renamed)
        return rewriting.theorem

    def _same_range(self, given: Context, left: Binder, right: Binder) -> bool:
        apart = set(left.conds).symmetric_difference(right.conds)
        if not self._may_compare(c.expr for c in apart if isinstance(c, Ge | Eq | Divides)):
            return False
        known = list(given)
        if self.engine.can(Ability.PADDING) and isinstance(left, Sum):
            known += support(right.body)
        return shown([*known, *left.conds], right.conds) and shown(
            [*known, *right.conds], left.conds
        )

    def _unordered(self, given: Context, left: Add | Mul, right: Add | Mul) -> Theorem | None:
        """Each part of one side is equal to a part of the other."""
        rewriting = Rewriting(given, left)
        waiting = [part for part in right.args if part not in left.args]
        for position, part in enumerate(left.args):
            if part in right.args:
                continue
            found = self._partner(given, part, waiting)
            if found is None:
                return None
            rewriting.inside(position, found)
            waiting.remove(found.right)
        if waiting:
            return None
        rewriting.ring(right)
        return rewriting.theorem

    def _partner(self, given: Context, part: Term, waiting: list[Term]) -> Theorem | None:
        found = (self.equal(given, part, other) for other in waiting)
        return next((theorem for theorem in found if theorem is not None), None)
