"""Views: the dimensions of a tensor taken apart, put in another order, repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from evoproof.numeric.tape.labels import Dims, Extents, Form, length

if TYPE_CHECKING:
    import torch


def strides_in(dims: Dims, wanted: Form) -> tuple[tuple[int, int], ...]:
    """How a step along `wanted` moves in a tensor of `dims`: (dimension, how far) pairs.

    `wanted` is one of `dims`, or a single name within some of them; no pair where it is in none.
    """
    if wanted in dims and len(wanted) > 1:
        return tuple((k, 1) for k, form in enumerate(dims) if form == wanted)
    name = wanted[0][0]
    return tuple((k, dict(form)[name]) for k, form in enumerate(dims) if name in dict(form))


def view(dims: Dims, wanted: Dims, extents: Extents) -> Callable[[torch.Tensor], torch.Tensor]:
    """A tensor of `dims` seen with the dimensions `wanted`; those it lacks are repeated."""
    if dims == wanted:
        return _same
    if len(set(dims)) == len(dims) and sorted(dims) == sorted(wanted):
        return _permuted([dims.index(form) for form in wanted])
    steps = [strides_in(dims, form) for form in wanted]
    shape = [length(form, extents) for form in wanted]
    return _strided(shape, steps)


def _same(tensor: torch.Tensor) -> torch.Tensor:
    return tensor


def _permuted(order: list[int]) -> Callable[[torch.Tensor], torch.Tensor]:
    return lambda tensor: tensor.permute(order)


def _strided(
    shape: Sequence[int], steps: Sequence[tuple[tuple[int, int], ...]]
) -> Callable[[torch.Tensor], torch.Tensor]:
    def run(tensor: torch.Tensor) -> torch.Tensor:
        return tensor.as_strided(shape, moved(tensor.stride(), steps))

    return run


def moved(strides: Sequence[int], steps: Sequence[tuple[tuple[int, int], ...]]) -> list[int]:
    """The strides of new dimensions from those of the old ones."""
    return [sum(strides[k] * rate for k, rate in pairs) for pairs in steps]
