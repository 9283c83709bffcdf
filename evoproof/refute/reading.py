"""The meaning of loops and of reading a tensor, defined or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from evoproof.refute.program import Code, Program, Test
from evoproof.refute.values import NotEvaluable, Value
from evoproof.refute.world import IllFormed, OutOfShape, World

Fold = Callable[[World, Value], Value]  # from what was gathered so far to what is then
Fetch = Callable[[World, tuple[int, ...]], Value]


def summation(program: Program, expr: Any) -> Code:
    """SymPy writes the innermost limits first; they become loops around the body in that order."""
    fold = _loops(program, expr.function, list(expr.limits))
    return lambda world: fold(world, 0)


def _loops(program: Program, body: Any, limits: list[Any]) -> Fold:
    if not limits:
        return adding(program.value(body))
    *inner, limit = limits
    if len(limit) != 3:
        raise NotEvaluable(f"a sum without both limits: {limit}")
    symbol, low, last = limit
    fold = program.within([symbol], lambda: _loops(program, body, inner))
    start, final = program.value(low), program.value(last)
    return loop(
        program.slot(symbol), symbol.name, start, lambda world: _whole(final(world)) + 1, fold
    )


def adding(body: Code) -> Fold:
    return lambda world, total: total + body(world)


def loop(
    slot: int, name: str, start: Code, stop: Code, fold: Fold, tests: Sequence[Test] = ()
) -> Fold:
    """Fold over start <= value < stop where all tests hold, one step of the budget each."""

    def run(world: World, gathered: Value) -> Value:
        at, outer = world.at, world.at[slot]
        for value in range(_whole(start(world)), _whole(stop(world))):
            world.spend()
            at[slot] = value
            try:
                if not tests or all(test(world) for test in tests):
                    gathered = fold(world, gathered)
            except IllFormed as error:
                error.index.setdefault(name, value)
                raise
        at[slot] = outer
        return gathered

    return run


def _whole(value: Value) -> int:
    if value.denominator != 1:
        raise NotEvaluable(f"a sum to or from {value}")
    return int(value)


def read(program: Program, expr: Any) -> Code:
    label = expr.base.label
    handle = label.handle
    if handle.body is None:
        return entry(program, label, handle, expr.indices)
    shape = program.shape(label, handle.shape)
    fetch = _defined(program, label)
    return access(program, label, handle, program.values(expr.indices), shape, fetch)


def entry(program: Program, key: Any, tensor: Any, indices: Sequence[Any]) -> Code:
    """Reading an undefined tensor, known as `key`: it has a name, a shape and a border."""
    name, shape = tensor.name, program.shape(key, tensor.shape)
    program.tensors.setdefault(name, shape)

    def fetch(world: World, at: tuple[int, ...]) -> Value:
        return world.source.value(("tensor", name, at))

    return access(program, key, tensor, program.values(indices), shape, fetch)


def access(
    program: Program, key: Any, tensor: Any, indices: list[Code], sizes: list[Code], fetch: Fetch
) -> Code:
    """Inside the shape what `fetch` says, outside 0 for a padded tensor."""
    number, name, padded = program.number(key), tensor.name, tensor.padded

    def run(world: World) -> Value:
        world.spend()
        at = tuple([index(world) for index in indices])
        shape = world.shapes.get(number)
        if shape is None:
            shape = world.shapes[number] = tuple([size(world) for size in sizes])
        for one, size in zip(at, shape, strict=True):
            if not 0 <= one < size:
                if padded:
                    return 0
                raise OutOfShape(name, at, shape)
        return fetch(world, at)

    return run


def _defined(program: Program, label: Any) -> Fetch:
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
