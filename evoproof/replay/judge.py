"""Where a term can be non-zero, that a sum is finite, and that a term is positive."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from evoproof.replay.alpha import key
from evoproof.replay.facts import Facts
from evoproof.replay.failure import Refusal, refuse_unless
from evoproof.replay.integers import Poly
from evoproof.replay.substitution import put_conds
from evoproof.replay.terms import (
    Add,
    Apply,
    Cond,
    Conds,
    Int,
    Mul,
    Num,
    Pow,
    Read,
    Sum,
    Term,
    at_least_one,
    inside,
    number,
)


def support(term: Term) -> Conds:
    """Conditions that hold wherever the term is not 0."""
    match term:
        case Read(tensor=tensor, indices=indices) if tensor.padded:
            return inside(tensor, indices)
        case Mul(args=args):
            return frozenset[Cond]().union(*[support(arg) for arg in args])
        case Add(args=(first, *rest)):
            return support(first).intersection(*[support(arg) for arg in rest])
        case Pow(base=base):
            return support(base)
        case Sum(names=names, conds=conds, body=body):
            where = support(body) | conds
            return frozenset([cond for cond in where if cond.free.isdisjoint(names)])
    return frozenset()


def need_finite(facts: Facts, names: Sequence[str], conds: Conds, body: Term) -> None:
    """That [conds] * body is non-zero for finitely many values of the names, or Refusal.

    A name is bounded by conditions n * c + rest >= 0 and n * c' + rest' >= 0 with c >= 1 and
    c' <= -1, or by one n * c + rest = 0, of which no other unbounded name is part.
    """
    where = conds | support(body)
    there = facts.forget(names).also(where)
    bounds = {name: _bounds(there, name, where) for name in names}
    waiting = set(names)
    while waiting:
        done = {name for name in waiting if _bounded(bounds[name], waiting - {name})}
        refuse_unless(bool(done), f"nothing bounds {', '.join(sorted(waiting))}")
        waiting -= done


def _bounds(there: Facts, name: str, where: Conds) -> list[tuple[int, Cond]]:
    """The conditions that bound the name from below (1) or from above (-1)."""
    found: list[tuple[int, Cond]] = []
    for cond in sorted(where, key=repr):
        slope = cond.expr.slope(name) if cond.kind != "|" else None
        if slope is not None and slope.terms:
            signs = [sign for sign in (1, -1) if _positive_integer(there, slope * _sign(sign))]
            both = [1, -1] if signs and cond.kind == "=" else signs
            found += [(sign, cond) for sign in both]
    return found


def _bounded(bounds: list[tuple[int, Cond]], others: set[str]) -> bool:
    return {sign for sign, cond in bounds if cond.free.isdisjoint(others)} == {1, -1}


def _sign(sign: int) -> Poly:
    return Poly({frozenset(): sign})


def _positive_integer(there: Facts, expr: Poly) -> bool:
    if expr.constant is not None:
        return expr.constant >= 1
    return there.has(at_least_one(expr))


Witnesses = Sequence[tuple[Sum, tuple[Poly, ...]]]


def need_positive(facts: Facts, term: Term, witnesses: Witnesses) -> None:
    """That the term is > 0 by its form, or Refusal; a sum needs a point where it is not empty."""
    match term:
        case Num(value=value) if value > 0:
            return
        case Int(expr=expr):
            facts.need(at_least_one(expr))
        case Apply(function="exp"):
            return
        case Pow(base=base):
            need_positive(facts, base, witnesses)
        case Mul(args=(_, *_) as args):
            for arg in args:
                need_positive(facts, arg, witnesses)
        case Add(args=(_, *_) as args):
            _need_positive_add(facts, args, witnesses)
        case Sum():
            _need_positive_sum(facts, term, witnesses)
        case _:
            raise Refusal("the form of the term does not show that it is positive")


def _need_positive_add(facts: Facts, args: tuple[Term, ...], witnesses: Witnesses) -> None:
    """The summands' lower bounds add up to 0 at least, and some summand is above its own."""
    bounds = [_bound(arg) for arg in args]
    for arg, bound in zip(args, bounds, strict=True):
        if bound is None:
            need_positive(facts, arg, witnesses)
    total = sum(bound or 0 for bound in bounds)
    positive = total > 0 or (total == 0 and any(not isinstance(arg, Num) for arg in args))
    refuse_unless(positive, "the form of the sum does not show that it is positive")


def _bound(term: Term) -> Fraction | None:
    """A number's own value; what exp of a number, or a multiple of one, is above of."""
    match term:
        case Num(value=value):
            return value
        case Apply(function="exp", args=(Num(value=exponent),)) if exponent > 0:
            return Fraction(1)
        case Mul(args=(Num(value=factor), Apply(function="exp", args=(Num(value=exponent),)))):
            return factor if factor < 0 and exponent < 0 else None
    return None


def _need_positive_sum(facts: Facts, term: Sum, witnesses: Witnesses) -> None:
    points = [point for one, point in witnesses if key(one) == key(term)]
    refuse_unless(bool(points), f"a witness is needed for the sum over {term.names}")
    refuse_unless(len(points[0]) == len(term.names), "a witness has another number of values")
    there = put_conds(term.conds, dict(zip(term.names, points[0], strict=True)))
    facts.need(*sorted(there, key=repr))
    need_finite(facts, term.names, term.conds, number(1))
    need_positive(facts.under(term.names, term.conds), term.body, witnesses)
