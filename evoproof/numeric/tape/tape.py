"""The tape: operations in order, each with its shape, flops and bytes, known before any runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from evoproof.numeric.tape.operation import Kind, Operation, Slot
from evoproof.numeric.tape.schedule import in_order


@dataclass(frozen=True)
class Tape:
    """Operations, the last one being the result."""

    operations: tuple[Operation, ...]

    @cached_property
    def last_use(self) -> tuple[int, ...]:
        """For each slot the operation after which nothing needs it any more."""
        last = list(range(len(self.operations)))
        for number, operation in enumerate(self.operations):
            for slot in operation.inputs:
                last[slot] = number
        last[-1] = len(self.operations)
        return tuple(last)

    @cached_property
    def dead_after(self) -> tuple[tuple[Slot, ...], ...]:
        """The slots that may be forgotten after each operation."""
        dead: list[list[Slot]] = [[] for _ in self.operations]
        for slot, number in enumerate(self.last_use[:-1]):
            dead[number].append(slot)
        return tuple(map(tuple, dead))

    @property
    def flops(self) -> int:
        return sum(operation.flops for operation in self.operations)

    @property
    def written(self) -> int:
        """The elements that all operations write."""
        return sum(one.elements for one in self.operations if not one.is_view)

    @cached_property
    def peak_elements(self) -> int:
        """The most elements that live at once, the tensors given not counted."""
        owner = self._owners()
        until = [0] * len(self.operations)
        for slot, number in enumerate(self.last_use):
            until[owner[slot]] = max(until[owner[slot]], number)
        live = peak = 0
        ending: dict[int, int] = {}
        for number, operation in enumerate(self.operations):
            if owner[number] == number and operation.kind is not Kind.LEAF:
                live += operation.elements
                ending[until[number]] = ending.get(until[number], 0) + operation.elements
            peak = max(peak, live + operation.temporary)
            live -= ending.pop(number, 0)
        return peak

    def _owners(self) -> list[Slot]:
        """For each slot the one whose memory it shows."""
        owner: list[Slot] = []
        for number, operation in enumerate(self.operations):
            owner.append(owner[operation.inputs[0]] if operation.is_view else number)
        return owner


@dataclass
class Recorder:
    """A tape that is being written."""

    operations: list[Operation] = field(default_factory=list)
    padded: dict[Slot, tuple[Slot, tuple[tuple[int, int], ...]]] = field(default_factory=dict)
    """For a slot that is another one with zeros around it: that one, and how many of them."""

    def record(
        self, kind: Kind, inputs: Sequence[Slot], shape: Sequence[int], run: Any, **known: Any
    ) -> Slot:
        self.operations.append(Operation(kind, tuple(inputs), tuple(shape), run, **known))
        return len(self.operations) - 1

    def shape(self, slot: Slot) -> tuple[int, ...]:
        return self.operations[slot].shape

    def tape(self, result: Slot) -> Tape:
        """What the result needs and nothing else, in an order that keeps little alive."""
        order = in_order(self.operations, result)
        place = {slot: number for number, slot in enumerate(order)}
        return Tape(tuple(_renumbered(self.operations[slot], place) for slot in order))


def _renumbered(one: Operation, place: dict[Slot, Slot]) -> Operation:
    inputs = tuple(place[slot] for slot in one.inputs)
    return Operation(
        one.kind, inputs, one.shape, one.run, one.terms, one.flops, one.temporary, one.is_view,
        one.name,
    )  # fmt: skip
