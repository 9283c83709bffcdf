"""The expressions of a chain at one instance: float64 with bounds, and residues, by their plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Tensor, Term
from evoproof.numeric.bounds import Bound, Bounded
from evoproof.numeric.errors import Undecided
from evoproof.numeric.functions import Smooth
from evoproof.numeric.hashing import Hashed
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.integers import value
from evoproof.numeric.plan.planner import Plan, plan
from evoproof.numeric.prime_field import Part
from evoproof.numeric.primes import P, Q, random_base
from evoproof.numeric.residues import Modular
from evoproof.numeric.survey import base_tensors, functions_used, residue_obstacle, uses_exp

if TYPE_CHECKING:
    import torch

DRAWS = 3
ENTRY_BYTES = 32
"""A number, the bound on its error, and what both come from: up to 3.1 numbers, as measured."""
APART = 1_000_003
"""Between the seeds of two draws."""


@dataclass(frozen=True)
class Setting:
    """How expressions are evaluated; `max_bytes` is the memory for one, None as in `plan`."""

    seed: int
    device: torch.device
    max_bytes: int | None = None


@dataclass(frozen=True)
class Point:
    """Random entries and functions for a lane at one draw; `base` is what exp is a power of."""

    tensors: Mapping[Tensor, torch.Tensor]
    functions: Mapping[str, Smooth | Hashed]
    base: int = 0


@dataclass(frozen=True)
class Instance:
    """The chain's expressions at given sizes. Plans are made when they are first needed."""

    terms: tuple[Term, ...]
    free: Mapping[str, Poly]
    sizes: Mapping[str, int]
    setting: Setting
    _exact: dict[tuple[int, int], Part] = field(default_factory=dict)

    @cached_property
    def ranges(self) -> dict[str, int]:
        return {name: value(extent, self.sizes) for name, extent in self.free.items()}

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        made: dict[Term, Plan] = {}
        for term in self.terms:
            if term not in made:
                made[term] = plan(
                    term, self.sizes, self.ranges,
                    device=self.setting.device, max_bytes=self.setting.max_bytes,
                    entry_bytes=ENTRY_BYTES,
                )  # fmt: skip
        return tuple(made[term] for term in self.terms)

    @cached_property
    def reals(self) -> tuple[Point, tuple[Bound, ...]]:
        """float64 values with finite bounds, from the first of a few draws that gives them."""
        arithmetic = Bounded(self.setting.device)
        for draw in range(DRAWS):
            point = self._real_point(self.setting.seed + draw * APART)
            entries = {one: arithmetic.entries(data) for one, data in point.tensors.items()}
            found = tuple(one.ready(arithmetic, point.functions)(entries) for one in self.plans)
            if all(map(_finite, found)):
                return point, found
        raise Undecided(
            f"no finite error bound in {DRAWS} draws at {dict(self.sizes)}: a denominator that "
            "cannot be told from 0, or an overflow"
        )

    def _real_point(self, seed: int) -> Point:
        tensors = random_tensors(
            base_tensors(*self.terms), self.sizes, seed, "float64", self.setting.device
        )
        return Point(tensors, {name: Smooth(name, seed) for name in functions_used(*self.terms)})

    def residue_point(self, draw: int) -> Point:
        """Independent random residues for each draw; unknown functions stay the same."""
        seed = self.setting.seed + draw * APART
        tensors = random_tensors(
            base_tensors(*self.terms), self.sizes, seed, "residues", self.setting.device
        )
        functions = {name: Hashed(name, self.setting.seed) for name in functions_used(*self.terms)}
        return Point(tensors, functions, random_base(seed))

    def residues(self, number: int, draw: int) -> Part:
        """Expression `number` at one draw, modulo p. `obstacles` must not speak of it."""
        if (number, draw) not in self._exact:
            point = self.residue_point(draw)
            modular = self.modular(self.terms[number], point)
            entries = {one: modular.entries(data) for one, data in point.tensors.items()}
            found = self.plans[number].ready(modular, point.functions)(entries).outer
            assert found is not None, "the value of a formula has a residue modulo p"
            self._exact[number, draw] = found.small()
        return self._exact[number, draw]

    def modular(self, term: Term, point: Point) -> Modular:
        moduli = (P, Q) if uses_exp(term) else (P,)
        return Modular(self.setting.device, point.base, moduli)


def obstacles(terms: Sequence[Term]) -> tuple[str | None, ...]:
    """Why an expression has no residues, None where it has."""
    return tuple(map(residue_obstacle, terms))


def _finite(one: Bound) -> bool:
    return bool(one.value.isfinite().all() and one.error.isfinite().all())
