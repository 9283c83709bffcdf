"""Stand-ins for unknown functions: smooth, random, the same for the same name and seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, reduce
from random import Random
from typing import TYPE_CHECKING

from evoproof.numeric.arithmetic import Arithmetic, Plain, V

if TYPE_CHECKING:
    import torch

BUMPS = 3
GRAIN = 64


@dataclass(frozen=True)
class Smooth:
    """f(x) = c + d.x + sum over k of h_k exp(-(w_k.x + s_k)^2), the letters drawn for the name.

    Written in the operations of an `Arithmetic`, so it carries whatever bound that one carries; its
    letters are multiples of 1/64, which floats hold exactly. Any number of arguments.
    """

    name: str
    seed: int = 0

    def __call__(self, *args: torch.Tensor) -> torch.Tensor:
        return self.through(Plain(args[0].device, args[0].dtype), args)

    def through(self, arithmetic: Arithmetic[V], args: Sequence[V]) -> V:
        rows = _letters(self.name, self.seed, len(args))
        total = _affine(arithmetic, rows[0][1:], args)
        for height, *row in rows[1:]:
            bump = _bump(arithmetic, row, args)
            scaled = arithmetic.mul(arithmetic.constant(height), bump)
            total = arithmetic.add(total, scaled)
        return total


@cache
def _letters(name: str, seed: int, arity: int) -> tuple[tuple[Fraction, ...], ...]:
    """One row for the affine part and one for each bump: height, shift, then the slopes."""
    draw = Random(f"{seed}:{name}:{arity}")
    return tuple(tuple(_letter(draw) for _ in range(arity + 2)) for _ in range(BUMPS + 1))


def _letter(draw: Random) -> Fraction:
    """A number in +-[1/4, 1]."""
    return Fraction(draw.choice((-1, 1)) * draw.randint(GRAIN // 4, GRAIN), GRAIN)


def _affine(arithmetic: Arithmetic[V], row: Sequence[Fraction], args: Sequence[V]) -> V:
    parts = [
        arithmetic.mul(arithmetic.constant(slope), arg)
        for slope, arg in zip(row[1:], args, strict=True)
    ]
    return reduce(arithmetic.add, parts, arithmetic.constant(row[0]))


def _bump(arithmetic: Arithmetic[V], row: Sequence[Fraction], args: Sequence[V]) -> V:
    inner = _affine(arithmetic, row, args)
    square = arithmetic.mul(inner, inner)
    return arithmetic.exp(arithmetic.mul(arithmetic.constant(Fraction(-1)), square))
