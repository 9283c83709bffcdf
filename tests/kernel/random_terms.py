"""Small random terms, conditions and tensors for the fuzz of the kernel's rules."""

from __future__ import annotations

import random
from collections.abc import Sequence

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    conditions,
    equal,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import Poly, floor, poly
from evoproof.kernel.terms import Apply, Cond, Divides, Ge, Max, Pow, Sum, Tensor, Term

FREE = ("n", "m", "i")
BOUND = ("a", "b", "c")


class Terms:
    """Everything is drawn from one generator, so that a seed repeats a failure."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def flip(self, chance: float = 0.5) -> bool:
        return self.rng.random() < chance

    def index(self, names: Sequence[str]) -> Poly:
        """An affine expression, now and then with a product or a floor."""
        expr = poly(self.rng.randint(-1, 2))
        for name in self.rng.sample(list(names), min(len(names), self.rng.randint(1, 2))):
            expr = expr + poly(name) * self.rng.choice([1, 1, 1, -1, 2])
        if self.flip(0.1):
            expr = expr + poly(self.rng.choice(names)) * poly(self.rng.choice(names))
        if self.flip(0.1):
            expr = floor(expr, self.rng.choice([poly(2), poly(3), poly("n")]))
        return expr

    def tensor(self) -> Tensor:
        n = poly("n")
        plain = (
            tensor("T", n), tensor("T", 3), tensor("V", "m", n), tensor("U", n, padded=True),
            tensor("U", 3, padded=True), tensor("V", n, 2, padded=True),
        )  # fmt: skip
        return self.defined() if self.flip(0.25) else self.rng.choice(plain)

    def defined(self) -> Tensor:
        """A definition; its parameters have names that sums bind and that are free elsewhere."""
        name = self.rng.choice([*BOUND, *FREE])
        size = self.rng.choice([poly("n"), poly(3), poly("m")])
        scope = [name, *self.rng.sample(FREE, 1)]
        read = self.rng.choice([tensor("T", "n"), tensor("U", "n", padded=True), tensor("T", 3)])
        body = self.rng.choice([
            access(read, self.index(scope)),
            sum_over(["b"], between(0, "b", 2), access(read, poly("b") + self.index(scope))),
            mul(integer(poly(name) + 1), access(read, name)),
        ])  # fmt: skip
        return Tensor("D", (size,), self.flip(), (), (name,), body)

    def access(self, names: Sequence[str]) -> Term:
        read = self.tensor()
        return access(read, *(self.index(names) for _ in read.shape))

    def term(self, names: Sequence[str], depth: int = 2) -> Term:
        kind = self.rng.randrange(10 if depth else 4)
        match kind:
            case 0:
                return number(self.rng.randint(-1, 2))
            case 1:
                return integer(self.index(names))
            case 2 | 3:
                return self.access(names)
            case 4:
                return add(*(self.term(names, depth - 1) for _ in range(2)))
            case 5:
                return mul(*(self.term(names, depth - 1) for _ in range(2)))
            case 6:
                return self.unary(self.term(names, depth - 1), names)
            case 7:
                return self.greatest(names, depth - 1)
        return self.sum(names, depth - 1)

    def unary(self, inner: Term, names: Sequence[str]) -> Term:
        return self.rng.choice([
            reciprocal(inner), Pow(inner, 2), Apply("phi", (inner,)),
            exp(integer(self.index(names))),
        ])  # fmt: skip

    def greatest(self, names: Sequence[str], depth: int) -> Term:
        """A maximum of values, or over integers."""
        if self.flip():
            many = self.rng.randint(1, 3)
            return Apply("max", tuple(self.term(names, depth) for _ in range(many)))
        return self.maximum(names, depth)

    def maximum(self, names: Sequence[str], depth: int = 1, most: int = 1) -> Max:
        whole = self.sum(names, depth, most)
        return Max(whole.names, whole.conds, whole.body)

    def sum(self, names: Sequence[str], depth: int = 1, most: int = 2) -> Sum:
        free = [name for name in BOUND if name not in names] if self.flip(0.8) else BOUND
        count = min(len(free), self.rng.choice([0, 1, 1, most]))
        bound = self.rng.sample(list(free), count)
        scope = [*names, *(name for name in bound if name not in names)]
        conds: list[Cond] = []
        for name in bound:
            outer = [one for one in names if one not in bound]
            conds += self.range(name, outer)
        if self.flip(0.4) or not bound:
            conds.append(self.cond(scope))
        return sum_over(bound, conds, self.term(scope, depth))

    def range(self, name: str, names: Sequence[str]) -> list[Cond]:
        low = self.rng.choice([poly(0), poly(-1), poly(1)])
        high = self.rng.choice([poly(2), poly("n") - 1, poly(1)])
        if names and self.flip(0.2):
            low = poly(self.rng.choice(names)) - 1
        return between(low, name, high) if self.flip(0.95) else [at_least(name, low)]

    def cond(self, names: Sequence[str]) -> Cond:
        expr = self.index(names)
        kind = self.rng.randrange(6)
        if kind == 0:
            return Divides(self.rng.choice([1, 2, 3]), expr)
        return equal(expr, 0) if kind == 1 else Ge(expr)

    def given(self, names: Sequence[str] = FREE) -> tuple[Cond, ...]:
        """Hypotheses that small integers often satisfy."""
        choices = [
            at_least("n", 1), at_least("n", 0), at_least("m", "n"), at_least(3, "m"),
            *between(0, "i", poly("n") - 1), self.cond(names),
        ]  # fmt: skip
        return conditions(self.rng.sample(choices, self.rng.randint(0, 2)))

    def bracket(self, names: Sequence[str]) -> Sum:
        return bracket([self.cond(names)], self.term(names, 1))
