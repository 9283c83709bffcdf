"""A plan in every lane, held against the literal walk in the same lane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch

from evoproof.kernel.terms import Term
from evoproof.numeric.bounds import Bound, Bounded, agree, bounded
from evoproof.numeric.functions import Smooth
from evoproof.numeric.hashing import Hashed
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.plan.planner import Plan, plan
from evoproof.numeric.prime_field import zeros_of
from evoproof.numeric.primes import P, Q, random_base
from evoproof.numeric.residues import Modular, residues
from evoproof.numeric.survey import base_tensors, functions_used, residue_obstacle, uses_exp

CPU = torch.device("cpu")
Sizes = Mapping[str, int]


def planned(term: Term, sizes: Sizes, ranges: Sizes, **options: int) -> Plan:
    return plan(term, sizes, ranges, device=CPU, **options)


def assert_same(made: Plan, term: Term, sizes: Sizes, ranges: Sizes, seed: int = 0) -> None:
    """The plan and the literal walk agree in all lanes."""
    assert_equals([made], [term], sizes, ranges, seed)


def assert_equals(
    plans: Sequence[Plan], terms: Sequence[Term], sizes: Sizes, ranges: Sizes, seed: int = 0
) -> None:
    """Each plan agrees in all lanes with the literal walk on the first term."""
    floats(plans, terms, sizes, ranges, seed)
    if not any(map(residue_obstacle, terms)):
        _same_residues(plans, terms, sizes, ranges, seed)


def floats(
    plans: Sequence[Plan], terms: Sequence[Term], sizes: Sizes, ranges: Sizes, seed: int = 0
) -> tuple[Bound, list[Bound]]:
    """With bounds, the walk and the plans, which agree; without them they are within both."""
    drawn = random_tensors(base_tensors(*terms), sizes, seed)
    functions = {name: Smooth(name, seed) for name in functions_used(*terms)}
    wanted = bounded(terms[0], sizes, ranges, drawn, functions)
    lane = Bounded(CPU)
    entries = {tensor: lane.entries(one) for tensor, one in drawn.items()}
    found = [made.ready(lane, functions)(entries) for made in plans]
    for number, (one, made) in enumerate(zip(found, plans, strict=True)):
        plain = made.floats(drawn, functions)
        shapes = {tuple(one.value.shape), tuple(plain.shape), tuple(wanted.value.shape)}
        assert shapes == {tuple(ranges.values())}
        assert agree(one, wanted).all(), f"values of {number} with bounds differ"
        room = one.error + wanted.error
        assert ((plain - wanted.value).abs() <= room).all(), f"values of {number} differ"
    return wanted, found


def _same_residues(
    plans: Sequence[Plan], terms: Sequence[Term], sizes: Sizes, ranges: Sizes, seed: int
) -> None:
    """Exactly, wherever no denominator was 0."""
    drawn = random_tensors(base_tensors(*terms), sizes, seed, "residues")
    functions = {name: Hashed(name, seed) for name in functions_used(*terms)}
    base = random_base(seed)
    wanted = residues(terms[0], sizes, ranges, drawn, functions, base=base)
    for number, (made, term) in enumerate(zip(plans, terms, strict=True)):
        lane = Modular(CPU, base, (P, Q) if uses_exp(term) else (P,))
        entries = {tensor: lane.entries(one) for tensor, one in drawn.items()}
        found = made.ready(lane, functions)(entries).outer
        assert found is not None and found.value.shape == wanted.value.shape
        fair = ~(zeros_of(wanted) | zeros_of(found))
        same = torch.equal(found.small().value[fair], wanted.value[fair])
        assert same, f"residues of {number} differ"


def slack(made: Plan, term: Term, sizes: Sizes, ranges: Sizes) -> float:
    """The plan's largest error bound, as a multiple of the literal walk's. Both are finite."""
    wanted, (found,) = floats([made], [term], sizes, ranges)
    assert torch.isfinite(found.error).all() and torch.isfinite(wanted.error).all()
    return float(found.error.max() / wanted.error.max())
