"""Whether an Evolution kernel depends on an index, or on the image: proved, or by a witness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evoproof.calc import equation
from evoproof.errors import EvoproofError
from evoproof.language import Handle, indices, padded, tensor
from evoproof.language.replacing import with_tensor
from evoproof.properties.kernels import EvolutionKernel
from evoproof.prover import prove
from evoproof.refute import Counterexample, refute

SLOTS = ("i", "j", "u", "v", "c", "m")
IMAGE = "X"
ON = (*SLOTS, IMAGE)

BUDGET = 40_000
"""Steps of the search for two places where the kernel differs."""


@dataclass(frozen=True)
class Dependence:
    """Whether the kernel depends `on` something: None where neither was found.

    `witness`: two values of the kernel that differ.
    """

    on: str
    holds: bool | None
    witness: Counterexample | None = None


def dependence(kernel: EvolutionKernel, on: str) -> Dependence:
    """It does not where one kernel entry equals another, for all sizes; definitions are opened."""
    try:
        left, right = _two(kernel, on)
        claim = equation(left, right, given=kernel.given)
        found = refute(left, right, claim.given, budget=BUDGET)
        if found is not None:
            return Dependence(on, True, found)
        proved = prove(*claim.terms, claim.hypotheses).theorem is not None
    except EvoproofError:
        return Dependence(on, None)
    return Dependence(on, False if proved else None)


def _two(kernel: EvolutionKernel, on: str) -> tuple[Any, Any]:
    """Two entries that differ in what is asked about and in nothing else."""
    at = _places(kernel.kernel, "_")
    if on == IMAGE:
        return kernel.kernel[at], _of_another_image(kernel)[at]
    slot = SLOTS.index(on)
    other = (*at[:slot], _places(kernel.kernel, "__")[slot], *at[slot + 1 :])
    return kernel.kernel[at], kernel.kernel[other]


def _places(kernel: Handle, mark: str) -> tuple[Any, ...]:
    """An index for each slot; the mark keeps the names apart from the derivation's letters."""
    extents = {slot + mark: size for slot, size in zip(SLOTS, kernel.shape, strict=True)}
    return indices(**extents)


def _of_another_image(kernel: EvolutionKernel) -> Handle:
    made = kernel.kernel
    for image in kernel.images:
        make = padded if image.padded else tensor
        made = with_tensor(made, image, make(f"{image.name}_other", *image.shape))
    return made
