"""Fixed random functions of residues, for unknown functions: equal arguments give equal values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.errors import NoResidue
from evoproof.numeric.modular import product, reduced
from evoproof.numeric.primes import centred

if TYPE_CHECKING:
    import torch

ROUNDS = 7


@dataclass(frozen=True)
class Hashed:
    """A function of any number of residues, drawn for its name, the seed and the arity.

    The state takes in one argument after the other; after each it goes through rounds of
    x -> (x + k)^3, which are permutations, since 3 divides neither p - 1 nor q - 1. So the function
    is one-to-one in each argument, and a polynomial of degree 3^7 in the last one.
    """

    name: str
    seed: int = 0

    def __call__(self, *args: torch.Tensor) -> torch.Tensor:
        raise NoResidue(f"{self.name} is drawn for residues: it has no real values")

    def residues(
        self, args: Sequence[torch.Tensor], modulus: int, device: torch.device
    ) -> torch.Tensor:
        """The values at centred residues, centred; the same on every device and for any shape."""
        torch = load()
        start, *rows = _keys(self.name, self.seed, len(args), modulus)
        state = torch.tensor(float(start[0]), dtype=torch.float64, device=device)
        for row, arg in zip(rows, args, strict=True):
            state = state + arg
            for key in row:
                state = _cube(reduced(state + key, modulus), modulus)
        return state


def _cube(value: torch.Tensor, modulus: int) -> torch.Tensor:
    return product(product(value, value, modulus), value, modulus)


@cache
def _keys(name: str, seed: int, arity: int, modulus: int) -> tuple[tuple[int, ...], ...]:
    """One key to start with, then the keys of the rounds of each argument."""
    draw = Random(f"{seed}:{name}:{arity}:{modulus}")

    def row(count: int) -> tuple[int, ...]:
        return tuple(centred(draw.randrange(modulus), modulus) for _ in range(count))

    return (row(1), *(row(ROUNDS) for _ in range(arity)))
