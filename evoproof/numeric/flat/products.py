"""A term without definitions as sums of products of terms, before any range is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from evoproof.kernel.build import mul, number, sum_over
from evoproof.kernel.poly import Floor, Poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Binder,
    Cond,
    Int,
    Max,
    Mul,
    Num,
    Pow,
    Sum,
    Term,
)

Part: TypeAlias = "tuple[Poly, bool, bool]"

MAX_FACTORS = 8
"""The most factors of one product, conditions not counted: contraction orders are exhaustive."""


@dataclass(frozen=True, eq=False)
class Summand:
    """coefficient * the sum over names, where conds hold, of the product of factors."""

    coefficient: Fraction
    names: tuple[str, ...] = ()
    conds: tuple[Cond, ...] = ()
    factors: tuple[Term, ...] = ()


@dataclass(frozen=True, eq=False)
class Survey:
    """What there is to know of a binder before its loops are chosen.

    `ranges` has its names and conditions alone; `total`, for conditions that leave a name free,
    also what is summed. `reads`: the indices in it that hold a name of the binder, each with
    whether it stands below a function or a power; `floors`: those with such a name.
    """

    ranges: Sum
    total: Sum
    reads: tuple[tuple[Poly, bool], ...]
    floors: tuple[Floor, ...]


@lru_cache(maxsize=1024)
def summands(term: Term) -> tuple[tuple[Summand, Survey], ...]:
    """Products whose sum the term is."""
    return tuple((one, _survey(one)) for one in _summands(term))


@lru_cache(maxsize=1024)
def survey_of(term: Max) -> Survey:
    """With 1 for what is summed: outside of its conditions there is nothing, not 0."""
    return _surveyed(sum_over(term.names, term.conds, number(1)), _parts(term, False))


def _survey(one: Summand) -> Survey:
    total = sum_over(one.names, one.conds, mul(*one.factors))
    return _surveyed(total, _parts(total, False))


def _surveyed(total: Sum, parts: Sequence[Part]) -> Survey:
    """The survey of `total`, whose expressions are `parts`."""
    names = frozenset(total.names)
    own = [part for part in parts if not names.isdisjoint(part[0].free)]
    reads = tuple((expr, inside) for expr, is_index, inside in own if is_index)
    atoms = {a for expr, _, _ in own for a in expr.atoms if isinstance(a, Floor)}
    met = sorted((a for a in atoms if not names.isdisjoint(a.free)), key=lambda one: one.key)
    ranges = sum_over(total.names, total.conds, number(1))
    return Survey(ranges, total, reads, tuple(met))


@lru_cache(maxsize=1024)
def survey_all(term: Term, names: frozenset[str]) -> Survey:
    """The survey of a whole term for its free indices."""
    total = sum_over(sorted(names), (), number(1))
    return _surveyed(total, _parts(term, False))


@lru_cache(maxsize=1024)
def _parts(term: Term, inside: bool) -> tuple[Part, ...]:
    """Every expression of the term: whether it is an index, and whether it is inside a function."""
    match term:
        case Int(expr=expr):
            return ((expr, False, inside),)
        case Access(indices=indices):
            return tuple([(index, True, inside) for index in indices])
        case Apply(args=args):
            return tuple([part for arg in args for part in _parts(arg, True)])
        case Add(args=args) | Mul(args=args):
            return tuple([part for arg in args for part in _parts(arg, inside)])
        case Pow(base=base):
            return _parts(base, True)
        case Binder(conds=conds, body=body):
            return (*((cond.expr, False, inside) for cond in conds), *_parts(body, inside))
    return ()


def _summands(term: Term) -> list[Summand]:
    match term:
        case Num(value=value):
            return [Summand(value)] if value else []
        case Add(args=args):
            return [one for arg in args for one in _summands(arg)]
        case Mul(args=args):
            return _multiplied(args)
        case Pow(base=base, exponent=1):
            return _summands(base)
        case Sum(names=names, conds=conds, body=body):
            return [_below(names, conds, one) for one in _summands(body)]
    return [Summand(Fraction(1), factors=(term,))]


def _below(names: tuple[str, ...], conds: tuple[Cond, ...], one: Summand) -> Summand:
    return Summand(one.coefficient, names + one.names, conds + one.conds, one.factors)


def _multiplied(args: Sequence[Term]) -> list[Summand]:
    """A product: sums of several products are factors, unless there is nothing else but numbers."""
    parts = [_summands(arg) for arg in args]
    if not all(parts):
        return []
    several = [part for part in parts if len(part) > 1]
    others = [part[0] for part in parts if len(part) == 1]
    if len(several) == 1 and not any(one.names or one.factors for one in others):
        return [_together([*others, one]) for one in several[0]]
    return [_together(_within_limit(args, parts))]


def _within_limit(args: Sequence[Term], parts: Sequence[list[Summand]]) -> list[Summand]:
    """One summand for each argument; a sum that would pass the limit is one factor."""
    chosen: list[Summand] = []
    room = MAX_FACTORS - len(args)
    for arg, part in zip(args, parts, strict=True):
        more = len(part[0].factors) - 1
        if len(part) > 1 or (part[0].names and more > room):
            chosen.append(Summand(Fraction(1), factors=(arg,)))
        else:
            chosen.append(part[0])
            room -= more
    return chosen


def _together(parts: Sequence[Summand]) -> Summand:
    coefficient = Fraction(1)
    for one in parts:
        coefficient *= one.coefficient
    factors = tuple(factor for one in parts for factor in one.factors)
    if len(factors) > MAX_FACTORS:
        factors = (*factors[: MAX_FACTORS - 1], Mul(factors[MAX_FACTORS - 1 :]))
    return Summand(
        coefficient,
        tuple(name for one in parts for name in one.names),
        tuple(cond for one in parts for cond in one.conds),
        factors,
    )
