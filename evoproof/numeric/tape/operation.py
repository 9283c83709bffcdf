"""One operation of a tape: what it works on, what it gives, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from math import prod
from typing import Any, TypeAlias


class Kind(Enum):
    """What a lane must know of an operation."""

    LEAF = auto()
    CONSTANT = auto()
    MOVE = auto()
    """Entries copied, viewed, or replaced by 0."""
    BILINEAR = auto()
    TOTAL = auto()
    ADD = auto()
    SCALE = auto()
    POWER = auto()
    APPLY = auto()
    GREATEST = auto()
    ATTEND = auto()
    JOIN = auto()


@dataclass(frozen=True)
class Best:
    """The greatest over the dimensions in front of the last `rank`: see `Arithmetic.greatest`."""

    mask: Any
    extents: tuple[int, ...]
    rank: int


Slot: TypeAlias = int


@dataclass(frozen=True)
class Operation:
    """One operation; its result is the slot of its own number.

    `run` works on torch tensors (MOVE, BILINEAR, TOTAL) or is what the kind speaks of: a tensor
    (LEAF), an int64 grid (CONSTANT), a Fraction (SCALE), an exponent (POWER), a name (APPLY), a
    `Best` (GREATEST), an `Attend` (ATTEND), a dimension (JOIN). `terms` is how many products or
    entries are added up in one entry of the result, `temporary` how many elements it needs beside
    that.
    """

    kind: Kind
    inputs: tuple[Slot, ...]
    shape: tuple[int, ...]
    run: Any
    terms: int = 1
    flops: int = 0
    temporary: int = 0
    is_view: bool = False
    name: str = ""

    @property
    def elements(self) -> int:
        return prod(self.shape)
