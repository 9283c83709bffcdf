"""Tensors of residues modulo one prime, reduced only where a sum or product could pass float64.

Each carries a Python integer that no |entry| passes. Partial sums, in whatever order torch takes
them, obey the bound of the whole sum; so all of them are integers that float64 holds exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from evoproof.numeric import exactness
from evoproof.numeric.arithmetic import masked, summed
from evoproof.numeric.backend import load
from evoproof.numeric.errors import NumericError
from evoproof.numeric.modular import exponential, inverse, reduced
from evoproof.numeric.primes import P, ceiling, half

if TYPE_CHECKING:
    import torch

Bilinear: TypeAlias = "Callable[[torch.Tensor, torch.Tensor], torch.Tensor]"
Linear: TypeAlias = "Callable[[torch.Tensor], torch.Tensor]"
LIMB = 2**10


@dataclass(frozen=True)
class Part:
    """Integers in float64 that stand for their residues; no |entry| passes `bound`.

    `zeros`: where a denominator was 0 on the way to the value (it broadcasts); None for nowhere.
    """

    value: torch.Tensor
    bound: int
    modulus: int
    zeros: torch.Tensor | None = None

    def small(self) -> Part:
        """The same residues, centred."""
        if self.bound <= half(self.modulus):
            return self
        small = reduced(self.value, self.modulus, self.bound)
        return replace(self, value=small, bound=half(self.modulus))

    def fits(self, times: int) -> bool:
        """Whether `times` as much could still be reduced exactly."""
        return self.bound * times <= ceiling(self.modulus)


def add(left: Part, right: Part) -> Part:
    if left.bound + right.bound > ceiling(left.modulus):
        left, right = left.small(), right.small()
    zeros = either(left.zeros, right.zeros)
    return Part(left.value + right.value, left.bound + right.bound, left.modulus, zeros)


def bilinear(operation: Bilinear, left: Part, right: Part, terms: int = 1) -> Part:
    """An operation each of whose results is a sum of at most `terms` products of two entries.

    Where the bounds leave no room even after a reduction, left = 1024 high + low and the operation
    is done on both: enough for 2^22 terms. Raises NumericError for more.
    """
    zeros = _zeros_met(operation, left, right)
    left, right = _room(left, right, terms)
    if left.fits(right.bound * terms):
        bound = left.bound * right.bound * terms
        value = exactness.bilinear(operation, left.value, right.value, bound)
        return Part(value, bound, left.modulus, zeros)
    high = (left.value / LIMB).round_()
    rough = Part(high, left.bound // LIMB + 1, left.modulus)
    fine = Part(left.value - LIMB * high, LIMB // 2, left.modulus)
    if not rough.fits(right.bound * terms):
        raise NumericError(f"a sum of {terms} products of residues passes 2^53: split it")
    upper = bilinear(operation, rough, right, terms).small()
    lower = bilinear(operation, fine, right, terms).small()
    value = upper.value * LIMB + lower.value
    return Part(value, upper.bound * LIMB + lower.bound, left.modulus, zeros)


def _zeros_met(operation: Bilinear, left: Part, right: Part) -> torch.Tensor | None:
    """Where some product has a marked entry: the operation itself says which entries meet."""
    found = None
    if left.zeros is not None:
        found = operation(zeros_of(left).double(), _weights(right)) > 0
    if right.zeros is not None:
        found = either(found, operation(_weights(left), zeros_of(right).double()) > 0)
    return found


def _weights(part: Part) -> torch.Tensor:
    """0 for an entry that makes any product 0, as a mask does, and positive for the others.

    An entry that was reduced may be 0 modulo the prime alone; integers below that never were.
    """
    whole = part.bound < half(part.modulus)
    return part.value.abs() if whole else part.value.new_ones(part.value.shape)


def _room(left: Part, right: Part, terms: int) -> tuple[Part, Part]:
    """Both values, reduced as far as their product needs it, the larger one first."""
    if left.fits(right.bound * terms):
        return left, right
    if left.bound >= right.bound:
        left = left.small()
    else:
        right = right.small()
    if left.fits(right.bound * terms):
        return left, right
    return left.small(), right.small()


def mul(left: Part, right: Part) -> Part:
    return bilinear(load().mul, left, right)


def move(run: Linear, value: Part) -> Part:
    """Entries copied, viewed in another shape, or made 0."""
    return replace(value, value=run(value.value), zeros=_zeros_moved(run, value))


def linear(run: Linear, value: Part, terms: int) -> Part:
    """An operation each of whose results is a sum of at most `terms` entries.

    Raises NumericError for more than 2^32.
    """
    if not value.fits(terms):
        value = value.small()
    if not value.fits(terms):
        raise NumericError(f"a sum of {terms} residues passes 2^53: split it")
    zeros = _zeros_moved(run, value)
    return Part(run(value.value), value.bound * terms, value.modulus, zeros)


def _zeros_moved(run: Linear, value: Part) -> torch.Tensor | None:
    return None if value.zeros is None else run(zeros_of(value).double()) > 0


def total(value: Part, extents: Sequence[int], rank: int) -> Part:
    """The sum over the dimensions in front of the last `rank`, of these extents."""
    return linear(lambda entries: summed(entries, extents, rank), value, prod(extents))


def mask(value: Part, where: torch.Tensor) -> Part:
    zeros = None if value.zeros is None else value.zeros & where
    return replace(value, value=masked(value.value, where), zeros=zeros)


def reciprocal(value: Part) -> Part:
    """1 / value, 0 where the value is 0; these places join `zeros`."""
    found, zero = inverse(value.small().value, value.modulus)
    zeros = either(value.zeros, zero if bool(zero.any()) else None)
    return Part(found, half(value.modulus), value.modulus, zeros)


def exp(value: Part, base: int) -> Part:
    """base^x modulo p of residues modulo q."""
    return Part(exponential(value.value, base, value.bound), half(P), P, value.zeros)


def spread(value: Part, shape: Sequence[int]) -> Part:
    zeros = None if value.zeros is None else value.zeros.expand(tuple(shape))
    return replace(value, value=value.value.expand(tuple(shape)), zeros=zeros)


def join(parts: Sequence[Part], dim: int) -> Part:
    torch = load()
    zeros = None
    if any(part.zeros is not None for part in parts):
        zeros = torch.cat([zeros_of(part) for part in parts], dim)
    value = torch.cat([part.value for part in parts], dim)
    return Part(value, max(part.bound for part in parts), parts[0].modulus, zeros)


def zeros_of(part: Part) -> torch.Tensor:
    """Where a denominator was 0, in the shape of the value."""
    torch = load()
    if part.zeros is None:
        return torch.zeros(part.value.shape, dtype=torch.bool, device=part.value.device)
    return part.zeros.expand(part.value.shape)


def either(left: torch.Tensor | None, right: torch.Tensor | None) -> torch.Tensor | None:
    """Where one of the two marks something."""
    if left is None or right is None:
        return right if left is None else left
    return left | right
