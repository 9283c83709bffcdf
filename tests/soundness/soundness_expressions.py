"""Random index expressions that have a meaning for every size, as trees of the claims language."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from soundness_trees import ONE, ZERO, bound, minus, plus, read, times

from evoproof.claims.syntax import (
    Binary,
    Call,
    Case,
    Compare,
    Expr,
    Extreme,
    Junction,
    Kind,
    Literal,
    Name,
    Negative,
    Not,
    Range,
    Reduce,
    Test,
)
from evoproof.claims.table import claim_in

DECLARED: dict[str, Any] = {
    "name": "random",
    "sizes": "N, M, p",
    "integers": "s",
    "scalars": "w",
    "functions": "f",
    "tensors": "A[N, M], u[N], v[M], T[N*M], X[N], Y[N, M]",
    "padded": "X, Y",
    "free": "i < N, j < M",
    "given": ["p >= 1", "N >= 1"],
}
"""All random claims declare the same; N >= 1 where a maximum is taken over range(N)."""

Scope = tuple[Range, ...]
"""The variables in scope with their ranges; a free index has one from 0."""


class Expressions:
    """Draws expressions from `random`; `claim` has the declared names."""

    def __init__(self, random: Random) -> None:
        self.random = random
        claim = claim_in({**DECLARED, "left": "0", "right": "0"}, 1, 0, {})
        self.tensors = {one.name: one for one in claim.tensors}
        self.names: dict[str, Expr] = {one.name: Name(one) for one in claim.variables}
        self.free = tuple(
            Range(one, ZERO, one.extent)
            for one in claim.variables
            if one.kind is Kind.INDEX and one.extent is not None
        )

    def draw(self, depth: int = 3) -> Expr:
        """A real expression over the free indices."""
        return self.real(depth, self.free)

    def real(self, depth: int, scope: Scope) -> Expr:
        if depth == 0:
            return self.leaf(scope)
        forms: list[Callable[[int, Scope], Expr]] = [
            *[self.sum] * 5, self.padded_sum, *[self.product] * 3, self.plus, self.case,
            self.quotient, self.application, self.maximum,
        ]  # fmt: skip
        return self.random.choice(forms)(depth - 1, scope)

    # Forms

    def sum(self, depth: int, scope: Scope) -> Expr:
        ranges: Scope = ()
        for _ in range(self.random.choice((1, 1, 2, 2, 3))):
            ranges += (self.range(scope + ranges),)
        return Reduce("sum", ranges, self.real(depth, scope + ranges))

    def padded_sum(self, depth: int, scope: Scope) -> Expr:
        """Over a padded tensor, which reads 0 behind its last entry and before the first."""
        one = Range(bound(), ZERO, self.names["N"])
        factor = read(self.tensors["X"], Name(one.variable))
        return Reduce("sum", (one,), times(factor, self.real(depth, scope)))

    def product(self, depth: int, scope: Scope) -> Expr:
        return times(self.real(depth, scope), self.leaf(scope))

    def plus(self, depth: int, scope: Scope) -> Expr:
        return Binary(self.random.choice("+-"), self.real(depth, scope), self.leaf(scope))

    def case(self, depth: int, scope: Scope) -> Expr:
        return Case(self.test(scope), self.real(depth, scope), self.leaf(scope))

    def quotient(self, depth: int, scope: Scope) -> Expr:
        one = self.range(scope)
        bottom = Reduce("sum", (one,), Call("exp", self.leaf((*scope, one))))
        return Binary("/", self.real(depth, scope), bottom)

    def application(self, depth: int, scope: Scope) -> Expr:
        if self.random.random() < 0.5:
            return Call("f", self.real(depth, scope))
        return Call("exp", plus(self.access(scope), self.access(scope)))

    def maximum(self, depth: int, scope: Scope) -> Expr:
        if self.random.random() < 0.5:
            return Extreme("max", (self.real(depth, scope), self.leaf(scope)))
        one = Range(bound(), ZERO, self.names["N"])
        return Reduce("max", (one,), self.access((*scope, one)))

    # Parts

    def range(self, scope: Scope) -> Range:
        """Over a size, up to an index, or around 0; now and then with a condition."""
        names, variable = self.names, bound(self.random.choice("klm"))
        stops = [names["N"], names["N"], names["M"], names["M"], names["p"]]
        choice = self.random.random()
        if choice < 0.15:
            return Range(variable, Negative(names["p"]), plus(names["p"], ONE))
        if choice < 0.3:
            last = Name(self.random.choice(scope).variable)
            return Range(variable, ZERO, last)
        if choice < 0.4:
            return Range(variable, ZERO, times(names["N"], names["M"]))
        one = Range(variable, ZERO, self.random.choice(stops))
        if self.random.random() < 0.8:
            return one
        return Range(variable, ZERO, one.stop, (self.test((*scope, one)),))

    def test(self, scope: Scope) -> Test:
        operator = self.random.choice(("<", "<=", "==", "!=", ">="))
        left, right = self.index(scope), self.index(scope)
        if self.random.random() < 0.2:
            left, right = Binary("%", left, self.names["p"]), ZERO
        test: Test = Compare(operator, left, right)
        if self.random.random() < 0.15:
            other = Compare("<", self.index(scope), self.index(scope))
            test = Junction(self.random.choice(("and", "or")), (test, other))
        return Not(test) if self.random.random() < 0.1 else test

    def index(self, scope: Scope) -> Expr:
        """Any integer: for a condition, or to read a padded tensor at."""
        name = Name(self.random.choice(scope).variable)
        others: list[Expr] = [
            name, name, plus(name, ONE), minus(name, self.names["s"]),
            plus(name, Name(self.random.choice(scope).variable)),
            minus(Name(self.random.choice(scope).variable), name),
            Binary("//", name, self.names["p"]), Binary("%", name, self.names["p"]),
            times(Literal(2), name),
        ]  # fmt: skip
        return self.random.choice(others)

    def leaf(self, scope: Scope) -> Expr:
        others: list[Expr] = [self.names["w"], Literal(self.random.randint(1, 3))]
        others.append(Name(self.random.choice(scope).variable))
        return self.random.choice([*others, *[self.access(scope) for _ in range(9)]])

    def access(self, scope: Scope) -> Expr:
        tensor = self.random.choice(list(self.tensors.values()))
        if tensor.padded:
            return read(tensor, *[self.index(scope) for _ in tensor.shape])
        places = [self.within(entry, scope) for entry in tensor.shape]
        if any(not found for found in places):
            return read(self.tensors["X"], self.index(scope))
        return read(tensor, *[self.random.choice(found) for found in places])

    def within(self, size: Expr, scope: Scope) -> list[Expr]:
        """Indices from 0 to size - 1: those over the same range, from either end."""
        ahead = [Name(one.variable) for one in scope if (one.start, one.stop) == (ZERO, size)]
        return [*ahead, *(minus(minus(size, ONE), one) for one in ahead)]
