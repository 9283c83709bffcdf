"""A real operator that the first line of a derivation describes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evoproof.kernel.terms import Cond

Tensors = Mapping[str, Any]
"""By name: the entries of a tensor, or what stands in for an unknown function."""
Sizes = Mapping[str, int]


@dataclass(frozen=True)
class Operator:
    """`run(tensors, sizes)` gives the operator's values in the shape of the free indices.

    `exact`: on integers the operator makes none but integers, so float64 is exact.
    `room(tensors, sizes)`: how many times the first line's error bound the operator's own error may
    be. `given`: where the operator is defined, which may be less often than the formula.
    """

    name: str
    run: Callable[[Tensors, Sizes], Any]
    exact: bool
    room: Callable[[Tensors, Sizes], float]
    given: tuple[Cond, ...] = ()


def as_much(tensors: Tensors, sizes: Sizes) -> float:
    """The same products and sums in another order: the same bound."""
    return 1.0


def torch_function(
    name: str, run: Callable[[Tensors, Sizes], Any], *given: Cond, exact: bool = True
) -> Operator:
    """The function of torch.nn.functional that makes the same products and sums."""
    return Operator(f"torch.nn.functional.{name}", run, exact, as_much, given)
