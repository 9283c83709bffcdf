"""A tape run in an arithmetic: on plain numbers, on numbers with bounds, on residues."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any, Generic

from evoproof.kernel.terms import Tensor
from evoproof.numeric.arithmetic import Arithmetic, Function, Plain, V
from evoproof.numeric.backend import load
from evoproof.numeric.errors import NumericError
from evoproof.numeric.plan.attend import BLOCK, Attend
from evoproof.numeric.tape.tape import Best, Kind, Operation, Tape


@dataclass(frozen=True)
class Replay(Generic[V]):
    """The operations of a tape as functions of one arithmetic's values, ready to run many times."""

    steps: tuple[tuple[Callable[..., V], tuple[int, ...], tuple[int, ...]], ...]
    given: tuple[tuple[int, Tensor], ...]
    constants: tuple[tuple[int, V], ...]

    def __call__(self, entries: Mapping[Tensor, V]) -> V:
        slots: list[Any] = [None] * (len(self.given) + len(self.constants) + len(self.steps))
        for slot, tensor in self.given:
            slots[slot] = entries[tensor]
        for slot, value in self.constants:
            slots[slot] = value
        for (run, inputs, dead), slot in zip(self.steps, self._targets, strict=True):
            slots[slot] = run(*[slots[one] for one in inputs])
            for one in dead:
                slots[one] = None
        return slots[-1]

    @property
    def _targets(self) -> Sequence[int]:
        first = len(self.given) + len(self.constants)
        return range(first, first + len(self.steps))


def replay(tape: Tape, arithmetic: Arithmetic[V], functions: Mapping[str, Function]) -> Replay[V]:
    """The tape for one arithmetic. Raises NumericError where a function is not given."""
    sources = (Kind.LEAF, Kind.CONSTANT)
    order = sorted(range(len(tape.operations)), key=lambda n: _rank(tape.operations[n].kind))
    place = {number: slot for slot, number in enumerate(order)}
    given, constants, steps = [], [], []
    for number in order:
        one = tape.operations[number]
        if one.kind is Kind.LEAF:
            given.append((place[number], one.run))
        elif one.kind is Kind.CONSTANT:
            constants.append((place[number], arithmetic.integers(one.run)))
        else:
            dead = tuple(
                place[slot]
                for slot in tape.dead_after[number]
                if tape.operations[slot].kind not in sources
            )
            inputs = tuple(place[slot] for slot in one.inputs)
            steps.append((_step(one, arithmetic, functions), inputs, dead))
    if not steps:
        steps.append((lambda value: value, (len(order) - 1,), ()))
    return Replay(tuple(steps), tuple(given), tuple(constants))


def _rank(kind: Kind) -> int:
    return {Kind.LEAF: 0, Kind.CONSTANT: 1}.get(kind, 2)


def _step(
    one: Operation, arithmetic: Arithmetic[V], functions: Mapping[str, Function]
) -> Callable[..., V]:
    match one.kind:
        case Kind.MOVE:
            return partial(arithmetic.move, one.run)
        case Kind.BILINEAR:
            return partial(arithmetic.bilinear, one.run, terms=one.terms)
        case Kind.TOTAL:
            return partial(arithmetic.linear, one.run, terms=one.terms)
        case Kind.ADD:
            return lambda *values: reduce(arithmetic.add, values)
        case Kind.SCALE:
            return partial(arithmetic.mul, arithmetic.constant(one.run))
        case Kind.POWER:
            return partial(_power, arithmetic, one.run)
        case Kind.APPLY:
            return _applied(one.run, arithmetic, functions)
        case Kind.GREATEST:
            return partial(_greatest, arithmetic, one.run)
        case Kind.ATTEND:
            fused = isinstance(arithmetic, Plain) and arithmetic.dtype.is_floating_point
            return one.run.fused if fused else partial(_attend, arithmetic, one.run)
        case Kind.JOIN:
            return lambda *values: arithmetic.join(values, one.run)
    raise NumericError(f"unknown operation {one.kind}")


def _power(arithmetic: Arithmetic[V], exponent: int, base: V) -> V:
    power = reduce(arithmetic.mul, [base] * abs(exponent))
    return power if exponent > 0 else arithmetic.reciprocal(power)


def _applied(
    name: str, arithmetic: Arithmetic[V], functions: Mapping[str, Function]
) -> Callable[..., V]:
    if name == "exp":
        return arithmetic.exp
    if name == "max":
        return lambda *values: reduce(arithmetic.maximum, values)
    if name not in functions:
        raise NumericError(f"no function is given for {name}")
    return lambda *values: arithmetic.apply(functions[name], values)


def _greatest(arithmetic: Arithmetic[V], one: Best, value: V) -> V:
    return arithmetic.greatest(value, one.mask, one.extents, one.rank)


def _attend(arithmetic: Arithmetic[V], one: Attend, q: V, k: V, v: V) -> V:
    """Scores, their exponentials and the weighted values, for a block of queries at a time."""
    queries = arithmetic.move(one.queries, q)
    keys, values = arithmetic.move(one.keys, k), arithmetic.move(one.values, v)
    blocks = [
        _block(arithmetic, one, arithmetic.move(_rows(start), queries), keys, values)
        for start in range(0, one.rows, BLOCK)
    ]
    joined = blocks[0] if len(blocks) == 1 else arithmetic.join(blocks, 1)
    return arithmetic.move(lambda x: x.reshape(one.shape), joined)


def _rows(start: int) -> Callable[[Any], Any]:
    """A block of queries."""
    return lambda tensor: tensor[:, start : start + BLOCK]


def _block(arithmetic: Arithmetic[V], one: Attend, queries: V, keys: V, values: V) -> V:
    torch = load()
    scores = arithmetic.bilinear(
        lambda x, y: torch.bmm(x, y.transpose(1, 2)), queries, keys, terms=one.inner
    )
    weights = arithmetic.exp(scores)
    total = arithmetic.linear(lambda x: x.sum(2, keepdim=True), weights, terms=one.length)
    summed = arithmetic.bilinear(torch.bmm, weights, values, terms=one.length)
    return arithmetic.mul(summed, arithmetic.reciprocal(total))
