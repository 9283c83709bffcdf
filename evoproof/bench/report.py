"""What was measured: contestants, and the cell of the table in which they met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from evoproof.bench.operators import MEMORY_AIM

DIFFERENCES = {"float64": 1e-9, "float32": 1e-3, "exact": 1e-9}
"""Relative differences above which two forms do not compute the same."""

Kind = Literal["reference", "ours", "usual"]


@dataclass(frozen=True)
class Contestant:
    """Seconds of a call, round by round, the peak memory of one, and what a plan predicted.

    `difference`: the largest one from the first reference, relative to its largest value; None
    where values cannot be compared.
    """

    name: str
    kind: Kind
    seconds: tuple[float, ...]
    peak_bytes: int
    difference: float | None = None
    operations: int | None = None
    flops: int | None = None
    predicted_bytes: int | None = None

    @property
    def median(self) -> float:
        return median(self.seconds)


@dataclass(frozen=True)
class Cell:
    """An operator at a size in a dtype. `refused`: why an expression could not be evaluated."""

    operator: str
    size: str
    dtype: str
    contestants: tuple[Contestant, ...]
    aim: float | None
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def best(self) -> Contestant | None:
        """The fastest reference."""
        references = (one for one in self.contestants if one.kind == "reference")
        return min(references, key=lambda one: one.median, default=None)

    @property
    def ours(self) -> tuple[Contestant, ...]:
        return tuple(one for one in self.contestants if one.kind == "ours")

    def named(self, name: str) -> Contestant | None:
        return next((one for one in self.contestants if one.name == name), None)

    def ratio(self, one: Contestant) -> float:
        """The median over the rounds of its time to that of the best reference."""
        pairs = zip(one.seconds, self._best().seconds, strict=True)
        return median(mine / best for mine, best in pairs)

    def memory(self, one: Contestant) -> float:
        """Its peak memory to that of the best reference."""
        return one.peak_bytes / max(1, self._best().peak_bytes)

    def _best(self) -> Contestant:
        if self.best is None:
            raise ValueError(f"{self.operator} at {self.size} has no reference")
        return self.best

    @property
    def differing(self) -> tuple[Contestant, ...]:
        """Those whose values are not the first reference's; not a number is one of them."""
        room = DIFFERENCES[self.dtype]
        known = (one for one in self.contestants if one.difference is not None)
        return tuple(one for one in known if not (one.difference or 0.0) <= room)

    @property
    def sound(self) -> bool:
        """Whether all expressions were evaluated, and all values agree."""
        return bool(self.ours) and not self.refused and not self.differing

    @property
    def met(self) -> bool | None:
        """Whether every form of ours is as fast as aimed at; None where there is no aim."""
        if self.aim is None:
            return None
        return self.sound and all(self.ratio(one) <= self.aim for one in self.ours)

    @property
    def lean(self) -> bool:
        """Whether every form of ours keeps to the memory aimed at; there is no aim for exact."""
        return self.dtype == "exact" or all(self.memory(one) <= MEMORY_AIM for one in self.ours)
