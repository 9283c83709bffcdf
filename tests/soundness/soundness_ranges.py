"""True rewrites of ranges; and what any rewrite may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from soundness_trees import (
    ONE,
    ZERO,
    bound,
    inside,
    is_strict,
    minus,
    plus,
    range_with,
    substituted,
    times,
    total,
    uses,
)

from evoproof.claims.syntax import (
    Binary,
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
