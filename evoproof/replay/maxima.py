"""The rules of maxima. A range has to be finite, and a point has to be shown in it."""

from __future__ import annotations

from evoproof.replay.alpha import same
from evoproof.replay.facts import Facts
from evoproof.replay.failure import Refusal, refuse_unless
from evoproof.replay.integers import Poly, integer
from evoproof.replay.judge import Witnesses, need_finite, need_positive
from evoproof.replay.reals import agree
from evoproof.replay.substitution import names_of, put_conds
from evoproof.replay.terms import Add, Apply, Cond, Conds, Max, Mul, Num, Sum, Term, number

Point = tuple[Poly, ...]


def lattice(term: Term, claimed: Term, facts: Facts) -> Term:
    """s = t for all real values of their atoms, by cases of the maxima."""
    refuse_unless(agree(facts.known, term, claimed), "they are not shown equal in every case")
    return claimed


def max_scale(term: Term, claimed: Term, facts: Facts, witnesses: Witnesses = ()) -> Term:
    """max(p s, p t, ...) = p max(s, t, ...) where p > 0."""
    pairs = [_pair(arg) for arg in _values(term)]
    factor = pairs[0][0]
    refuse_unless(all(same(factor, one) for one, _ in pairs), "the factors differ")
    need_positive(facts, factor, witnesses)
    return Mul((factor, Apply("max", tuple([rest for _, rest in pairs]))))


def exp_max(term: Term, claimed: Term, facts: Facts) -> Term:
    """exp(max(s, t, ...)) = max(exp(s), exp(t), ...)."""
    match term:
        case Apply(function="exp", args=(inside,)):
            return Apply("max", tuple([Apply("exp", (one,)) for one in _values(inside)]))
    raise Refusal("not exp of a maximum")


def max_square(term: Term, claimed: Term, facts: Facts) -> Term:
    """m * m = (s + t) m - s t for m = max(s, t)."""
    match term:
        case Mul(args=(one, other)) if same(one, other):
            values = _values(one)
            refuse_unless(len(values) == 2, "not the maximum of two values")
            return Add((Mul((Add(values), one)), Mul((number(-1), *values))))
    raise Refusal("not the square of a maximum")


def _values(term: Term) -> tuple[Term, ...]:
    match term:
        case Apply(function="max", args=(_, *_) as values):
            return values
    raise Refusal("not a maximum of values")


def _pair(term: Term) -> tuple[Term, Term]:
    match term:
        case Mul(args=(factor, rest)):
            return factor, rest
    raise Refusal("not a product of two")


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


def max_project(
    term: Term,
    claimed: Term,
    facts: Facts,
    name: str,
    conditions: Conds,
    values: tuple[Poly, ...],
) -> Term:
    """Max (x, n), C of b = Max x, D of b, no n in b or D, where D says that there is an n."""
    one = maximum(term)
    refuse_unless(name in one.names and bool(values), f"{name} is not bound, or has no value")
    used = one.body.free.union(names_of(values), *[cond.free for cond in conditions])
    refuse_unless(name not in used, f"{name} is used")
    facts.under(one.names, one.conds).need(*sorted(conditions, key=repr))
    for value in values:
        # Wherever this value is the greatest one it does.
        greatest = frozenset([Cond(">=", value - less) for less in values if less != value])
        there = put_conds(one.conds, {name: value})
        facts.under(one.names, conditions | greatest).need(*sorted(there, key=repr))
    rest = Max(tuple([other for other in one.names if other != name]), conditions, one.body)
    for either in (one, rest):
        need_finite(facts, either.names, either.conds, number(1))
    return rest


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
