"""Plans held against the formula as it is written: the planner's algebra is not trusted."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING

from evoproof.kernel.terms import Term
from evoproof.numeric.bounds import Bound, Bounded, agree
from evoproof.numeric.evaluation import Data, evaluate
from evoproof.numeric.footprint import footprint
from evoproof.numeric.lanes import Instance

if TYPE_CHECKING:
    import torch

SAMPLED = 2
"""Output entries that are computed as written where all of them would be too many."""

SAMPLE_LIMIT = 2**19
"""The elements of a temporary from which on not even one entry is computed as written."""


class PlannerFault(RuntimeError):
    """A plan and the formula as written give different values: a fault of evoproof."""


def hold_to_literal(
    instance: Instance, obstacles: tuple[str | None, ...], limit: int, *, reals: bool
) -> None:
    """Every expression whole, at one draw of residues, and in float64.

    The latter where it has no residues (`obstacles`), or `reals` are wanted. Raises PlannerFault.
    """
    for number, term in enumerate(instance.terms):
        if obstacles[number] is None:
            _hold_residues(instance, number, term, limit)
        if reals or obstacles[number] is not None:
            _hold_reals(instance, number, term, limit)


def _hold_reals(instance: Instance, number: int, term: Term, limit: int) -> None:
    point, planned = instance.reals
    data = Data(instance.sizes, instance.ranges, point.tensors, point.functions)
    written = evaluate(Bounded(instance.setting.device), term, data, limit)
    _require(bool(agree(written, planned[number]).all()), "float64", number, instance)


def _hold_residues(instance: Instance, number: int, term: Term, limit: int) -> None:
    point = instance.residue_point(0)
    data = Data(instance.sizes, instance.ranges, point.tensors, point.functions)
    written = evaluate(instance.modular(term, point), term, data, limit).outer
    planned = instance.residues(number, 0)
    if written is None or (planned.zeros is not None or written.zeros is not None):
        return  # where a denominator is 0 modulo p, the two may cancel it or not
    same = (written.small().value == planned.value).all()
    _require(bool(same), "exact", number, instance)


def hold_samples(instance: Instance) -> None:
    """A few entries, in float64, of every expression that is light enough. Raises PlannerFault."""
    point, reals = instance.reals
    draw = Random(f"{instance.setting.seed}:{sorted(instance.sizes.items())}")
    places = [
        {name: draw.randrange(extent) for name, extent in instance.ranges.items()}
        for _ in range(SAMPLED)
    ]
    alone = {name: (size, size) for name, size in (*instance.sizes.items(), *places[0].items())}
    for number, term in enumerate(instance.terms):
        if footprint(term, alone)[1] > SAMPLE_LIMIT:
            continue
        for place in places:
            sizes = {**instance.sizes, **place}
            data = Data(sizes, {}, point.tensors, point.functions)
            written = evaluate(Bounded(instance.setting.device), term, data, SAMPLE_LIMIT)
            there = _at(reals[number], place)
            _require(bool(agree(written, there).all()), "float64", number, instance, place)


def _at(whole: Bound, place: Mapping[str, int]) -> Bound:
    index = tuple(place.values())
    value: torch.Tensor = whole.value[index]
    return Bound(value, whole.error.expand_as(whole.value)[index])


def _require(
    same: bool, lane: str, number: int, instance: Instance, place: Mapping[str, int] | None = None
) -> None:
    if not same:
        where = f" at {dict(place)}" if place else ""
        raise PlannerFault(
            f"expression {number} in {lane}{where}, sizes {dict(instance.sizes)}: the plan and the "
            "formula as written differ"
        )
