"""Normal form of maxima over ranges: without what is constant, or a variable that is not used."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from evoproof.errors import RuleRefused
from evoproof.kernel.build import add, conditions, mul, number
from evoproof.kernel.ring import Ring, from_ring, order, to_ring
from evoproof.kernel.rules.maxima import (
    max_affine,
    max_flatten,
    max_single,
    max_split,
    max_zero,
)
from evoproof.kernel.terms import Add, Cond, Ge, Max, Num
from evoproof.prover.digits import split_digits
from evoproof.prover.distinctions import distinctions, undecided
from evoproof.prover.floors import merge_digits
from evoproof.prover.projecting import projected
from evoproof.prover.radix import simplified
from evoproof.prover.ranges import shortest
from evoproof.prover.rewriting import Rewriting, inner
from evoproof.prover.sums import label, normal_body, solve
from evoproof.prover.witnesses import point_of

if TYPE_CHECKING:
    from evoproof.prover.normalise import Normaliser


def normal_range(engine: Normaliser, rewriting: Rewriting) -> None:
    """The greatest value over a range, without what does not depend on its variables."""
    normal_body(engine, rewriting)
    if isinstance(rewriting.binder.body, Max) and _flattened(rewriting):
        rewriting.to(engine.normal(rewriting.given, rewriting.term))
        return
    before = rewriting.binder.body
    if engine.digits:
        split_digits(rewriting)
    solve(rewriting)
    merge_digits(rewriting)
    rewriting.conds(simplified(rewriting.given, rewriting.binder.names, rewriting.binder.conds))
    if not rewriting.binder.names:
        rewriting.by(max_single)
    elif rewriting.binder.body is before:
        _shaped(engine, rewriting)
        return
    rewriting.to(engine.normal(rewriting.given, rewriting.term))


def _flattened(rewriting: Rewriting) -> bool:
    term = rewriting.binder
    if not isinstance(term.body, Max):
        return False
    point = point_of(inner(rewriting.given, term), term.body)
    if point is None:
        return False
    try:
        rewriting.by(max_flatten, point)
    except RuleRefused:
        return False
    return True


def _shaped(engine: Normaliser, rewriting: Rewriting) -> None:
    if _split(engine, rewriting) or _without_constant(engine, rewriting):
        return
    term = rewriting.binder
    label(engine, rewriting, term.body.args if isinstance(term.body, Add) else (term.body,))
    body = Rewriting(inner(rewriting.given, rewriting.binder), rewriting.binder.body)
    body.ring_normal()
    rewriting.inside(0, body.theorem)
    if projected(rewriting):
        rewriting.to(engine.normal(rewriting.given, rewriting.term))
        return
    term = rewriting.binder
    if isinstance(term, Max):
        rewriting.conds(_shortest(engine, rewriting.given, term))


def _shortest(engine: Normaliser, given: tuple[Cond, ...], term: Max) -> tuple[Cond, ...]:
    return shortest(given, term, False, engine.shows)


def _split(engine: Normaliser, rewriting: Rewriting) -> bool:
    """Into two maxima by a condition on which the body depends."""
    term = rewriting.binder
    known, bound = inner(rewriting.given, term), frozenset(term.names)
    for cond in dict.fromkeys(distinctions(term.body)):
        if cond.free.isdisjoint(bound) or not undecided(known, cond):
            continue
        if engine.may_split() and split_by(rewriting, Ge(cond.expr)):
            rewriting.to(engine.normal(rewriting.given, rewriting.term))
            return True
    return False


def split_by(rewriting: Rewriting, cond: Ge) -> bool:
    """Split the maximum there by a condition, where neither part is empty."""
    term = rewriting.binder
    points = []
    for case in (cond, Ge(-cond.expr - 1)):
        part = Max(term.names, conditions([*term.conds, case]), term.body)
        points.append(point_of(rewriting.given, part))
    if None in points:
        return False
    try:
        rewriting.by(max_split, cond, *points)
    except RuleRefused:
        return False
    return True


def _without_constant(engine: Normaliser, rewriting: Rewriting) -> bool:
    """Max x of (p b + r)  becomes  p * Max x of b + r."""
    term = rewriting.binder
    ring = to_ring(term.body)
    inside = {
        monomial: value for monomial, value in ring.items()
        if any(not atom.free.isdisjoint(term.names) for atom, _ in monomial)
    }  # fmt: skip
    if not inside and not ring:
        rewriting.by(max_zero)
        return True
    scale = abs(_leading(inside)) if inside else Fraction(1)
    if len(inside) == len(ring) and scale == 1:
        return False
    point = point_of(rewriting.given, term)
    if point is None:
        return False
    body = from_ring({monomial: value / scale for monomial, value in inside.items()})
    rest = from_ring({m: value for m, value in ring.items() if m not in inside})
    work = Rewriting(inner(rewriting.given, term), term.body)
    work.ring(add(mul(number(scale), body), rest))
    rewriting.inside(0, work.theorem)
    rewriting.by(max_affine, Num(scale), body, rest, point)
    rewriting.to(engine.normal(rewriting.given, rewriting.term))
    return True


def _leading(ring: Ring) -> Fraction:
    keys = sorted(ring, key=lambda monomial: [order(atom) for atom, _ in monomial])
    return ring[keys[0]]
