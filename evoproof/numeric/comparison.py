"""Neighbours of a chain compared at one instance, in every lane that both have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evoproof.numeric.bounds import Bound, agree
from evoproof.numeric.lanes import Instance
from evoproof.numeric.prime_field import Part
from evoproof.numeric.trials import settled

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Failure:
    """The first entry at which two expressions differ: where, in which lane, and both values.

    In the lane "exact" the values are residues modulo p.
    """

    lane: str
    sizes: Mapping[str, int]
    index: Mapping[str, int]
    left: float
    right: float


@dataclass(frozen=True)
class Meeting:
    """Two expressions in one lane at one instance."""

    lane: str
    difference: float
    tolerance: float
    failure: Failure | None
    undecided: str | None = None
    zeros: bool = False


def meet(instance: Instance, why_not: Sequence[str | None]) -> list[list[Meeting]]:
    """Every two neighbours in every lane that both have."""
    _, reals = instance.reals
    found = []
    for number in range(len(instance.terms) - 1):
        step = [_real(instance, reals[number], reals[number + 1])]
        if why_not[number] is None and why_not[number + 1] is None:
            step.append(_exact(instance, number))
        found.append(step)
    return found


def _real(instance: Instance, left: Bound, right: Bound) -> Meeting:
    apart = (left.value - right.value).abs()
    failure = _failure("float64", ~agree(left, right), (left.value, right.value), instance)
    return Meeting("float64", _largest(apart), _largest(left.error + right.error), failure)


def _exact(instance: Instance, number: int) -> Meeting:
    found = settled(lambda draw: _both(instance, number, draw))
    left, right = _both(instance, number, 0)
    failure = _failure("exact", found.differs, (left.value, right.value), instance)
    count = int(found.undecided.sum())
    why = f"{count} entries: a denominator was 0 modulo p in {found.draws} draws" if count else None
    return Meeting("exact", 0.0, 0.0, failure, why, found.zeros)


def _both(instance: Instance, number: int, draw: int) -> tuple[Part, Part]:
    """Two neighbours at one draw of residues."""
    return instance.residues(number, draw), instance.residues(number + 1, draw)


def _largest(values: torch.Tensor) -> float:
    return float(values.max()) if values.numel() else 0.0


def _failure(
    lane: str, wrong: torch.Tensor, both: tuple[torch.Tensor, torch.Tensor], instance: Instance
) -> Failure | None:
    if not wrong.any():
        return None
    place = tuple(wrong.nonzero()[0].tolist())
    left, right = (side[place].item() for side in both)
    index = dict(zip(instance.free, place, strict=True))
    return Failure(lane, dict(instance.sizes), index, left, right)
