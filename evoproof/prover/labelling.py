"""Canonical bound variables, so that sums equal up to reindexing become the same term.

Factors are placed one after the other. A slot (an index expression) in which a variable that is
not yet known stands with coefficient 1 or -1 becomes the next variable, constant included. So
W[l-a] X[i-a] becomes W[y] X[i-l+y] however a was shifted or reflected. Only the order of factors
that look alike is searched, within a budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from evoproof.kernel.judgements import children
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.ring import order
from evoproof.kernel.substitution import rebuild, substitute
from evoproof.kernel.terms import Access, Cond, Divides, Eq, Ge, Int, Sum, Term

BUDGET = 300
"""How many placements are tried among factors that look alike."""


@dataclass(frozen=True)
class Maps:
    """A reindexing: see the kernel's rule."""

    names: tuple[str, ...]
    old_to_new: tuple[Poly, ...]
    new_to_old: tuple[Poly, ...]


@dataclass(frozen=True)
class _State:
    """`values` says what each old variable is by now; `waiting` are those not yet replaced."""

    values: dict[str, Poly]
    waiting: tuple[str, ...]
    made: tuple[Poly, ...] = ()
    placed: tuple[str, ...] = ()
    left: tuple[Term, ...] = field(default=())


def slots(term: Term, bound: frozenset[str] = frozenset()) -> Iterator[Poly]:
    """The integer expressions of a term, without the monomials in which inner variables stand."""
    match term:
        case Access(indices=indices):
            yield from (_without(index, bound) for index in indices)
        case Int(expr=expr):
            yield _without(expr, bound)
        case Sum(names=names, conds=conds):
            bound = bound | frozenset(names)
            for cond in conds:
                if isinstance(cond, Ge | Eq | Divides):
                    yield _without(cond.expr, bound)
    for child in children(term):
        yield from slots(child, bound)


def _without(expr: Poly, bound: frozenset[str]) -> Poly:
    if expr.free.isdisjoint(bound):
        return expr
    kept = [(m, c) for m, c in expr.terms if Poly(((m, 1),)).free.isdisjoint(bound)]
    return Poly(tuple(kept))


class Labelling:
    """Finds the canonical variables of one sum, named after `level`."""

    def __init__(self, level: int, affine: bool) -> None:
        self.level = level
        self.affine = affine
        self.budget = BUDGET

    def name(self, number: int) -> str:
        return f"#{self.level}.{number}"

    def maps(self, names: Sequence[str], conds: Sequence[Cond], factors: Sequence[Term]) -> Maps:
        start = _State({name: poly(name) for name in names}, tuple(names), left=tuple(factors))
        done = self._rest(self._place_all(start), conds)
        new = tuple(self.name(k) for k in range(len(done.made)))
        return Maps(new, tuple(done.values[name] for name in names), done.made)

    def _place_all(self, state: _State) -> _State:
        """Place the factors, the simplest-looking one next; among equals the best continuation."""
        while state.left and state.waiting:
            looks = [self._look(factor, state) for factor in state.left]
            best = min(looks)
            tied = [k for k, look in enumerate(looks) if look == best]
            if len(tied) == 1 or best[0] == 0 or self.budget <= 0:
                state = self._place(state, tied[0])
                continue
            self.budget -= len(tied)
            ends = [self._place_all(self._place(state, k)) for k in tied]
            return min(ends, key=lambda end: self._outcome(end))
        return state

    def _outcome(self, state: _State) -> tuple[int, list[str]]:
        left = [order(substitute(factor, state.values)) for factor in state.left]
        return len(state.waiting), [*state.placed, *sorted(left)]

    def _look(self, factor: Term, state: _State) -> tuple[int, str]:
        """How many variables the factor would still name, and what is known of it."""
        hidden = {
            old: value if value.free.isdisjoint(state.waiting) else poly("#0")
            for old, value in state.values.items()
        }
        needed = {
            name for old in factor.free & state.values.keys()
            for name in state.values[old].free.intersection(state.waiting)
        }  # fmt: skip
        return len(needed), order(_blind(factor, hidden))

    def _place(self, state: _State, position: int) -> _State:
        factor = state.left[position]
        for slot in slots(factor):
            state = self._pivot(state, slot)
        text = order(substitute(factor, state.values))
        left = state.left[:position] + state.left[position + 1 :]
        return replace(state, placed=(*state.placed, text), left=left)

    def _pivot(self, state: _State, slot: Poly) -> _State:
        now = slot.replace(dict(state.values))
        for name in state.waiting:
            if name not in now.free:
                continue
            if not self.affine:
                state = self._solve(state, name, poly(name), poly(name))
                continue
            slope = now.coefficient(name)
            if slope is not None and slope.constant in (1, -1):
                return self._solve(state, name, slot, now)
        return state

    def _solve(self, state: _State, name: str, meaning: Poly, now: Poly) -> _State:
        """The next new variable is `meaning`, by now the expression `now`, which has `name`."""
        new = poly(self.name(len(state.made)))
        slope = now.coefficient(name)
        sign = 1 if slope is not None and slope.constant == 1 else -1
        value = (new - now) * sign + poly(name)
        values = {old: expr.replace({name: value}) for old, expr in state.values.items()}
        waiting = tuple(one for one in state.waiting if one != name)
        return replace(state, values=values, waiting=waiting, made=(*state.made, meaning))

    def _rest(self, state: _State, conds: Sequence[Cond]) -> _State:
        """Variables that no slot names: counted from their lower bound, or kept as they are."""
        for name in state.waiting:
            meaning = self._from_zero(name, conds) if self.affine else poly(name)
            state = self._solve(state, name, meaning, meaning.replace(dict(state.values)))
        return state

    def _from_zero(self, name: str, conds: Sequence[Cond]) -> Poly:
        for cond in conds:
            slope = cond.expr.coefficient(name) if isinstance(cond, Ge) else None
            if slope is not None and slope.constant == 1 and isinstance(cond, Ge):
                return cond.expr
        return poly(name)


def _blind(term: Term, hidden: dict[str, Poly]) -> Term:
    """The term with #0 for every slot in which a variable that is not known stands."""

    def mask(slot: Poly) -> Poly:
        seen = slot.replace(dict(hidden))
        return poly("#0") if "#0" in seen.free else seen

    return rebuild(term, mask, lambda tensor: tensor, lambda child: _blind(child, hidden))


@cache
def level(term: Term) -> int:
    """The highest level of the canonical variables that are bound in the term, 0 if none is."""
    bound = term.names if isinstance(term, Sum) else ()
    levels = [int(name[1:].split(".")[0]) for name in bound if name.startswith("#")]
    return max([0, *levels, *(level(child) for child in children(term))])
