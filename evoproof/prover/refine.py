"""Common refinement: sums of one summand over different ranges are split into the same pieces.

Sum over k < N + 1 of f  =  Sum over k < N of f + f(N): the ranges are split by each other's
conditions, until every piece of one side is a piece of the other or none of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import conditions
from evoproof.kernel.judgements import children, support
from evoproof.kernel.rules.sums import domain, empty, split
from evoproof.kernel.terms import Binder, Cond, Eq, Ge, Sum, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.distinctions import undecided
from evoproof.prover.normalise import Normaliser
from evoproof.prover.ranges import FALSE
from evoproof.prover.rewriting import Context, Rewriting, inner

Group = tuple[tuple[str, ...], Term]
Groups = dict[Group, dict[Cond, None]]
PIECES = 64


def refine(
    engine: Normaliser, given: Context, one: Theorem, other: Theorem
) -> tuple[Theorem, Theorem]:
    """Both theorems with the sums on their right sides in pieces, normal again."""
    ranges: dict[Group, dict[tuple[Cond, ...], None]] = {}
    for term in (one.right, other.right):
        for found in _sums(term):
            ranges.setdefault((found.names, found.body), {}).setdefault(found.conds)
    groups: Groups = {
        group: dict.fromkeys(cond for conds in found for cond in conds)
        for group, found in ranges.items()
        if len(found) > 1
    }
    if not groups:
        return one, other
    refiner = _Refiner(engine, groups)
    return refiner.applied(given, one), refiner.applied(given, other)


def _sums(term: Term) -> Iterator[Sum]:
    if isinstance(term, Sum) and term.names:
        yield term
    for child in children(term):
        yield from _sums(child)


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
        inside = inner(given, term) if isinstance(term, Sum) else given
        if isinstance(term, Binder) and not isinstance(term, Sum):
            return work.theorem
        for position, child in enumerate(children(term)):
            work.inside(position, self._refined(inside, child))
        now = work.term
        conds = self.groups.get((now.names, now.body)) if isinstance(now, Sum) else None
        if conds is not None and isinstance(now, Sum):
            usable = [cond for cond in conds if _in_scope(given, now, cond)]
            work.to(self._in_pieces(given, now, usable))
        if work.term is not term and not isinstance(work.term, Sum):
            self.engine.polynomial(work)
        return work.theorem

    def _in_pieces(self, given: Context, term: Sum, conds: list[Cond]) -> Theorem:
        work = Rewriting(given, term)
        known = (*inner(given, term), *support(term.body))
        for cond in conds:
            if self.pieces <= 0 or not undecided(known, cond):
                continue
            self.pieces -= 1
            work.by(split, cond)
            for position, part in enumerate(children(work.term)):
                work.inside(position, self._piece(given, part, conds))
            self.engine.polynomial(work)
            return work.theorem
        work.to(self._named(given, term, conds))
        return work.theorem

    def _piece(self, given: Context, part: Term, conds: list[Cond]) -> Theorem:
        if not isinstance(part, Sum):
            return self.engine.normal(given, part)
        if implies((*given, *part.conds, *support(part.body)), FALSE):
            return empty(given, part)
        return self._in_pieces(given, part, conds)

    def _named(self, given: Context, term: Sum, conds: list[Cond]) -> Theorem:
        """Nothing divides this piece: its conditions are all those that hold on it."""
        known = (*inner(given, term), *support(term.body))
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


def _in_scope(given: Context, term: Sum, cond: Cond) -> bool:
    names = term.free.union(term.names, *(one.free for one in given))
    return cond.free <= names
