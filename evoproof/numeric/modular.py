"""Operations on integers held in float64, modulo a prime; the caller answers for their size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.primes import DIGIT, SHIFT, P, centred, divisor, powers

if TYPE_CHECKING:
    import torch

FEW = 4
BLOCK = 2**17


def reduced(value: torch.Tensor, modulus: int, out: torch.Tensor | None = None) -> torch.Tensor:
    """The centred residues of integers of at most `primes.ceiling(modulus)`.

    In a new tensor or in `out`, which is another one than `value`.
    """
    quotient = load().div(value, divisor(modulus, value.device), out=out).round_()
    return quotient.mul_(-modulus).add_(value)


def product(left: torch.Tensor, right: torch.Tensor, modulus: int) -> torch.Tensor:
    """Centred residues times centred residues."""
    return reduced(left * right, modulus)


def exponential(value: torch.Tensor, base: int) -> torch.Tensor:
    """base^x modulo p for centred residues x modulo q, of any shape.

    On the CPU in blocks: the system takes back large temporaries, and faults in new ones each time.
    """
    torch = load()
    flat = value.reshape(-1)
    found = torch.empty_like(flat)
    step = max(BLOCK, 0 if value.device.type == "cpu" else flat.numel())
    for block, out in zip(torch.split(flat, step), torch.split(found, step), strict=True):
        _exponential(block, base, out)
    return found.reshape(value.shape)


def _exponential(value: torch.Tensor, base: int, out: torch.Tensor) -> None:
    torch = load()
    low, high = powers(base, value.device)
    factor = value + SHIFT
    place = factor.to(torch.int32)
    torch.index_select(low, 0, place & (DIGIT - 1), out=factor)
    factor *= high.index_select(0, place.bitwise_right_shift_(DIGIT.bit_length() - 1))
    reduced(factor, P, out=out)


def inverse(value: torch.Tensor, modulus: int) -> tuple[torch.Tensor, torch.Tensor]:
    """The inverses of centred residues and 0 for 0, and the mask of where the value is 0."""
    zero = value == 0
    found = _inverses(load().where(zero, 1.0, value).reshape(-1), modulus)
    return found.reshape(value.shape).masked_fill_(zero, 0.0), zero


def _inverses(value: torch.Tensor, modulus: int) -> torch.Tensor:
    """The two halves of a line are inverted together, by the inverse of their product.

    All inverses take three products an entry and one inversion at the end (Montgomery).
    """
    count = value.numel()
    if count <= FEW:
        return value.new_tensor(
            [centred(pow(int(one), -1, modulus), modulus) for one in value.tolist()]
        )
    middle = (count + 1) // 2
    left = value[:middle]
    right = value.new_ones(middle)
    right[: count - middle] = value[middle:]
    both = _inverses(product(left, right, modulus), modulus)
    found = value.new_empty(2 * middle)
    found[:middle] = product(both, right, modulus)
    found[middle:] = product(both, left, modulus)
    return found[:count]
