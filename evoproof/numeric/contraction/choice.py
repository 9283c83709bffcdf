"""The strategy by which two operands meet: the cheapest of those that have room.

It depends on names in no way, so it is found once for all meetings that differ in them alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from evoproof.numeric.contraction.blocks import blocks
from evoproof.numeric.contraction.conv import convolution
from evoproof.numeric.contraction.matmul import Matmul
from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.contraction.shifts import shifts
from evoproof.numeric.contraction.strategy import Strategy
from evoproof.numeric.contraction.sweep import Sweep
from evoproof.numeric.tape.device import Device
from evoproof.numeric.tape.labels import Dims, Extents, named, numbered


@dataclass(frozen=True)
class Bounds:
    """Where operands meet: `room` is the most elements that a strategy's temporaries may have."""

    device: Device
    itemsize: int
    room: int


@dataclass(frozen=True)
class Choice:
    """The strategy, whose names are numbers; `turned` where it takes the right operand first."""

    strategy: Strategy
    turned: bool
    seconds: float


def choose(
    left: Dims, right: Dims, summed: frozenset[str], extents: Extents, bounds: Bounds
) -> tuple[Choice, Dims]:
    """The choice for the product of two operands, summed over `summed`; the result's dimensions."""
    (one, other), names = numbered((left, right))
    lengths = tuple([extents[name] for name in names])
    gone = tuple([k for k, name in enumerate(names) if name in summed])
    choice = _chosen(one, other, gone, lengths, bounds)
    return choice, named(choice.strategy.dims, names)


@lru_cache(maxsize=4096)
def _chosen(
    left: Dims, right: Dims, summed: tuple[int, ...], extents: tuple[int, ...], bounds: Bounds
) -> Choice:
    lengths = {str(number): extent for number, extent in enumerate(extents)}
    meeting = Meeting(left, right, frozenset(map(str, summed)), lengths)
    choices = (Choice(way, turned, way.seconds) for way, turned in _strategies(meeting, bounds))
    return min(choices, key=lambda one: (one.strategy.temporary > bounds.room, one.seconds))


def _strategies(meeting: Meeting, bounds: Bounds) -> Iterator[tuple[Strategy, bool]]:
    """Every strategy that applies, a sweep for each prefix of the loops."""
    where = bounds.device, bounds.itemsize
    if meeting.inner and (meeting.rows or meeting.columns):
        yield Matmul(meeting, *where), False
    for count in range(len(meeting.loops) + 1):
        yield Sweep(meeting, *where, meeting.loops[:count]), False
    for turned in (False, True) if meeting.windows else ():
        way = meeting.mirrored if turned else meeting
        for find in (convolution, shifts, blocks):
            found = find(way, *where)
            if found is not None:
                yield found, turned
