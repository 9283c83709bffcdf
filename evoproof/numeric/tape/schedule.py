"""The order of operations: of two inputs the one that needs more memory comes first.

So is an expression evaluated in the fewest registers (Sethi and Ullman, 1970); here a register has
a size, and what is used twice is taken for two.
"""

from __future__ import annotations

from collections.abc import Sequence

from evoproof.numeric.tape.operation import Kind, Operation, Slot


def in_order(operations: Sequence[Operation], result: Slot) -> list[Slot]:
    """The operations that the result needs, each behind its inputs."""
    inputs = _inputs_in_order(operations, result)
    order: list[Slot] = []
    done: set[Slot] = set()
    waiting = [result]
    while waiting:
        slot = waiting[-1]
        missing = [one for one in inputs[slot] if one not in done]
        if missing:
            waiting.append(missing[0])
            continue
        waiting.pop()
        if slot not in done:
            done.add(slot)
            order.append(slot)
    return order


def _inputs_in_order(operations: Sequence[Operation], result: Slot) -> list[list[Slot]]:
    """For each operation its inputs, by what they need above what they leave."""
    needs: list[int] = []
    found: list[list[Slot]] = []
    left = [_left(one) for one in operations]
    for number, one in enumerate(operations[: result + 1]):
        ordered = sorted(dict.fromkeys(one.inputs), key=lambda slot: left[slot] - needs[slot])
        held = most = 0
        for slot in ordered:
            most = max(most, held + needs[slot])
            held += left[slot]
        needs.append(max(most, held + left[number] + one.temporary))
        found.append(ordered)
    return found


def _left(one: Operation) -> int:
    """The elements that stay when the operation is done, beside its inputs."""
    return 0 if one.kind is Kind.LEAF or one.is_view else one.elements
