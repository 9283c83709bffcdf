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
from evoproof.numeric.plan.attend import Attend, Block
from evoproof.numeric.plan.moduli import arithmetics, inside_exp, shared
from evoproof.numeric.tape.operation import Best, Kind, Operation
from evoproof.numeric.tape.tape import Tape


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
    own = arithmetics(tape, arithmetic)
    for number in order:
        one = tape.operations[number]
        if one.kind is Kind.LEAF:
            given.append((place[number], one.run))
        elif one.kind is Kind.CONSTANT:
            constants.append((place[number], own[number].integers(one.run)))
        else:
            dead = tuple(
                place[slot]
                for slot in tape.dead_after[number]
                if tape.operations[slot].kind not in sources
            )
            inputs = tuple(place[slot] for slot in one.inputs)
            steps.append((_step(one, own[number], functions), inputs, dead))
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
    """The weighted values and the weights alone, block by block, then their ratios."""
    exponent = inside_exp(arithmetic)
    queries = shared(exponent, exponent.move(one.queries, q))
    keys = shared(exponent, exponent.move(one.keys, k))
    values = shared(arithmetic, arithmetic.move(one.values, v))
    slabs = [
        [_block(arithmetic, one, block, (queries, keys, values)) for block in row]
        for row in one.blocks
    ]
    summed, total = (
        _joined(arithmetic, [_joined(arithmetic, [pair[n] for pair in row], 1) for row in slabs], 0)
        for n in (0, 1)
    )
    found = arithmetic.mul(summed, arithmetic.reciprocal(total))
    return arithmetic.move(lambda x: x.reshape(one.shape), found)


def _joined(arithmetic: Arithmetic[V], parts: Sequence[V], dim: int) -> V:
    return parts[0] if len(parts) == 1 else arithmetic.join(parts, dim)


def _block(
    arithmetic: Arithmetic[V], one: Attend, block: Block, operands: tuple[V, V, V]
) -> tuple[V, V]:
    """The values weighted by the exponentials of the scores, and the sum of these."""
    torch = load()
    queries, keys, values = operands
    scores = inside_exp(arithmetic).bilinear(
        lambda x, y: torch.bmm(block.queries(x), block.keys(y).transpose(1, 2)),
        queries, keys, terms=one.inner,
    )  # fmt: skip
    weights = arithmetic.exp(scores)
    summed = arithmetic.bilinear(
        lambda x, y: torch.bmm(x, block.keys(y)), weights, values, terms=one.length
    )
    total = arithmetic.linear(lambda x: x.sum(2, keepdim=True), weights, terms=one.length)
    return summed, total
