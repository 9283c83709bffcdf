"""Entries of given tensors as operands: cut, reversed and padded so that each form starts at 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load
from evoproof.numeric.flat.formula import Affine
from evoproof.numeric.tape.labels import Extents, Form, length

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Fit:
    """The positions first, first + step, ... along a dimension; those outside are read as 0."""

    first: int
    step: int
    count: int

    def inside(self, size: int) -> tuple[int, int]:
        """How many of the first positions are outside, and the number of the first one after."""
        last = self.first + self.step * (self.count - 1)
        low, high = min(self.first, last), max(self.first, last)
        pace = abs(self.step)
        under = max(0, -(low // pace)) if low < 0 else 0
        over = max(0, -((size - 1 - high) // pace)) if high >= size else 0
        before, after = (under, over) if self.step > 0 else (over, under)
        return min(before, self.count), max(self.count - after, min(before, self.count))


def single_names(index: Affine, extents: Extents) -> Affine:
    """The index without the names that are always 0."""
    return Affine(tuple((n, rate) for n, rate in index.terms if extents[n] > 1), index.offset)


def fit(index: Affine, extents: Extents) -> tuple[Form, Fit] | None:
    """The form that labels a dimension read at `index`; None where its signs are mixed."""
    if not index.terms:
        return (), Fit(index.offset, 1, 1)
    rates = [rate for _, rate in index.terms]
    if min(rates) < 0 < max(rates):
        return None
    pace = gcd(*rates)
    form = tuple((name, abs(rate) // pace) for name, rate in index.terms)
    return form, Fit(index.offset, pace if rates[0] > 0 else -pace, length(form, extents))


def fitted(
    fits: Sequence[Fit], shape: Sequence[int]
) -> tuple[Callable[[torch.Tensor], torch.Tensor] | None, tuple[tuple[int, int], ...], bool]:
    """What cuts and pads a tensor of `shape`; the zeros on both sides of each dimension; flips?

    None in place of the first where nothing is to be done, or only zeros are left.
    """
    pad = load().nn.functional.pad
    ends = [one.inside(size) for one, size in zip(fits, shape, strict=True)]
    pads = tuple((low, one.count - high) for (low, high), one in zip(ends, fits, strict=True))
    cuts = tuple(_cut(one, *end) for one, end in zip(fits, ends, strict=True))
    flips = [k for k, one in enumerate(fits) if one.step < 0]
    whole = all(cut == slice(0, size, 1) for cut, size in zip(cuts, shape, strict=True))
    amounts = [amount for pad in reversed(pads) for amount in pad]
    padded = any(amounts)

    def run(tensor: torch.Tensor) -> torch.Tensor:
        part = tensor if whole else tensor[cuts]
        part = part.flip(flips) if flips else part
        return pad(part, amounts) if padded else part

    return (None if whole and not flips and not padded else run), pads, bool(flips)


def _cut(one: Fit, low: int, high: int) -> slice:
    """The positions number low to high - 1, in ascending order."""
    if high <= low:
        return slice(0, 0, 1)
    ends = (one.first + one.step * low, one.first + one.step * (high - 1))
    return slice(min(ends), max(ends) + 1, abs(one.step))
