"""True rewrites: each turns a part of an expression into another of the same value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from soundness_places import places
from soundness_ranges import (
    Here,
    Rewrite,
    enlarge,
    flatten,
    nest,
    pad,
    reflect,
    shift,
    skew,
    split,
    swap,
    tile,
)
from soundness_trees import (
    ONE,
    ZERO,
    bound,
    bracket,
    minus,
    opposite,
    plus,
    ranges_of,
    refreshed,
    substituted,
    times,
    total,
    uses,
)

from evoproof.claims.syntax import (
    Binary,
    Call,
    Case,
    Compare,
    Expr,
    Extreme,
    Kind,
    Literal,
    Name,
    Negative,
    Range,
    Read,
    Reduce,
)


def distribute(expr: Expr, here: Here) -> Expr | None:
    match expr:
        case Binary("*" | "/" as operator, Binary("+" | "-" as sign, one, two), other):
            return Binary(sign, Binary(operator, one, other), Binary(operator, two, other))
        case Binary("*" | "/" as operator, Reduce("sum", ranges, body), other):
            return Reduce("sum", ranges, Binary(operator, body, other))
        case Binary("*", other, Reduce("sum", ranges, body)):
            return Reduce("sum", ranges, times(other, body))
        case Reduce("sum", ranges, Binary("+" | "-" as sign, one, two)):
            return Binary(sign, Reduce("sum", ranges, one), Reduce("sum", ranges, two))
    return None


def commute(expr: Expr, here: Here) -> Expr | None:
    match expr:
        case Binary("+" | "*" as operator, left, right):
            return Binary(operator, right, left)
        case Binary("-", left, right):
            return plus(Negative(right), left)
        case Extreme(which, args):
            return Extreme(which, args[::-1])
    return None


def delta(expr: Expr, here: Here) -> Expr | None:
    """A sum over another index that is equal to one in scope."""
    known = [one for one in here.known() if uses(expr, one.variable)]
    if not known or not _is_real(expr):
        return None
    one, index = here.random.choice(known), bound("t")
    equal = Compare("==", Name(index), Name(one.variable))
    body = substituted(expr, {one.variable: Name(index)})
    if here.random.random() < 0.5:
        return total(Range(index, one.start, one.stop, (equal,)), body)
    unguarded = Range(index, one.start, one.stop)
    return total(unguarded, bracket(equal, body))


def _is_real(expr: Expr) -> bool:
    """Where a sum may stand: certainly no integer that something is read at."""
    return isinstance(expr, Read | Reduce | Call) or (isinstance(expr, Binary) and _has_real(expr))


def _has_real(expr: Binary) -> bool:
    return _is_real(expr.left) or _is_real(expr.right)


def case_split(expr: Expr, here: Here) -> Expr | None:
    match expr:
        case Case(test, then, otherwise):
            if here.random.random() < 0.5:
                return Case(opposite(test), otherwise, then)
            return plus(bracket(test, then), bracket(opposite(test), otherwise))
        case _ if _is_real(expr) and here.scope:
            names = [one for one in here.scope if one.kind in (Kind.INDEX, Kind.BOUND)]
            test = Compare("<", Name(here.random.choice(names)), here.point())
            return Case(test, expr, expr)
    return None


def push_case(expr: Expr, here: Here) -> Expr | None:
    """What is done to a case distinction is done to either case."""
    match expr:
        case Call(function, Case(test, then, otherwise)):
            return Case(test, Call(function, then), Call(function, otherwise))
        case Binary("+" | "-" | "*" | "/" as sign, Case(test, then, otherwise), other):
            return Case(test, Binary(sign, then, other), Binary(sign, otherwise, other))
        case Reduce("sum", (*ranges, last), Case(test, then, Literal(0))):
            guarded = replace(last, conditions=(*last.conditions, test))
            return Reduce("sum", (*ranges, guarded), then)
        case Reduce("sum", (*ranges, Range(conditions=(*tests, test)) as last), body):
            return Reduce(
                "sum", (*ranges, replace(last, conditions=tuple(tests))), Case(test, body, ZERO)
            )
    return None


def exponents(expr: Expr, here: Here) -> Expr | None:
    match expr:
        case Call("exp", Binary("+", one, two)):
            return times(Call("exp", one), Call("exp", two))
        case Call("exp", argument):
            by = here.random.choice(here.points)
            return Binary("/", Call("exp", plus(argument, by)), Call("exp", by))
    return None


def maxima(expr: Expr, here: Here) -> Expr | None:
    match expr:
        case Extreme("max", args):
            return Negative(Extreme("min", tuple(Negative(one) for one in args)))
        case Binary("+", Extreme(which, args), other):
            return Extreme(which, tuple(plus(one, other) for one in args))
        case Reduce("max", ranges, body):
            return Negative(Reduce("min", ranges, Negative(body)))
    return None


def digits(expr: Expr, here: Here) -> Expr | None:
    """k as p * (k // p) + k % p, k // p as (k + p) // p - 1, k % p as (k + p) % p."""
    p = here.period
    match expr:
        case Binary("//", number, divisor) if divisor == p:
            return minus(Binary("//", plus(number, p), p), ONE)
        case Binary("%", number, divisor) if divisor == p:
            return Binary("%", plus(number, p), p)
        case Name(variable) if variable.kind in (Kind.BOUND, Kind.INDEX):
            return plus(times(p, Binary("//", expr, p)), Binary("%", expr, p))
    return None


REWRITES: dict[str, Rewrite] = {
    one.__name__: one
    for one in (
        shift, reflect, swap, skew, nest, split, tile, flatten, distribute, commute, delta,
        enlarge, pad, case_split, push_case, exponents, maxima, digits,
    )
}  # fmt: skip


def rewritten(
    expr: Expr, random: Random, names: Mapping[str, Expr], free: tuple[Range, ...], which: str
) -> Expr | None:
    """The expression after one such rewrite somewhere; None where it applies nowhere."""
    whole = refreshed(expr)
    ranges = {one.variable: one for one in (*free, *ranges_of(whole))}
    outer = tuple(one.variable for one in free)
    found = list(places(whole, outer))
    random.shuffle(found)
    points = (names["s"], names["p"], names["M"], ONE, Literal(2))
    for place in found:
        here = Here(random, points, names["p"], ranges, place.scope)
        other = REWRITES[which](place.part, here)
        if other is not None:
            return refreshed(place.put(other))
    return None
