"""A slot of the tape with the labels of its dimensions, and the moves that change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evoproof.numeric.tape.labels import Dims, Extents, names_of, opened, parted, shape_of
from evoproof.numeric.tape.operation import Kind, Slot
from evoproof.numeric.tape.tape import Recorder
from evoproof.numeric.tape.views import view

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Operand:
    slot: Slot
    dims: Dims

    @property
    def names(self) -> frozenset[str]:
        return names_of(self.dims)


def seen(operand: Operand, wanted: Dims, extents: Extents, recorder: Recorder) -> Operand:
    """The operand with the dimensions `wanted`, as a view."""
    if operand.dims == wanted:
        return operand
    slot = recorder.record(
        Kind.MOVE, (operand.slot,), shape_of(wanted, extents),
        view(operand.dims, wanted, extents), is_view=True, name="view",
    )  # fmt: skip
    return Operand(slot, wanted)


def together(operands: Sequence[Operand], extents: Extents, *others: Dims) -> Dims:
    """The dimensions that all of them (and `others`) can be seen with."""
    groups = [*(one.dims for one in operands), *others]
    apart = parted(groups, NOTHING)
    largest = sorted(groups, key=lambda dims: -len(opened(dims, apart)))
    return tuple(dict.fromkeys(form for dims in largest for form in opened(dims, apart)))


def renamed(dims: Dims, names: Mapping[str, str]) -> Dims:
    """The dimensions with other names; in a form they stay sorted."""
    return tuple(tuple(sorted((names[name], rate) for name, rate in form)) for form in dims)
