"""Operations on integers held in float64, modulo a prime; the caller answers for their size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.primes import DIGIT, SHIFT, P, Q, ceiling, centred, divisor, half, powers

if TYPE_CHECKING:
    import torch

FEW = 4
BLOCK = 2**17
"""Entries that go through several operations at once on a CPU, in the memory next to it."""


def reduced(value: torch.Tensor, modulus: int, bound: int | None = None) -> torch.Tensor:
    """The centred residues of integers of at most `primes.ceiling(modulus)`, in a new tensor.

    Faster where they are known to obey a `bound` of a quarter of that.
    """
    torch = load()
    found = torch.empty(value.shape, dtype=value.dtype, device=value.device)
    if not value.is_contiguous():
        return _reduced(value, modulus, bound, found)
    for block, place in zip(_blocks(value), _blocks(found), strict=True):
        _reduced(block, modulus, bound, place)
    return found


def _reduced(
    value: torch.Tensor, modulus: int, bound: int | None, out: torch.Tensor
) -> torch.Tensor:
    """The residues in `out`, which is another tensor than `value`."""
    quotient = _quotient(value, modulus, bound, out)
    return load().add(value, quotient, alpha=-modulus, out=out)


def _quotient(
    value: torch.Tensor, modulus: int, bound: int | None, out: torch.Tensor
) -> torch.Tensor:
    """round(x / m), by division or, where x obeys a quarter of the ceiling, by fl(1 / m).

    Let m have b bits. Where |x / m| <= 2^(51 - b), the product is off by at most 2^-(b + 2) as
    fl(1 / m) is rounded and as much as it is rounded itself: by less than 1 / (2m) in all.
    """
    torch = load()
    if bound is not None and 4 * bound <= ceiling(modulus):
        return torch.mul(value, 1 / modulus, out=out).round_()
    return torch.div(value, divisor(modulus, value.device), out=out).round_()


def _blocks(value: torch.Tensor) -> Sequence[torch.Tensor]:
    """The entries in blocks; in one where a launch costs more than memory."""
    flat = value.view(-1)
    on_cpu = value.device.type == "cpu"
    return load().split(flat, BLOCK) if on_cpu else (flat,)


def product(left: torch.Tensor, right: torch.Tensor, modulus: int) -> torch.Tensor:
    """Centred residues times centred residues."""
    return reduced(left * right, modulus, half(modulus) ** 2)


def exponential(value: torch.Tensor, base: int, bound: int | None = None) -> torch.Tensor:
    """base^x modulo p for integers x of any shape; see `reduced` on how large they may be.

    Blocks share their temporaries: the system takes back large ones, and faults in new ones.
    """
    torch = load()
    whole = value.contiguous()
    found = torch.empty_like(whole)
    blocks = _blocks(whole)
    spare = torch.empty_like(blocks[0])
    places = spare.new_empty((2, spare.numel()), dtype=torch.int32)
    for block, out in zip(blocks, _blocks(found), strict=True):
        size = block.numel()
        _reduced(block, Q, bound, out)
        _raised(out, base, spare[:size], places[:, :size])
    return found


def _raised(value: torch.Tensor, base: int, spare: torch.Tensor, places: torch.Tensor) -> None:
    """base^x in the place of centred residues x; the spare memory is overwritten."""
    torch = load()
    low, high = powers(base, value.device)
    lower, upper = places
    lower.copy_(value).add_(SHIFT)
    torch.bitwise_right_shift(lower, DIGIT.bit_length() - 1, out=upper)
    torch.index_select(high, 0, upper, out=value)
    torch.index_select(low, 0, lower.bitwise_and_(DIGIT - 1), out=spare)
    quotient = _quotient(value.mul_(spare), P, half(P) ** 2, spare)
    value.add_(quotient, alpha=-P)


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
