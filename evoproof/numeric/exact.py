"""Formulas on integers, exactly: int64 with a magnitude that is never let past 2^63.

Each value carries a Python integer M with |entry| <= M for every entry. A product has the product
of the magnitudes, a sum of n terms n times its own, and so has each of its partial sums, a maximum
has the largest: as long as M stays below 2^63 nothing wraps around, and equality is equality.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, NoReturn

from evoproof.kernel.terms import Tensor, Term
from evoproof.numeric.arithmetic import Arithmetic, Function, greatest, masked, summed
from evoproof.numeric.backend import load
from evoproof.numeric.errors import IntegerOverflow, NotPolynomial, NumericError
from evoproof.numeric.evaluation import LIMIT, Data, evaluate
from evoproof.numeric.literal import common
from evoproof.numeric.survey import is_integral

if TYPE_CHECKING:
    import torch

CEILING = 2**63


@dataclass(frozen=True)
class Whole:
    """int64 entries and an integer that none of them passes in absolute value."""

    value: torch.Tensor
    magnitude: int

    def __post_init__(self) -> None:
        if self.magnitude >= CEILING:
            raise IntegerOverflow(self.magnitude)


class Exact(Arithmetic[Whole]):
    """Integers; the magnitude of a result is checked before the result is computed."""

    def constant(self, value: Fraction) -> Whole:
        if value.denominator != 1:
            raise NotPolynomial(f"{value} is not an integer")
        _fits(abs(value.numerator))
        return Whole(load().tensor(value.numerator, device=self.device), abs(value.numerator))

    def entries(self, data: torch.Tensor) -> Whole:
        if data.dtype != load().int64:
            raise NumericError(f"the exact lane takes int64 entries, not {data.dtype}")
        return Whole(data, _magnitude(data))

    def integers(self, grid: torch.Tensor) -> Whole:
        return Whole(grid, _magnitude(grid))

    def add(self, left: Whole, right: Whole) -> Whole:
        magnitude = _fits(left.magnitude + right.magnitude)
        return Whole(left.value + right.value, magnitude)

    def mul(self, left: Whole, right: Whole) -> Whole:
        magnitude = _fits(left.magnitude * right.magnitude)
        return Whole(left.value * right.value, magnitude)

    def reciprocal(self, value: Whole) -> NoReturn:
        raise NotPolynomial("a division is no polynomial")

    def exp(self, value: Whole) -> NoReturn:
        raise NotPolynomial("exp is no polynomial")

    def maximum(self, left: Whole, right: Whole) -> Whole:
        magnitude = max(left.magnitude, right.magnitude)
        return Whole(load().maximum(left.value, right.value), magnitude)

    def apply(self, function: Function, args: Sequence[Whole]) -> NoReturn:
        raise NotPolynomial("an unknown function is no polynomial")

    def mask(self, value: Whole, mask: torch.Tensor) -> Whole:
        return Whole(masked(value.value, mask), value.magnitude)

    def total(self, value: Whole, extents: Sequence[int], rank: int) -> Whole:
        magnitude = _fits(prod(extents) * value.magnitude)
        return Whole(summed(value.value, extents, rank), magnitude)

    def greatest(
        self, value: Whole, mask: torch.Tensor | None, extents: Sequence[int], rank: int
    ) -> Whole:
        return Whole(greatest(value.value, mask, extents, rank), value.magnitude)

    def move(self, run: Callable[..., torch.Tensor], value: Whole) -> Whole:
        return Whole(run(value.value), value.magnitude)

    def linear(self, run: Callable[..., torch.Tensor], value: Whole, terms: int) -> Whole:
        magnitude = _fits(terms * value.magnitude)
        return Whole(run(value.value), magnitude)

    def bilinear(
        self, run: Callable[..., torch.Tensor], left: Whole, right: Whole, terms: int
    ) -> Whole:
        magnitude = _fits(terms * left.magnitude * right.magnitude)
        return Whole(run(left.value, right.value), magnitude)

    def spread(self, value: Whole, shape: Sequence[int]) -> Whole:
        return Whole(value.value.expand(tuple(shape)), value.magnitude)

    def join(self, parts: Sequence[Whole], dim: int) -> Whole:
        joined = load().cat([part.value for part in parts], dim)
        return Whole(joined, max(part.magnitude for part in parts))


def _fits(magnitude: int) -> int:
    if magnitude >= CEILING:
        raise IntegerOverflow(magnitude)
    return magnitude


def _magnitude(data: torch.Tensor) -> int:
    """The largest absolute value; -2^63, which has none in int64, included."""
    return max(abs(int(data.min())), abs(int(data.max()))) if data.numel() else 0


def exact(
    term: Term,
    sizes: Mapping[str, int],
    ranges: Mapping[str, int],
    tensors: Mapping[Tensor, torch.Tensor],
    *,
    device: torch.device | None = None,
    limit: int = LIMIT,
) -> torch.Tensor:
    """The values of an integral `term` over its free indices, int64 and exact; see `literal`.

    Raises IntegerOverflow where 2^63 could be passed, NotPolynomial where `is_integral` is false,
    and what `literal` raises.
    """
    if not is_integral(term):
        raise NotPolynomial("the exact lane takes no exp, function, negative power or fraction")
    data = Data(sizes, ranges, tensors, {})
    return evaluate(Exact(device or common(tensors)[0]), term, data, limit).value
