"""True rewrites: each turns a part of an expression into another of the same value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from soundness_places import places
from soundness_trees import (
    ONE,
    ZERO,
    bound,
    bracket,
    inside,
    is_strict,
    minus,
    opposite,
    plus,
    range_with,
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
    Variable,
)


@dataclass(frozen=True)
class Here:
    """What a rewrite may use: integers for points and shifts, and the ranges of variables."""

    random: Random
    points: tuple[Expr, ...]
    period: Expr
    ranges: Mapping[Variable, Range]
    scope: tuple[Variable, ...]

    def point(self) -> Expr:
        return self.random.choice(self.points)

    def known(self) -> list[Range]:
        return [self.ranges[one] for one in self.scope if one in self.ranges]


Rewrite = Callable[[Expr, Here], "Expr | None"]
"""The other expression, or None where the rewrite does not apply."""


def _one_range(expr: Expr, change: Callable[[Range], tuple[Range, Expr]]) -> Expr | None:
    """The reduction with another first range, and a value for its variable everywhere below."""
    if not isinstance(expr, Reduce):
        return None
    first, *later = expr.ranges
    new, value = change(first)
    values = {first.variable: value}
    conditions = tuple(substituted(one, values) for one in first.conditions)
    ranges = (replace(new, conditions=conditions), *(range_with(one, values) for one in later))
    return Reduce(expr.which, ranges, substituted(expr.body, values))


def shift(expr: Expr, here: Here) -> Expr | None:
    by = here.point()

    def change(one: Range) -> tuple[Range, Expr]:
        index = bound()
        new = Range(index, Binary("-", one.start, by), Binary("-", one.stop, by))
        return new, plus(Name(index), by)

    return _one_range(expr, change)


def reflect(expr: Expr, here: Here) -> Expr | None:
    def change(one: Range) -> tuple[Range, Expr]:
        index = bound()
        last = minus(one.stop, ONE)
        return Range(index, one.start, one.stop), minus(plus(one.start, last), Name(index))

    return _one_range(expr, change)


def swap(expr: Expr, here: Here) -> Expr | None:
    """The second range first: the conditions of both are asked where both indices are known."""
    match expr:
        case Reduce(ranges=(one, two, *rest)) if not _bounded_by(two, one.variable):
            return replace(expr, ranges=(*_swapped(one, two), *rest))
        case Reduce("sum", (one,), Reduce("sum", (two, *rest), body)):
            if not _bounded_by(two, one.variable):
                later, first = _swapped(one, two)
                inner = Reduce("sum", (first, *rest), body)
                return total(later, inner)
    return None


def _bounded_by(one: Range, variable: Variable) -> bool:
    return uses(one.start, variable) or uses(one.stop, variable)


def _swapped(one: Range, two: Range) -> tuple[Range, Range]:
    both = one.conditions + two.conditions
    return replace(two, conditions=()), replace(one, conditions=both)


def skew(expr: Expr, here: Here) -> Expr | None:
    """i, j -> i + j, j: the sum of both indices becomes the inner index."""
    match expr:
        case Reduce("sum", (one, two, *rest), body) if not _bounded_by(two, one.variable):
            outer, inner = _swapped(one, two)
            index, by = bound("t"), Name(two.variable)
            moved = Range(index, plus(inner.start, by), plus(inner.stop, by), inner.conditions)
            values = {one.variable: minus(Name(index), by)}
            moved = replace(range_with(moved, values), start=moved.start, stop=moved.stop)
            ranges = (outer, moved, *(range_with(other, values) for other in rest))
            return Reduce("sum", ranges, substituted(body, values))
    return None


def nest(expr: Expr, here: Here) -> Expr | None:
    match expr:
        case Reduce(which, (first, *rest), body) if rest and which == "sum":
            return total(first, Reduce(which, tuple(rest), body))
        case Reduce("sum", ranges, Reduce("sum", inner, body)):
            return Reduce("sum", ranges + inner, body)
    return None


def split(expr: Expr, here: Here) -> Expr | None:
    """Up to a point and from there on: by conditions, or by the bounds."""
    match expr:
        case Reduce("sum", (one, *rest), body):
            at, name = here.point(), Name(one.variable)
            if here.random.random() < 0.5:
                low = replace(one, conditions=(*one.conditions, Compare("<", name, at)))
                high = replace(one, conditions=(*one.conditions, Compare("<=", at, name)))
            else:
                low = replace(one, stop=Extreme("min", (one.stop, at)))
                high = replace(one, start=Extreme("max", (one.start, at)))
            halves = [Reduce("sum", (half, *rest), body) for half in (low, high)]
            return plus(*halves)
    return None


def tile(expr: Expr, here: Here) -> Expr | None:
    """range(N*M) as range(N) and range(M)."""
    match expr:
        case Reduce(
            "sum", (Range(index, Literal(0), Binary("*", rows, row)) as one, *rest), body
        ) if _is_size(rows) and _is_size(row):
            a, b = bound("a"), bound("b")
            values = {index: plus(times(Name(a), row), Name(b))}
            conditions = tuple(substituted(test, values) for test in one.conditions)
            ranges = (Range(a, ZERO, rows), Range(b, ZERO, row, conditions))
            ranges += tuple(range_with(other, values) for other in rest)
            return Reduce("sum", ranges, substituted(body, values))
    return None


def flatten(expr: Expr, here: Here) -> Expr | None:
    """range(N) and range(M) as range(N*M)."""
    match expr:
        case Reduce(
            "sum",
            (Range(i, Literal(0), rows) as one, Range(j, Literal(0), row) as two, *rest),
            body,
        ) if _is_size(rows) and _is_size(row):
            index = bound("r")
            name = Name(index)
            values = {i: Binary("//", name, row), j: Binary("%", name, row)}
            tests = tuple(substituted(t, values) for t in one.conditions + two.conditions)
            ranges = (Range(index, ZERO, times(rows, row), tests),)
            ranges += tuple(range_with(other, values) for other in rest)
            return Reduce("sum", ranges, substituted(body, values))
    return None


def _is_size(expr: Expr) -> bool:
    return isinstance(expr, Name) and expr.variable.kind is Kind.SIZE


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


def enlarge(expr: Expr, here: Here) -> Expr | None:
    """A larger range; what is outside the old one is 0 by a condition."""
    match expr:
        case Reduce("sum", (one, *rest), body):
            more = here.random.choice((ONE, here.period))
            wide = Range(one.variable, minus(one.start, more), plus(one.stop, more))
            conditions = inside(one) + one.conditions
            return Reduce("sum", (replace(wide, conditions=conditions), *rest), body)
    return None


def pad(expr: Expr, here: Here) -> Expr | None:
    """A larger range, where a padded tensor that is a factor reads 0."""
    match expr:
        case Reduce("sum", (one,), Binary("*", Read(tensor, indices) as factor, other)):
            name = Name(one.variable)
            sizes = [size for size, at in zip(tensor.shape, indices, strict=True) if at == name]
            covered = tensor.padded and one.start == ZERO and one.stop in sizes
            if covered and not any(is_strict(x, one.variable) for x in (other, *one.conditions)):
                more = here.random.choice((ONE, here.period))
                wide = replace(one, start=Negative(more), stop=plus(one.stop, more))
                return total(wide, times(factor, other))
    return None


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
