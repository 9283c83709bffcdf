"""The properties of a kernel, in the words of the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from evoproof.calc import Derivation
from evoproof.properties.dependence import ON, Dependence, dependence
from evoproof.properties.kernels import EvolutionKernel, kernels

AGNOSTIC, SPECIFIC, OPEN = "agnostic", "specific", "?"


@dataclass(frozen=True)
class Properties:
    """What a kernel depends on.

    Agnostic means: the same for all, as section 2.1 has it for convolution (section 3.6 of the
    paper interchanges the two words).
    """

    kernel: EvolutionKernel
    dependences: tuple[Dependence, ...]

    @property
    def spatial(self) -> str:
        return self._word("i", "j")

    @property
    def channel(self) -> str:
        return self._word("c", "m")

    @property
    def decided(self) -> bool:
        return all(one.holds is not None for one in self.dependences)

    def _word(self, *names: str) -> str:
        held = [one.holds for one in self.dependences if one.on in names]
        if any(held):
            return SPECIFIC
        return OPEN if None in held else AGNOSTIC


def properties(derivation: Derivation, also: Sequence[Any] = ()) -> Iterator[Properties]:
    """Of every kernel in the derivation. `also`: further conditions on sizes."""
    for kernel in kernels(derivation, also):
        yield Properties(kernel, tuple(dependence(kernel, on) for on in ON))
