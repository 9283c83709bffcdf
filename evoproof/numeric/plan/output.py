"""The result of a tape: dimensions in the order asked for, at full length, tiles joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evoproof.numeric.flat.formula import Flat
from evoproof.numeric.plan.lower import Lowering
from evoproof.numeric.tape.labels import alone
from evoproof.numeric.tape.operand import seen
from evoproof.numeric.tape.operation import Kind, Slot
from evoproof.numeric.tape.tape import Recorder


def output(lowering: Lowering, flat: Flat, tile: Mapping[str, tuple[int, int]]) -> Slot:
    """The formula's values over the tile, one dimension for each free index."""
    shape = tuple(extent for _, extent in tile.values())
    lowering.extents.update({**flat.extents})
    found = lowering.formula(flat.formula)
    digits = [name for form in flat.outputs for name, _ in _by_weight(form.terms)]
    wanted = tuple(alone(name) for name in digits if lowering.extents.get(name, 1) > 1)
    view = seen(found, wanted, lowering.extents, lowering.recorder)
    if lowering.recorder.shape(view.slot) == shape:
        return view.slot
    plain = len(wanted) == sum(extent > 1 for extent in shape)  # digits may have to be copied
    return lowering.recorder.record(
        Kind.MOVE, (view.slot,), shape, lambda one: one.reshape(shape), is_view=plain, name="view"
    )


def _by_weight(terms: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(terms, key=lambda term: -term[1])


def joined(recorder: Recorder, slots: Sequence[Slot], dimension: int) -> Slot:
    """Tiles side by side along one dimension."""
    if len(slots) == 1:
        return slots[0]
    shapes = [recorder.shape(slot) for slot in slots]
    length = sum(shape[dimension] for shape in shapes)
    shape = (*shapes[0][:dimension], length, *shapes[0][dimension + 1 :])
    return recorder.record(Kind.JOIN, slots, shape, dimension, name="join")
