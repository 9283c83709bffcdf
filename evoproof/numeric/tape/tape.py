"""The tape: operations in order, each with its shape, flops and bytes, known before any runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from math import prod
from typing import Any, TypeAlias


class Kind(Enum):
    """What a lane must know of an operation."""

    LEAF = auto()
    CONSTANT = auto()
    MOVE = auto()
    """Entries copied, viewed, or replaced by 0."""
    BILINEAR = auto()
    TOTAL = auto()
    ADD = auto()
    SCALE = auto()
    POWER = auto()
    APPLY = auto()
    GREATEST = auto()
    ATTEND = auto()
    JOIN = auto()


@dataclass(frozen=True)
class Best:
    """The greatest over the dimensions in front of the last `rank`: see `Arithmetic.greatest`."""

    mask: Any
    extents: tuple[int, ...]
    rank: int


Slot: TypeAlias = int
Run: TypeAlias = "Callable[..., Any]"


@dataclass(frozen=True)
class Operation:
    """One operation; its result is the slot of its own number.

    `run` works on torch tensors (MOVE, BILINEAR, TOTAL, ATTEND) or is what the kind speaks of: a
    tensor (LEAF), an int64 grid (CONSTANT), a Fraction (SCALE), an exponent (POWER), a name
    (APPLY), a `Best` (GREATEST), a dimension (JOIN). `terms` is how many products or entries are
    added up in one entry of the result, `temporary` how many elements it needs beside that.
    """

    kind: Kind
    inputs: tuple[Slot, ...]
    shape: tuple[int, ...]
    run: Any
    terms: int = 1
    flops: int = 0
    temporary: int = 0
    is_view: bool = False
    name: str = ""

    @property
    def elements(self) -> int:
        return prod(self.shape)


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
        """What the result needs, and nothing else."""
        wanted = {result}
        for number in range(result, -1, -1):
            if number in wanted:
                wanted.update(self.operations[number].inputs)
        order = sorted(wanted)
        place = {slot: number for number, slot in enumerate(order)}
        return Tape(tuple(_renumbered(self.operations[slot], place) for slot in order))


def _renumbered(one: Operation, place: dict[Slot, Slot]) -> Operation:
    inputs = tuple(place[slot] for slot in one.inputs)
    return Operation(
        one.kind, inputs, one.shape, one.run, one.terms, one.flops, one.temporary, one.is_view,
        one.name,
    )  # fmt: skip
