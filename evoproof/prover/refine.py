"""Common refinement: sums of one summand over different ranges are split into the same pieces.

Sum over k < N + 1 of f  =  Sum over k < N of f + f(N): the ranges are split by each other's
conditions, until every piece of one side is a piece of the other or none of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import conditions
from evoproof.kernel.judgements import children, support
from evoproof.kernel.rules.sums import domain, empty
from evoproof.kernel.terms import Binder, Cond, Eq, Ge, Max, Sum, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.abilities import Ability
from evoproof.prover.distinctions import split_apart, undecided
from evoproof.prover.maxima import split_by
from evoproof.prover.normalise import Normaliser
from evoproof.prover.ranges import FALSE
from evoproof.prover.rewriting import Context, Rewriting, inner

Group = tuple[type[Binder], tuple[str, ...], Term]
Groups = dict[Group, dict[Cond, None]]
PIECES = 64


def refine(
    engine: Normaliser, given: Context, one: Theorem, other: Theorem
) -> tuple[Theorem, Theorem]:
    """Both theorems with the sums on their right sides in pieces, normal again."""
    ranges: dict[Group, dict[tuple[Cond, ...], None]] = {}
    for term in (one.right, other.right):
        for found in _binders(term):
            ranges.setdefault(_group(found), {}).setdefault(found.conds)
    groups: Groups = {
        group: dict.fromkeys(cond for conds in found for cond in conds)
        for group, found in ranges.items()
        if len(found) > 1
    }
    if not groups:
        return one, other
    refiner = _Refiner(engine, groups)
    return refiner.applied(given, one), refiner.applied(given, other)


def _binders(term: Term) -> Iterator[Sum | Max]:
    if isinstance(term, Sum | Max) and term.names:
        yield term
    for child in children(term):
        yield from _binders(child)


def _group(term: Binder) -> Group:
    return type(term), term.names, term.body


class _Refiner:
    def __init__(self, engine: Normaliser, groups: Groups) -> None:
        self.engine = engine
        self.groups = groups
        self.pieces = PIECES

    def applied(self, given: Context, theorem: Theorem) -> Theorem:
        work = Rewriting(given, theorem.left)
        work.to(theorem)
        work.to(self._refined(given, theorem.right))
        return work.theorem

    def _refined(self, given: Context, term: Term) -> Theorem:
        work = Rewriting(given, term)
        inside = inner(given, term) if isinstance(term, Binder) else given
        for position, child in enumerate(children(term)):
            work.inside(position, self._refined(inside, child))
        now = work.term
        if isinstance(now, Sum | Max) and _group(now) in self.groups:
            conds = self.groups[_group(now)]
            usable = [cond for cond in conds if _in_scope(given, now, cond)]
            work.to(self._in_pieces(given, now, usable))
        if work.term is not term and not isinstance(work.term, Binder):
            work.to(self.engine.normal(given, work.term))
        return work.theorem

    def _in_pieces(self, given: Context, term: Sum | Max, conds: list[Cond]) -> Theorem:
        work = Rewriting(given, term)
        known = self._known(given, term)
        for cond in conds:
            if self.pieces <= 0 or not undecided(known, cond) or not self._split(work, cond):
                continue
            self.pieces -= 1
            for position, part in enumerate(children(work.term)):
                work.inside(position, self._piece(given, part, conds))
            work.to(self.engine.normal(given, work.term))
            return work.theorem
        work.to(self._named(given, term, conds))
        return work.theorem

    def _known(self, given: Context, term: Binder) -> Context:
        """What holds where the body counts."""
        padding = self.engine.can(Ability.PADDING) and isinstance(term, Sum)
        return (*inner(given, term), *(support(term.body) if padding else ()))

    def _split(self, work: Rewriting, cond: Cond) -> bool:
        if isinstance(work.term, Max):
            return split_by(work, Ge(cond.expr))
        return split_apart(work, cond)

    def _piece(self, given: Context, part: Term, conds: list[Cond]) -> Theorem:
        if not isinstance(part, Sum | Max):
            return self.engine.normal(given, part)
        if isinstance(part, Sum) and implies(self._known(given, part), FALSE):
            return empty(given, part)
        return self._in_pieces(given, part, conds)

    def _named(self, given: Context, term: Sum | Max, conds: list[Cond]) -> Theorem:
        """Nothing divides this piece: its conditions are all those that hold on it."""
        known = self._known(given, term)
        whole = conditions(
            one for cond in conds for one in _true_forms(cond) if implies(known, one)
        )
        work = Rewriting(given, term)
        work.to(domain(given, term, conditions([*whole])))
        work.to(self.engine.normal(given, work.term))
        return work.theorem


def _true_forms(cond: Cond) -> list[Cond]:
    match cond:
        case Ge(expr=expr):
            return [cond, Ge(-expr - 1)]
        case Eq(expr=expr):
            return [cond, Ge(expr - 1), Ge(-expr - 1)]
    return [cond]


def _in_scope(given: Context, term: Binder, cond: Cond) -> bool:
    names = term.free.union(term.names, *(one.free for one in given))
    return cond.free <= names
