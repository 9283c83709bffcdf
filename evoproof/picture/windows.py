"""A kernel's numbers at some pixels: its definition evaluated as it is written, without torch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from evoproof.language import Handle
from evoproof.picture.image import entry
from evoproof.picture.operators import Operator
from evoproof.refute.evaluate import Environment, evaluate
from evoproof.refute.meaning import SYMPY
from evoproof.refute.program import Code, Program
from evoproof.refute.world import World

Pixel: TypeAlias = tuple[int, int]
Channels: TypeAlias = tuple[int, int]
Window: TypeAlias = tuple[tuple[float, ...], ...]

DIGITS = 20
"""Decimal digits of exp, more than a float has."""


def environment(operator: Operator) -> Environment:
    """The operator's sizes and weights, and the image X."""
    tensors = {**operator.weights, "X": entry}
    return Environment(operator.sizes, tensors, operator.functions, digits=DIGITS)


def channels(kernel: Handle, values: Environment) -> tuple[Channels, ...]:
    """The pairs (c, m) that the kernel has, input channels first."""
    inputs, outputs = (int(evaluate(size, values)) for size in kernel.shape[4:])
    return tuple((c, m) for m in range(outputs) for c in range(inputs))


def windows(
    kernels: Sequence[Handle], values: Environment, pixels: Sequence[Pixel]
) -> Iterator[tuple[tuple[Window, ...], ...]]:
    """Of each kernel, for each pixel (i, j) and pair of channels (c, m): F[i, j, :, :, c, m].

    The kernels are defined tensors; what they share is computed once. Raises the errors of
    `evaluate`.
    """
    program = Program(SYMPY)
    codes = [program.value(kernel[kernel.parameters]) for kernel in kernels]
    world = World(len(program.slots), values, values.limit, values.digits)
    indices = {one for kernel in kernels for one in kernel.parameters or ()}
    for size in program.open.keys() - indices:
        world.at[program.slot(size)] = values.integers[size.name]
    for kernel, code in zip(kernels, codes, strict=True):
        slots = [program.slot(one) for one in kernel.parameters or ()]
        taps = range(int(evaluate(kernel.shape[2], values)))
        pairs, weight = channels(kernel, values), _Weights(world, code, slots)
        yield tuple(tuple(weight.window(at, pair, taps) for pair in pairs) for at in pixels)


@dataclass(frozen=True)
class _Weights:
    """A kernel made ready to run; `slots` are those of its six indices in the world."""

    world: World
    code: Code
    slots: Sequence[int]

    def window(self, pixel: Pixel, pair: Channels, taps: range) -> Window:
        return tuple(tuple(self._weight(*pixel, u, v, *pair) for v in taps) for u in taps)

    def _weight(self, *at: int) -> float:
        for slot, index in zip(self.slots, at, strict=True):
            self.world.at[slot] = index
        return float(self.code(self.world))
