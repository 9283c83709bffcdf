"""The two moduli, p = 2 q + 1, and what arithmetic with float64 needs to know about them.

An element of order q modulo p turns sums modulo q into products modulo p, as exp does with sums:
base^(x + y) = base^x base^y. Residues are centred, |x| <= (m - 1) / 2.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load

if TYPE_CHECKING:
    import torch

P = 2097143
Q = 1048571
DIGIT = 2**10
SHIFT = DIGIT**2 // 2


def half(modulus: int) -> int:
    """The largest centred residue."""
    return (modulus - 1) // 2


def ceiling(modulus: int) -> int:
    """The largest |x| at which x - m round(x / m) is the centred residue of x in float64.

    Let m have b bits. Where |x / m| <= 2^(53 - b), the rounded quotient is off by at most half an
    ulp, 2^-(b + 1) < 1 / (2m), and that is how near x / m comes to the middle of two integers.
    """
    return modulus << (53 - modulus.bit_length())


def centred(value: int, modulus: int) -> int:
    """The residue of an integer that is nearest to 0."""
    return (value + half(modulus)) % modulus - half(modulus)


def random_base(seed: int) -> int:
    """An element of order q modulo p, uniform among all of them: a square that is not 1."""
    return pow(Random(f"base:{seed}").randrange(2, P - 1), 2, P)


@lru_cache(maxsize=64)
def powers(base: int, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """base^i and base^(1024 i - 2^19) modulo p for 0 <= i < 1024: float64, centred.

    Their products are base^x for every |x| <= 2^19, read at the two digits of x + 2^19.
    """
    low, high = [1], [pow(base, -SHIFT, P)]
    step = pow(base, DIGIT, P)
    for _ in range(DIGIT - 1):
        low.append(low[-1] * base % P)
        high.append(high[-1] * step % P)
    return _column(low, device), _column(high, device)


def _column(values: list[int], device: torch.device) -> torch.Tensor:
    torch = load()
    return torch.tensor([centred(one, P) for one in values], dtype=torch.float64, device=device)


@lru_cache(maxsize=16)
def divisor(modulus: int, device: torch.device) -> torch.Tensor:
    """The modulus as a tensor: CUDA divides by a Python number through its rounded reciprocal."""
    torch = load()
    return torch.tensor(float(modulus), dtype=torch.float64, device=device)
