"""A plan in every lane, held against the literal walk in the same lane."""

from __future__ import annotations

from collections.abc import Mapping

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


def assert_same(made: Plan, term: Term, sizes: Sizes, ranges: Sizes, seed: int = 0) -> Bound:
    """The plan and the literal walk agree in all lanes; the plan's values with their bounds."""
    found = _same_floats(made, term, sizes, ranges, seed)
    if residue_obstacle(term) is None:
        _same_residues(made, term, sizes, ranges, seed)
    return found


def _same_floats(made: Plan, term: Term, sizes: Sizes, ranges: Sizes, seed: int) -> Bound:
    """With bounds, and without them within both bounds."""
    drawn = random_tensors(base_tensors(term), sizes, seed)
    functions = {name: Smooth(name, seed) for name in functions_used(term)}
    wanted = bounded(term, sizes, ranges, drawn, functions)
    lane = Bounded(CPU)
    entries = {tensor: lane.entries(one) for tensor, one in drawn.items()}
    found = made.ready(lane, functions)(entries)
    assert found.value.shape == wanted.value.shape == tuple(ranges.values())
    assert agree(found, wanted).all(), "values with bounds differ"
    plain = made.floats(drawn, functions)
    assert plain.shape == wanted.value.shape
    room = found.error + wanted.error
    assert ((plain - wanted.value).abs() <= room).all(), "values in float64 differ"
    return Bound(found.value, found.error.expand(found.value.shape))


def _same_residues(made: Plan, term: Term, sizes: Sizes, ranges: Sizes, seed: int) -> None:
    """Exactly, wherever no denominator was 0."""
    drawn = random_tensors(base_tensors(term), sizes, seed, "residues")
    functions = {name: Hashed(name, seed) for name in functions_used(term)}
    base = random_base(seed)
    wanted = residues(term, sizes, ranges, drawn, functions, base=base)
    lane = Modular(CPU, base, (P, Q) if uses_exp(term) else (P,))
    entries = {tensor: lane.entries(one) for tensor, one in drawn.items()}
    found = made.ready(lane, functions)(entries).outer
    assert found is not None and found.value.shape == wanted.value.shape
    fair = ~(zeros_of(wanted) | zeros_of(found))
    assert torch.equal(found.small().value[fair], wanted.value[fair]), "residues differ"
    extra = zeros_of(found) & ~zeros_of(wanted)
    assert not extra.any(), "the plan marks zeros that the walk does not have"


def slack(made: Plan, term: Term, sizes: Sizes, ranges: Sizes, seed: int = 0) -> float:
    """How many times as large as the literal walk's the plan's error bound is, at most."""
    drawn = random_tensors(base_tensors(term), sizes, seed)
    functions = {name: Smooth(name, seed) for name in functions_used(term)}
    wanted = bounded(term, sizes, ranges, drawn, functions)
    found = _same_floats(made, term, sizes, ranges, seed)
    both = (found.error, wanted.error.expand(found.error.shape))
    assert torch.isfinite(both[0]).all() and torch.isfinite(both[1]).all()
    size = wanted.value.abs().max().clamp(min=1e-300)
    return float((both[0].max() / size) / max(float(both[1].max() / size), 1e-16))
