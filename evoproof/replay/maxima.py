"""The rules of maxima. A range has to be finite, and a point has to be shown in it."""

from __future__ import annotations

from evoproof.replay.alpha import same
from evoproof.replay.facts import Facts
from evoproof.replay.failure import Refusal, refuse_unless
from evoproof.replay.integers import Poly, integer
from evoproof.replay.judge import need_finite
from evoproof.replay.reals import agree
from evoproof.replay.substitution import put_conds
from evoproof.replay.terms import Add, Apply, Cond, Max, Mul, Num, Sum, Term, number

Point = tuple[Poly, ...]


def lattice(term: Term, claimed: Term, facts: Facts) -> Term:
    """s = t for all real values of their atoms, by cases of the maxima."""
    refuse_unless(agree(facts.known, term, claimed), "they are not shown equal in every case")
    return claimed


def max_affine(term: Term, claimed: Term, facts: Facts, point: Point) -> Term:
    """Max x, C of (p b + r) = p * Max x, C of b + r, p > 0, no x free in r, C not empty."""
    one = maximum(term)
    match one.body:
        case Add(args=(Mul(args=(Num(value=value) as factor, body)), rest)) if value > 0:
            refuse_unless(rest.free.isdisjoint(one.names), "the rest depends on a bound name")
            _need_point(facts, one, point)
            return Add((Mul((factor, Max(one.names, one.conds, body))), rest))
    raise Refusal("not a positive number times a term, plus another")


def max_split(
    term: Term, claimed: Term, facts: Facts, condition: Cond, first: Point, second: Point
) -> Term:
    """Max x, C of b = max(Max x, C and p of b, Max x, C and not p of b), neither one empty."""
    one = maximum(term)
    refuse_unless(condition.kind == ">=", "a maximum is split by an inequality")
    parts = [
        Max(one.names, one.conds | {case}, one.body)
        for case in (condition, condition.of(-condition.expr - integer(1)))
    ]
    for part, point in zip(parts, (first, second), strict=True):
        _need_point(facts, part, point)
    return Apply("max", tuple(parts))


def max_flatten(term: Term, claimed: Term, facts: Facts, point: Point) -> Term:
    """Max x, C of Max y, D of b = Max (x, y), C and D of b, D never empty where C holds."""
    outer = maximum(term)
    inner = maximum(outer.body)
    taken = frozenset(outer.names).union(*[cond.free for cond in outer.conds])
    refuse_unless(taken.isdisjoint(inner.names), "a name is bound twice")
    _need_point(facts.under(outer.names, outer.conds), inner, point)
    whole = Max((*outer.names, *inner.names), outer.conds | inner.conds, inner.body)
    need_finite(facts, whole.names, whole.conds, number(1))
    return whole


def max_single(term: Term, claimed: Term, facts: Facts) -> Term:
    """Max C of b = [C] b."""
    one = maximum(term)
    refuse_unless(not one.names, "there are names")
    return Sum((), one.conds, one.body)


def max_zero(term: Term, claimed: Term, facts: Facts) -> Term:
    """Max x, C of 0 = 0."""
    refuse_unless(same(maximum(term).body, number(0)), "the body is not 0")
    return number(0)


def maximum(term: Term) -> Max:
    if not isinstance(term, Max):
        raise Refusal("not a maximum over integers")
    return term


def _need_point(facts: Facts, term: Max, point: Point) -> None:
    """That there are finitely many values, and one of them at the point."""
    refuse_unless(len(point) == len(term.names), "a point has one integer for each name")
    there = put_conds(term.conds, dict(zip(term.names, point, strict=True)))
    facts.need(*sorted(there, key=repr))
    need_finite(facts, term.names, term.conds, number(1))
