"""Formulas of the checker. A term is compared by its `key`: equal keys are equal up to renaming.

Tensors are values of their shape: one unknown T for every (name, kind, values of the shape). A
defined tensor is its body; what is printed after its name means nothing and is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from evoproof.replay.integers import Poly


@dataclass(frozen=True, eq=False)
class Cond:
    """`kind` is ">=" (expr >= 0), "=" (expr = 0) or "|" (modulus divides expr)."""

    kind: str
    expr: Poly
    modulus: int = 0

    @cached_property
    def _key(self) -> tuple[str, object, int]:
        either = frozenset([self.expr, -self.expr]) if self.kind == "=" else self.expr
        return (self.kind, either, self.modulus)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cond) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        if self.kind == "|":
            return f"{self.modulus} divides {self.expr}"
        return f"{self.expr} {self.kind} 0"

    def of(self, expr: Poly) -> Cond:
        """The same condition on another expression."""
        return Cond(self.kind, expr, self.modulus)

    @property
    def free(self) -> frozenset[str]:
        return self.expr.free


Conds: TypeAlias = "frozenset[Cond]"


@dataclass(frozen=True, eq=False)
class Tensor:
    name: str
    shape: tuple[Poly, ...]
    padded: bool
    parameters: tuple[str, ...] = ()
    body: Term | None = None

    @cached_property
    def free(self) -> frozenset[str]:
        own = frozenset[str]().union(*(size.free for size in self.shape))
        return own if self.body is None else own | (self.body.free - frozenset(self.parameters))


class Term:
    """`free` are the names that occur unbound, in definitions too."""

    @cached_property
    def free(self) -> frozenset[str]:
        return frozenset[str]().union(*(kid.free for kid in self.kids))

    @property
    def kids(self) -> tuple[Term, ...]:
        """The direct subterms, as paths number them."""
        return ()


@dataclass(frozen=True, eq=False)
class Num(Term):
    value: Fraction


@dataclass(frozen=True, eq=False)
class Int(Term):
    expr: Poly

    @cached_property
    def free(self) -> frozenset[str]:
        return self.expr.free


@dataclass(frozen=True, eq=False)
class Read(Term):
    tensor: Tensor
    indices: tuple[Poly, ...]

    @cached_property
    def free(self) -> frozenset[str]:
        return self.tensor.free.union(*(index.free for index in self.indices))


@dataclass(frozen=True, eq=False)
class Apply(Term):
    function: str
    args: tuple[Term, ...]

    @property
    def kids(self) -> tuple[Term, ...]:
        return self.args


@dataclass(frozen=True, eq=False)
class Add(Term):
    args: tuple[Term, ...]

    @property
    def kids(self) -> tuple[Term, ...]:
        return self.args


@dataclass(frozen=True, eq=False)
class Mul(Term):
    args: tuple[Term, ...]

    @property
    def kids(self) -> tuple[Term, ...]:
        return self.args


@dataclass(frozen=True, eq=False)
class Pow(Term):
    base: Term
    exponent: int

    @property
    def kids(self) -> tuple[Term, ...]:
        return (self.base,)


@dataclass(frozen=True, eq=False)
class Binder(Term):
    """Binds `names` in `conds` and `body`: a sum, or a greatest value."""

    names: tuple[str, ...]
    conds: Conds
    body: Term

    @cached_property
    def free(self) -> frozenset[str]:
        inside = self.body.free.union(*(cond.free for cond in self.conds))
        return inside - frozenset(self.names)

    @property
    def kids(self) -> tuple[Term, ...]:
        return (self.body,)


class Sum(Binder):
    """0 unless the body is non-zero for finitely many points."""


class Max(Binder):
    """0 where there is no greatest value."""


def with_kids(term: Term, kids: tuple[Term, ...]) -> Term:
    """The term with other direct subterms."""
    match term:
        case Apply(function=function):
            return Apply(function, kids)
        case Add():
            return Add(kids)
        case Mul():
            return Mul(kids)
        case Pow(exponent=exponent):
            return Pow(kids[0], exponent)
        case Binder(names=names, conds=conds):
            return type(term)(names, conds, kids[0])
    return term


def number(value: int) -> Num:
    return Num(Fraction(value))


def value(expr: Poly) -> Term:
    """An integer expression as a term, a number where it is constant."""
    return Int(expr) if expr.constant is None else number(expr.constant)


def product(first: Term, *rest: Term) -> Term:
    return Mul((first, *rest)) if rest else first


def at_least_one(expr: Poly) -> Cond:
    return Cond(">=", expr - Poly({frozenset(): 1}))


def inside(tensor: Tensor, indices: tuple[Poly, ...]) -> Conds:
    """0 <= index <= size - 1 for every index."""
    pairs = list(zip(indices, tensor.shape, strict=True))
    low = [Cond(">=", index) for index, _ in pairs]
    return frozenset([*low, *(at_least_one(size - index) for index, size in pairs)])
