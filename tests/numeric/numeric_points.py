"""Formulas at random points modulo the primes, for several tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evoproof.kernel.build import access, tensor
from evoproof.kernel.terms import Access, Tensor, Term
from evoproof.numeric.hashing import Hashed
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.prime_field import Part
from evoproof.numeric.primes import random_base
from evoproof.numeric.residues import residues
from evoproof.numeric.survey import base_tensors, functions_used
from evoproof.numeric.trials import Comparison, settled

A, B = tensor("A", "N"), tensor("B", "N")


def at(name: str = "i", of: Tensor = A) -> Access:
    return access(of, name)


def evaluated(
    terms: Sequence[Term], sizes: Mapping[str, int], ranges: Mapping[str, int], seed: int,
    **options: Any,
) -> list[Part]:  # fmt: skip
    """The terms at one random point."""
    data = random_tensors(base_tensors(*terms), sizes, seed, "residues")
    functions = {name: Hashed(name, seed) for name in functions_used(*terms)}
    base = random_base(seed)
    return [residues(one, sizes, ranges, data, functions, base=base, **options) for one in terms]


def met(left: Term, right: Term, sizes: Mapping[str, int], ranges: Mapping[str, int]) -> Comparison:
    """Both terms at as many points as it takes."""

    def draw(seed: int) -> tuple[Part, Part]:
        one, other = evaluated((left, right), sizes, ranges, seed)
        return one, other

    return settled(draw)
