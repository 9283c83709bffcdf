"""An operator makes defined tensors from tensors; a reason unfolds or folds it by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evoproof.language import Handle


@dataclass(frozen=True)
class Operator:
    """`operator(W, X)[i, j, m]` is an access to the tensor that `make` defines."""

    name: str
    make: Callable[..., Handle]

    def __post_init__(self) -> None:
        object.__setattr__(self, "__doc__", self.make.__doc__)

    def __call__(self, *arguments: Any, **options: Any) -> Handle:
        return self.make(*arguments, **options)


def operator(name: str) -> Callable[[Callable[..., Handle]], Operator]:
    """Make an operator of a function that returns a definition called `name`."""
    return lambda make: Operator(name, make)
