"""Constructors for writing terms. They sort and wrap; none of them knows a context."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from operator import attrgetter

from evoproof.kernel.poly import ONE, Poly, poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Cond,
    Eq,
    Ge,
    Int,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)


def number(value: int | Fraction) -> Num:
    return Num(Fraction(value))


def integer(expr: Poly | int | str) -> Term:
    """An integer expression as a term: a number where it is constant."""
    expr = poly(expr)
    constant = expr.constant
    return Int(expr) if constant is None else number(constant)


def access(tensor: Tensor, *indices: Poly | int | str) -> Access:
    return Access(tensor, tuple(poly(index) for index in indices))


def tensor(name: str, *shape: Poly | int | str, padded: bool = False) -> Tensor:
    return Tensor(name, tuple(poly(size) for size in shape), padded, (), None, None)


def add(*args: Term) -> Term:
    return args[0] if len(args) == 1 else Add(args)


def mul(*args: Term) -> Term:
    return args[0] if len(args) == 1 else Mul(args)


def reciprocal(term: Term) -> Term:
    return Pow(term, -1)


def exp(term: Term) -> Term:
    return Apply("exp", (term,))


def conditions(conds: Iterable[Cond]) -> tuple[Cond, ...]:
    """The conditions in their one order, each once."""
    return tuple(sorted(set(conds), key=_key))


_key = attrgetter("key")


def sum_over(names: Iterable[str], conds: Iterable[Cond], body: Term) -> Sum:
    return Sum(tuple(names), conditions(conds), body)


def bracket(conds: Iterable[Cond], body: Term | None = None) -> Sum:
    """[conditions] * body."""
    return Sum((), conditions(conds), number(1) if body is None else body)


def at_least(left: Poly | int | str, right: Poly | int | str) -> Cond:
    """left >= right."""
    return Ge(poly(left) - poly(right))


def equal(left: Poly | int | str, right: Poly | int | str) -> Cond:
    """left = right, the same object whichever side is written first."""
    difference = poly(left) - poly(right)
    if difference.terms and difference.terms[-1][1] < 0:
        difference = -difference
    return Eq(difference)


def between(low: Poly | int | str, expr: Poly | int | str, high: Poly | int | str) -> list[Cond]:
    """low <= expr <= high."""
    return [at_least(expr, low), at_least(high, expr)]


def in_shape(tensor: Tensor, indices: Iterable[Poly]) -> tuple[Cond, ...]:
    """0 <= index < size for every index of an access to `tensor`."""
    pairs = zip(indices, tensor.shape, strict=True)
    return conditions(c for index, size in pairs for c in between(0, index, size - ONE))
