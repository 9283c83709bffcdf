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
from evoproof.kernel.poly import ONE, Poly, poly
from evoproof.kernel.ring import order
from evoproof.kernel.substitution import rebuild, substitute
from evoproof.kernel.terms import Access, Binder, Cond, Divides, Eq, Ge, Int, Pow, Term
from evoproof.prover.floors import divide

BUDGET = 300
"""How many placements are tried among factors that look alike."""

LAST = 1_000


Look = tuple[int, str]


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
        case Binder(names=names, conds=conds):
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
        self._names: dict[Term, tuple[str, ...]] = {}
        self._looks: dict[tuple[Term, tuple[Poly, ...]], Look] = {}

    def name(self, number: int) -> str:
        """The name while it is being made: the old variables may have the final names already."""
        return f"#{self.level}.{number}'"

    def maps(self, names: Sequence[str], conds: Sequence[Cond], factors: Sequence[Term]) -> Maps:
        start = _State({name: poly(name) for name in names}, tuple(names), left=tuple(factors))
        done = self._rest(self._place_all(start), conds)
        made = [self.name(k) for k in range(len(done.made))]
        new = {name: poly(name.removesuffix("'")) for name in made}
        values = tuple(done.values[name].replace(new) for name in names)
        return Maps(tuple(name.removesuffix("'") for name in made), values, done.made)

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

    def _look(self, factor: Term, state: _State) -> Look:
        """How many variables the factor would name, and what is known of it."""
        names = self._names.get(factor)
        if names is None:
            names = self._names[factor] = tuple(sorted(factor.free & state.values.keys()))
        values = tuple(map(state.values.__getitem__, names))
        found = self._looks.get((factor, values))
        if found is None:
            found = self._looks[factor, values] = self._fresh_look(factor, state)
        return found

    def _fresh_look(self, factor: Term, state: _State) -> Look:
        hidden = {
            old: value if value.free.isdisjoint(state.waiting) else poly("#0")
            for old, value in state.values.items()
            if old in factor.free
        }
        rank = self._rank(factor, state)
        # A polynomial in the variables falls apart and must not choose them.
        return rank + LAST * (rank > 0 and _is_polynomial(factor)), order(_blind(factor, hidden))

    def _rank(self, factor: Term, state: _State) -> int:
        """The same however the variables are written: that of the factor's slots."""
        waiting = frozenset(state.waiting)
        seen = (state.values[old].free for old in factor.free & state.values.keys())
        if waiting.isdisjoint(frozenset[str]().union(*seen)):
            return 0
        return len(self._named(factor, state).made) - len(state.made) or len(waiting)

    def _named(self, factor: Term, state: _State) -> _State:
        found = list(slots(factor))
        below = [one.numerator for slot in found for one in slot.floors]
        for slot in (*found, *below):
            state = self._pivot(state, slot)
        return state

    def _place(self, state: _State, position: int) -> _State:
        factor = state.left[position]
        state = self._named(factor, state)
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
        return self._strided(state, now) if self.affine else state

    def _strided(self, state: _State, now: Poly) -> _State:
        """c x + r with one unknown x: the new variable is x, up to sign and what c divides of r."""
        names = [name for name in state.waiting if name in now.free]
        slope = now.coefficient(names[0]) if len(names) == 1 else None
        if slope is None or not slope.terms:
            return state
        sign = 1 if slope.terms[-1][1] > 0 else -1
        shift, _ = divide(now - slope * poly(names[0]), slope)
        made = {self.name(number): meaning for number, meaning in enumerate(state.made)}
        x = poly(names[0])
        return self._solve(state, names[0], (x + shift.replace(made)) * sign, (x + shift) * sign)

    def _solve(self, state: _State, name: str, meaning: Poly, now: Poly) -> _State:
        """The next new variable is `meaning`, by now the expression `now`, which has `name`."""
        new = poly(self.name(len(state.made)))
        slope = now.coefficient(name)
        sign = 1 if slope is not None and slope.constant == 1 else -1
        value = (new - now) * sign + poly(name)
        change = {name: value}
        values = {
            old: expr.replace(change) if name in expr.free else expr
            for old, expr in state.values.items()
        }
        waiting = tuple(one for one in state.waiting if one != name)
        return replace(state, values=values, waiting=waiting, made=(*state.made, meaning))

    def _rest(self, state: _State, conds: Sequence[Cond]) -> _State:
        """Variables that no slot names: counted from their lower bound, or kept as they are."""
        bound = frozenset(state.values)
        for name in state.waiting:
            meaning = _from_zero(name, conds, bound) if self.affine else poly(name)
            now = meaning.replace(dict(state.values))
            if now.coefficient(name) is not ONE:
                meaning = now = poly(name)
            state = self._solve(state, name, meaning, now)
        return state


def _from_zero(name: str, conds: Sequence[Cond], bound: frozenset[str]) -> Poly:
    """The variable from its lower bound: as a digit of the others, if it is bounded as one."""
    low = [c.expr for c in conds if isinstance(c, Ge) and c.expr.coefficient(name) is ONE]
    return min(low, key=lambda expr: not _is_digit(expr, bound), default=poly(name))


def _is_digit(expr: Poly, bound: frozenset[str]) -> bool:
    """Whether a variable of the range stands in it with another coefficient than 1 or -1."""
    slopes = (expr.coefficient(name) for name in expr.free & bound)
    return any(slope is not None and slope.constant not in (1, -1) for slope in slopes)


def _is_polynomial(factor: Term) -> bool:
    return isinstance(factor.base if isinstance(factor, Pow) else factor, Int)


def _blind(term: Term, hidden: dict[str, Poly]) -> Term:
    """The term with #0 for every slot in which a variable that is not known stands."""

    def mask(slot: Poly) -> Poly:
        seen = slot.replace(dict(hidden))
        return poly("#0") if "#0" in seen.free else seen

    return rebuild(term, mask, lambda tensor: tensor, lambda child: _blind(child, hidden))


@cache
def level(term: Term) -> int:
    """The highest level of the canonical variables that are bound in the term, 0 if none is."""
    bound = term.names if isinstance(term, Binder) else ()
    levels = [int(name[1:].split(".")[0]) for name in bound if name.startswith("#")]
    return max([0, *levels, *(level(child) for child in children(term))])
