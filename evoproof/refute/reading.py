"""The meaning of sums and of reading a tensor, defined or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from evoproof.refute.program import Code, Program
from evoproof.refute.values import NotEvaluable, Value
from evoproof.refute.world import IllFormed, OutOfShape, World


def summation(program: Program, expr: Any) -> Code:
    """SymPy writes the innermost limits first; they become loops around the body in that order."""
    return _loops(program, expr.function, list(expr.limits))


def _loops(program: Program, body: Any, limits: list[Any]) -> Code:
    if not limits:
        return program.value(body)
    *inner, limit = limits
    if len(limit) != 3:
        raise NotEvaluable(f"a sum without both limits: {limit}")
    symbol, low, high = limit
    code = program.within([symbol], lambda: _loops(program, body, inner))
    return _loop(program.slot(symbol), symbol.name, program.value(low), program.value(high), code)


def _loop(slot: int, name: str, low: Code, high: Code, body: Code) -> Code:
    def run(world: World) -> Value:
        at, total, outer = world.at, 0, world.at[slot]
        for value in range(_whole(low(world)), _whole(high(world)) + 1):
            world.spend()
            at[slot] = value
            try:
                total += body(world)
            except IllFormed as error:
                error.index.setdefault(name, value)
                raise
        at[slot] = outer
        return total

    return run


def _whole(value: Value) -> int:
    if value.denominator != 1:
        raise NotEvaluable(f"a sum to or from {value}")
    return int(value)


def read(program: Program, expr: Any) -> Code:
    label = expr.base.label
    handle, indices, sizes = label.handle, program.values(expr.indices), program.shape(label)
    tensor = program.number(label)
    fetch = _base(program, handle) if handle.body is None else _defined(program, label)
    name, padded = handle.name, handle.padded

    def run(world: World) -> Value:
        world.spend()
        at = tuple(index(world) for index in indices)
        shape = world.shapes.get(tensor)
        if shape is None:
            shape = world.shapes[tensor] = tuple(size(world) for size in sizes)
        if all(0 <= one < size for one, size in zip(at, shape, strict=True)):
            return fetch(world, at)
        if padded:
            return 0
        raise OutOfShape(name, at, shape)

    return run


def _base(program: Program, handle: Any) -> Callable[[World, tuple[int, ...]], Value]:
    name = handle.name
    program.tensors.setdefault(name, handle)
    return lambda world, at: world.source.value(("tensor", name, at))


def _defined(program: Program, label: Any) -> Callable[[World, tuple[int, ...]], Value]:
    body, others = program.definition(label)
    slots = [program.slot(symbol) for symbol in label.handle.parameters]
    name = program.number(label)

    def run(world: World, at: tuple[int, ...]) -> Value:
        key = (name, *at, *[world.at[slot] for slot in others])
        known = world.defined.get(key)
        if known is not None:
            return known
        outer = [world.at[slot] for slot in slots]
        _put(world, slots, at)
        value = world.defined[key] = body(world)
        _put(world, slots, outer)
        return value

    return run


def _put(world: World, slots: list[int], values: Sequence[int]) -> None:
    for slot, value in zip(slots, values, strict=True):
        world.at[slot] = value
