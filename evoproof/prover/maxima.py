"""Normal form of maxima: r + p max(0, s, ...), and maxima over ranges without what is constant."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from evoproof.errors import RuleRefused
from evoproof.kernel.build import add, conditions, mul, number
from evoproof.kernel.judgements import children
from evoproof.kernel.ring import Ring, from_ring, order, ring_normal, to_ring
from evoproof.kernel.rules.maxima import (
    lattice,
    max_affine,
    max_flatten,
    max_single,
    max_split,
    max_zero,
)
from evoproof.kernel.terms import Add, Apply, Cond, Ge, Int, Max, Mul, Num, Term
from evoproof.prover.digits import split_digits
from evoproof.prover.distinctions import distinctions, undecided
from evoproof.prover.floors import merge_digits
from evoproof.prover.radix import simplified
from evoproof.prover.ranges import shortest
from evoproof.prover.rewriting import Rewriting, inner
from evoproof.prover.sums import label, normal_body, solve
from evoproof.prover.witnesses import point_of

if TYPE_CHECKING:
    from evoproof.prover.normalise import Normaliser

MOST = 24
"""How many values a maximum may be of to be brought into normal form."""


def normal_values(rewriting: Rewriting) -> None:
    """max(a, b, ...) of normal values: flat, each once, relative to one of them."""
    values = _flat(children(rewriting.term))
    if len(values) > MOST:
        return
    kept = _undominated(rewriting, list(dict.fromkeys(map(from_ring, values))))
    target = kept[0] if len(kept) == 1 else _from_reference(kept)
    try:
        rewriting.by(lattice, target)
    except RuleRefused:
        return
    rewriting.ring_normal()


def _flat(args: Sequence[Term]) -> list[Ring]:
    """The values, with those of an inner maximum (times a positive number, plus a rest) apart."""
    found: list[Ring] = []
    waiting = [to_ring(arg) for arg in reversed(args)]
    while waiting and len(found) + len(waiting) <= MOST:
        ring = waiting.pop()
        inside = next((key for key, value in ring.items() if value > 0 and _inner(key)), None)
        if inside is None:
            found.append(ring)
            continue
        rest = from_ring({key: value for key, value in ring.items() if key != inside})
        factor = number(ring[inside])
        waiting += [to_ring(Add((rest, Mul((factor, one))))) for one in reversed(_inner(inside))]
    return found + waiting


def _inner(monomial: object) -> tuple[Term, ...]:
    match monomial:
        case ((Apply(function="max", args=args), (1, 0)),):
            return args
    return ()


def _undominated(rewriting: Rewriting, values: list[Term]) -> list[Term]:
    """Without values that another one is shown to reach."""
    for one in list(values):
        others = [other for other in values if other is not one]
        if any(_reaches(rewriting, other, one) for other in others):
            values = others
    return values


def _reaches(rewriting: Rewriting, greater: Term, smaller: Term) -> bool:
    difference = to_ring(Add((greater, Mul((number(-1), smaller)))))
    if not all(_has_sign(monomial) for monomial in difference):
        return False
    try:
        lattice(rewriting.given, Apply("max", (greater, smaller)), greater)
    except RuleRefused:
        return False
    return True


def _has_sign(monomial: tuple[tuple[Term, object], ...]) -> bool:
    return all(
        isinstance(atom, Int) or (isinstance(atom, Apply) and atom.function in ("exp", "max"))
        for atom, _ in monomial
    )


def _from_reference(values: list[Term]) -> Term:
    """r + p max(0, ...) for the value r that leaves the least."""
    options = [(_relative(values, one), one) for one in values]
    (scale, rest), reference = min(options, key=lambda option: [order(one) for one in option[0][1]])
    return Add((reference, Mul((number(scale), Apply("max", (number(0), *rest))))))


def _relative(values: list[Term], reference: Term) -> tuple[Fraction, list[Term]]:
    minus = Mul((number(-1), reference))
    others = [ring_normal(Add((one, minus))) for one in values if one is not reference]
    first = min(others, key=_without_numbers)
    scale = abs(next(iter(to_ring(first).values())))
    divided = [ring_normal(Mul((number(1 / scale), one))) for one in others]
    return scale, sorted(divided, key=order)


def _without_numbers(term: Term) -> list[str]:
    return sorted(str([order(atom) for atom, _ in monomial]) for monomial in to_ring(term))


def normal_range(engine: Normaliser, rewriting: Rewriting) -> None:
    """The greatest value over a range, without what does not depend on its variables."""
    normal_body(engine, rewriting)
    if isinstance(rewriting.binder.body, Max) and _flattened(rewriting):
        rewriting.to(engine.normal(rewriting.given, rewriting.term))
        return
    before = rewriting.binder.body
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
