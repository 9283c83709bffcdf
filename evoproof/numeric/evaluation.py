"""The walk over a formula as it is written: no algebra, only the meaning of each kind of term.

Free indices and bound variables are dimensions, conditions are masks, definitions are unfolded
where they are read. The output is cut into tiles so that no temporary passes a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Generic

from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Int,
    Max,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)
from evoproof.numeric.arithmetic import Arithmetic, Function, V
from evoproof.numeric.box import enter, extent
from evoproof.numeric.errors import NumericError, TooLarge
from evoproof.numeric.footprint import footprint
from evoproof.numeric.grid import (
    Scope,
    base_scope,
    conjunction,
    gather,
    holds_on_grid,
    on_grid,
    outside,
    refuse_outside,
)
from evoproof.numeric.integers import value as integer_value
from evoproof.numeric.intervals import Interval, interval
from evoproof.numeric.survey import base_tensors, meaning

if TYPE_CHECKING:
    import torch

LIMIT = 2**24
LARGEST_INDEX = 2**62


@dataclass(frozen=True)
class Data:
    """What the letters of a formula stand for: sizes, ranges of the free indices, entries."""

    sizes: Mapping[str, int]
    ranges: Mapping[str, int]
    tensors: Mapping[Tensor, torch.Tensor]
    functions: Mapping[str, Function]


@dataclass(frozen=True)
class Walk(Generic[V]):
    """The value of a term in a scope, in one arithmetic."""

    arithmetic: Arithmetic[V]
    data: Data

    def value(self, term: Term, scope: Scope) -> V:
        match term:
            case Num(value=value):
                return self.arithmetic.constant(value)
            case Int():
                return self._integer(term, scope)
            case Access():
                return self._access(term, scope)
            case Apply(function=function, args=args):
                return self._apply(function, [self.value(arg, scope) for arg in args])
            case Add(args=args):
                return self._fold(self.arithmetic.add, 0, args, scope)
            case Mul(args=args):
                return self._fold(self.arithmetic.mul, 1, args, scope)
            case Pow(base=base, exponent=exponent):
                return self._power(self.value(base, scope), exponent)
            case Sum():
                return self._sum(term, scope)
            case Max():
                return self._greatest(term, scope)
        raise NumericError(f"unknown term {term!r}")

    def _fold(
        self,
        operation: Callable[[V, V], V],
        unit: int,
        args: Sequence[Term],
        scope: Scope,
    ) -> V:
        if not args:
            return self.arithmetic.constant(Fraction(unit))
        return reduce(operation, (self.value(arg, scope) for arg in args))

    def _integer(self, term: Int, scope: Scope) -> V:
        if max(map(abs, interval(term.expr, scope.ranges))) > LARGEST_INDEX:
            raise NumericError(f"{term.expr} passes 2^62 at {dict(scope.sizes)}")
        return self.arithmetic.integers(on_grid(term.expr, scope))

    def _apply(self, function: str, args: Sequence[V]) -> V:
        if function == "exp":
            return self.arithmetic.exp(args[0])
        if function == "max":
            return reduce(self.arithmetic.maximum, args)
        if function not in self.data.functions:
            raise NumericError(f"no function is given for {function}")
        return self.arithmetic.apply(self.data.functions[function], args)

    def _power(self, base: V, exponent: int) -> V:
        power = reduce(self.arithmetic.mul, [base] * abs(exponent))
        return power if exponent > 0 else self.arithmetic.reciprocal(power)

    def _access(self, term: Access, scope: Scope) -> V:
        body = meaning(term)
        if body is not None and term.tensor.padded:
            return self.value(body, scope)
        beyond = outside(term, scope)
        if not term.tensor.padded and beyond is not None:
            refuse_outside(term, beyond, scope)
        if body is not None:
            return self.value(body, scope)
        data = self.data.tensors[term.tensor]
        return self.arithmetic.entries(gather(data, term, beyond, scope))

    def _sum(self, term: Sum, scope: Scope) -> V:
        found = self._inside(term, scope)
        if found is None:
            return self.arithmetic.constant(Fraction(0))
        value, mask, extents = found
        if mask is not None:
            value = self.arithmetic.mask(value, mask)
        return self.arithmetic.total(value, extents, scope.rank)

    def _greatest(self, term: Max, scope: Scope) -> V:
        found = self._inside(term, scope)
        if found is None:
            return self.arithmetic.constant(Fraction(0))
        return self.arithmetic.greatest(*found, scope.rank)

    def _inside(
        self, term: Sum | Max, scope: Scope
    ) -> tuple[V, torch.Tensor | None, list[int]] | None:
        """The body over its names, where the conditions hold, and how many integers each has.

        None where there are none.
        """
        term, ranges = enter(term, scope.ranges)
        if ranges is None:
            return None
        inside = scope.with_names(reversed(term.names), ranges)
        masks = [holds_on_grid(cond, inside) for cond in term.conds]
        value = self.value(term.body, inside.with_masks(masks))
        extents = [extent(name, ranges) for name in term.names]
        return value, conjunction(masks), extents


def evaluate(arithmetic: Arithmetic[V], term: Term, data: Data, limit: int = LIMIT) -> V:
    """The value of `term` over the free indices, in their order, tile by tile.

    Raises OutOfBounds, UnboundedSum, TooLarge (one output entry needs a temporary of more than
    `limit` elements) and NumericError where something in the term is not given.
    """
    _require(term, data)
    scope = base_scope(arithmetic.device, data.sizes)
    shape = tuple(data.ranges.values())
    if 0 in shape:
        return arithmetic.spread(arithmetic.constant(Fraction(0)), shape)
    walk = Walk(arithmetic, data)
    return _tiled(walk, term, scope, {n: (0, size - 1) for n, size in data.ranges.items()}, limit)


def _tiled(walk: Walk[V], term: Term, scope: Scope, tile: dict[str, Interval], limit: int) -> V:
    """The first free index is halved, then the next one, until the tile fits the limit."""
    ranges = {**scope.ranges, **tile}
    _, elements = footprint(term, ranges)
    shape = [extent(name, tile) for name in tile]
    if elements <= limit:
        value = walk.value(term, scope.with_names(reversed(tile), ranges))
        return walk.arithmetic.spread(value, shape)
    wide = next((name for name in tile if extent(name, tile) > 1), None)
    if wide is None:
        raise TooLarge(elements, limit)
    parts = [_tiled(walk, term, scope, half, limit) for half in _halves(tile, wide)]
    return walk.arithmetic.join(parts, list(tile).index(wide))


def _halves(tile: dict[str, Interval], name: str) -> list[dict[str, Interval]]:
    low, high = tile[name]
    middle = (low + high) // 2
    return [{**tile, name: (low, middle)}, {**tile, name: (middle + 1, high)}]


def _require(term: Term, data: Data) -> None:
    """Raise NumericError unless every free name and every tensor has its numbers."""
    missing = sorted(term.free - frozenset(data.sizes) - frozenset(data.ranges))
    if missing:
        raise NumericError(f"no integer is given for {', '.join(missing)}")
    twice = sorted(frozenset(data.sizes) & frozenset(data.ranges))
    if twice:
        raise NumericError(f"both a size and a free index: {', '.join(twice)}")
    for tensor in base_tensors(term):
        _require_entries(tensor, data)


def _require_entries(tensor: Tensor, data: Data) -> None:
    if tensor not in data.tensors:
        raise NumericError(f"no entries are given for the tensor {tensor.name}")
    shape = tuple(max(0, integer_value(size, data.sizes)) for size in tensor.shape)
    given = tuple(data.tensors[tensor].shape)
    if shape != given:
        raise NumericError(f"{tensor.name} has shape {shape}, entries of shape {given} are given")
