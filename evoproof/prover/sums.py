"""Normal form of one sum: merged, without equations, canonical names, the shortest range, apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evoproof.errors import RuleRefused
from evoproof.kernel.build import number
from evoproof.kernel.poly import poly
from evoproof.kernel.rules.sums import delta, empty, flatten, reindex, scale
from evoproof.kernel.substitution import fresh_names
from evoproof.kernel.terms import Binder, Eq, Mul, Pow, Sum, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.abilities import Ability
from evoproof.prover.components import split_exps, take_apart
from evoproof.prover.counting import count_names
from evoproof.prover.digits import split_digits
from evoproof.prover.distinctions import split_by_atoms
from evoproof.prover.factors import factors
from evoproof.prover.floors import merge_digits
from evoproof.prover.labelling import Labelling, Maps, level
from evoproof.prover.radix import simplified
from evoproof.prover.ranges import contradictory, equations, shortest
from evoproof.prover.rewriting import Rewriting, inner

if TYPE_CHECKING:
    from evoproof.prover.normalise import Normaliser


ROUNDS = 6
"""How often one sum is gone through. Names decide the order of factors, and factors the names."""


def normal(engine: Normaliser, rewriting: Rewriting) -> None:
    """A sum whose body is a normal product."""
    body, labelled = rewriting.sum.body, None
    for _ in range(ROUNDS):
        _merge(engine, rewriting)
        _substitute(engine, rewriting)
        if rewriting.sum.body is not body:
            normal_body(engine, rewriting)
            body = rewriting.sum.body
            if engine.falls_apart(rewriting.sum):
                engine.pieces(rewriting)
                return
        if engine.can(Ability.CASES) and split_by_atoms(engine, rewriting):
            return
        if rewriting.term is labelled:
            break
        label(engine, rewriting, factors(rewriting.sum.body))
        if not level(rewriting.sum.body):
            rewriting.inside(0, _ring_normal_body(rewriting))
            body = rewriting.sum.body
            if engine.falls_apart(rewriting.sum):
                engine.pieces(rewriting)
                return
        if _shorten(engine, rewriting):
            return
        labelled = rewriting.term
    _finish(engine, rewriting)


def _substitute(engine: Normaliser, rewriting: Rewriting) -> None:
    """Equations and digits, and conditions on digits."""
    if engine.can(Ability.DELTA):
        solve(rewriting)
    if engine.digits:
        split_digits(rewriting)
        if engine.can(Ability.DELTA):
            solve(rewriting)
    if engine.can(Ability.SEARCH):
        rewriting.conds(simplified(rewriting.given, rewriting.sum.names, rewriting.sum.conds))
    if engine.can(Ability.FLOORS):
        merge_digits(rewriting)


def normal_body(engine: Normaliser, rewriting: Rewriting) -> None:
    """Normalise the body under names that no result has, so that those stay free for results."""
    rename_apart(rewriting)
    term = rewriting.binder
    rewriting.inside(0, engine.normal(inner(rewriting.given, term), term.body))


def _ring_normal_body(rewriting: Rewriting) -> Theorem:
    body = Rewriting(inner(rewriting.given, rewriting.sum), rewriting.sum.body)
    body.ring_normal()
    return body.theorem


def rename_apart(rewriting: Rewriting) -> None:
    """Rename bound variables that the context knows, and canonical ones: those are for results."""
    term = rewriting.binder
    spoken = frozenset[str]().union(*(cond.free for cond in rewriting.given))
    clashing = [name for name in term.names if name in spoken or name.startswith("#")]
    if clashing:
        taken = spoken | term.free | frozenset(term.names)
        plain = ["v" if name.startswith("#") else name for name in clashing]
        new = dict(zip(clashing, fresh_names(plain, taken), strict=True))
        _rename(rewriting, tuple(new.get(name, name) for name in term.names))


def _rename(rewriting: Rewriting, names: tuple[str, ...]) -> None:
    old = rewriting.binder.names
    if names != old:
        there, back = tuple(poly(name) for name in names), tuple(poly(name) for name in old)
        rewriting.by(reindex, names, there, back)


def zero_body(rewriting: Rewriting) -> None:
    """Sum x, C of 0  =  0 * Sum x, C of 0  =  0."""
    rewriting.factor_out((number(0),), number(0))
    rewriting.ring(number(0))


def _merge(engine: Normaliser, rewriting: Rewriting) -> None:
    """Brackets join the range; sums in the body become one with it, where that is allowed."""
    while True:
        parts = factors(rewriting.sum.body)
        position = next((k for k, part in enumerate(parts) if _merges(engine, part, parts)), None)
        if position is None:
            return
        try:
            _merge_one(rewriting, position)
        except RuleRefused:
            return


def _merges(engine: Normaliser, part: Term, parts: Sequence[Term]) -> bool:
    base = part.base if isinstance(part, Pow) and part.exponent > 0 else part
    if not isinstance(base, Sum):
        return False
    if not base.names:
        return True
    alone = len(parts) == 1 and base is part
    return engine.can(Ability.EXCHANGE) and (alone or engine.can(Ability.DISTRIBUTE))


def _merge_one(rewriting: Rewriting, position: int) -> None:
    """Sum x, C of f * Sum y, D of b  becomes  Sum (x, y), C and D of f * b."""
    work = Rewriting(rewriting.given, rewriting.term)
    parts = factors(work.sum.body)
    inside = Rewriting(inner(work.given, work.sum), work.sum.body)
    part, others = parts[position], [*parts[:position], *parts[position + 1 :]]
    if isinstance(part, Pow):
        others += [part.base] * (part.exponent - 1)
        part = part.base
    _pull_to_front(inside, part, others, frozenset(work.sum.names))
    work.inside(0, inside.theorem)
    work.by(flatten)
    rewriting.to(work.theorem)


def _pull_to_front(
    inside: Rewriting, part: Term, others: list[Term], taken: frozenset[str]
) -> None:
    """The product becomes the sum `part` over the product of the others with its body."""
    if not isinstance(part, Sum):
        raise RuleRefused("scale", "not a sum")
    renamed = Rewriting(inside.given, part)
    spoken = taken.union(*(other.free for other in others), *(c.free for c in inside.given))
    fresh = fresh_names(["v"] * len(part.names), spoken | part.free | frozenset(part.names))
    _rename(renamed, tuple(fresh))
    if not others:
        inside.to(renamed.theorem)
        return
    inside.ring(Mul((*others, part)))
    inside.inside(len(others), renamed.theorem)
    inside.by(scale, len(others))


def solve(rewriting: Rewriting) -> None:
    """Equations, also those that two tight inequalities hide, remove their variables."""
    while True:
        rewriting.conds(equations(rewriting.binder.conds))
        found = _solvable(rewriting.binder)
        if found is None:
            return
        rewriting.by(delta, *found)


def _solvable(term: Binder) -> tuple[Eq, str] | None:
    for cond in term.conds:
        for name in term.names:
            slope = cond.expr.coefficient(name) if isinstance(cond, Eq) else None
            if isinstance(cond, Eq) and slope is not None and slope.constant in (1, -1):
                return cond, name
    return None


def label(engine: Normaliser, rewriting: Rewriting, parts: Sequence[Term]) -> None:
    """Give the bound variables their canonical names, by the `parts` of the body."""
    term = rewriting.binder
    maps = _maps(engine, term, parts)
    if maps.names != term.names or any(
        old is not poly(name) for old, name in zip(maps.old_to_new, maps.names, strict=True)
    ):
        rewriting.by(reindex, maps.names, maps.old_to_new, maps.new_to_old)


def _maps(engine: Normaliser, term: Binder, parts: Sequence[Term]) -> Maps:
    labelling = Labelling(level(term.body) + 1, engine.can(Ability.REINDEX))
    if engine.can(Ability.REINDEX) or engine.can(Ability.EXCHANGE):
        return labelling.maps(term.names, term.conds, parts)
    names = tuple(f"#{labelling.level}.{k}" for k in range(len(term.names)))
    return Maps(names, tuple(map(poly, names)), tuple(map(poly, term.names)))


def _shorten(engine: Normaliser, rewriting: Rewriting) -> bool:
    """Shorten the range; whether the sum turned out to be 0."""
    padding = engine.can(Ability.PADDING)
    decides = padding or engine.can(Ability.CASES)
    if decides and contradictory(rewriting.given, rewriting.sum, padding, engine.shows):
        rewriting.by(empty)
        return True
    rewriting.conds(shortest(rewriting.given, rewriting.sum, padding, engine.shows))
    return False


def _finish(engine: Normaliser, rewriting: Rewriting) -> None:
    """A bracket becomes a factor; a sum is taken apart into independent factors."""
    if not rewriting.sum.names:
        _bracket_to_factor(engine, rewriting)
        return
    if engine.can(Ability.DISTRIBUTE) and count_names(engine, rewriting):
        return
    if engine.can(Ability.EXP) and engine.can(Ability.DISTRIBUTE):
        split_exps(rewriting)
    if engine.can(Ability.DISTRIBUTE) and take_apart(rewriting):
        _normal_factors(engine, rewriting)


def _bracket_to_factor(engine: Normaliser, rewriting: Rewriting) -> None:
    if not rewriting.sum.conds:
        rewriting.drop_empty_binder()
    elif rewriting.sum.body is not number(1):
        rewriting.factor_out(factors(rewriting.sum.body), number(1))
        engine.polynomial(rewriting)


def _normal_factors(engine: Normaliser, rewriting: Rewriting) -> None:
    for position, part in enumerate(factors(rewriting.term)):
        if isinstance(part, Sum):
            piece = Rewriting(rewriting.given, part)
            engine.pieces(piece)
            rewriting.inside(position, piece.theorem)
    engine.polynomial(rewriting)
