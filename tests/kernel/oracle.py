"""What a kernel term means, by plain loops over a box and exact fractions.

Shares nothing with the kernel but the shape of its data. exp is 2^x on integers. A summand that is
not zero near the edge of the box may go on outside it: such a sum is not evaluated at all. Values
that grow towards the edge have no greatest one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import inf
from zlib import crc32

from evoproof.kernel.poly import Floor, Poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Binder,
    Cond,
    Divides,
    Eq,
    Ge,
    Int,
    Max,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)

Values = Mapping[str, int]

RIM = 8
"""How near to the edge is near: an infinite sum of random entries shows itself in so many steps."""


class NotEvaluable(Exception):
    """The box is too small, or exp is asked of something that is not a small integer."""


class World:
    """One choice of all tensors, unknown functions and quotients by 0: `seed` decides it."""

    def __init__(self, seed: int, box: int = 24) -> None:
        self.seed = seed
        self.box = box

    def some(self, *about: object) -> int:
        """An integer from -2 to 2 that depends on the seed and on `about` alone."""
        return crc32(repr((self.seed, about)).encode()) % 5 - 2


def integer(expr: Poly, values: Values, world: World) -> int:
    total = 0
    for monomial, coefficient in expr.terms:
        product = coefficient
        for atom in monomial:
            product *= _floor(atom, values, world) if isinstance(atom, Floor) else values[atom]
        total += product
    return total


def _floor(floor: Floor, values: Values, world: World) -> int:
    top = integer(floor.numerator, values, world)
    bottom = integer(floor.denominator, values, world)
    return top // bottom if bottom else world.some("by zero", top)


def holds(cond: Cond, values: Values, world: World) -> bool:
    match cond:
        case Ge(expr=expr):
            return integer(expr, values, world) >= 0
        case Eq(expr=expr):
            return integer(expr, values, world) == 0
        case Divides(modulus=modulus, expr=expr):
            return integer(expr, values, world) % modulus == 0
    raise TypeError(cond)


def evaluate(term: Term, values: Values, world: World) -> Fraction:
    match term:
        case Num(value=value):
            return value
        case Int(expr=expr):
            return Fraction(integer(expr, values, world))
        case Access(tensor=tensor, indices=indices):
            return _entry(tensor, [integer(one, values, world) for one in indices], values, world)
        case Apply(function=function, args=args):
            return _apply(function, [evaluate(arg, values, world) for arg in args], world)
        case Add(args=args):
            return sum((evaluate(arg, values, world) for arg in args), Fraction(0))
        case Mul(args=args):
            return _product(args, values, world)
        case Pow(base=base, exponent=exponent):
            value = evaluate(base, values, world)
            return value**exponent if value else Fraction(0)
        case Sum():
            points = _extend(term, dict(values), term.names, world)
            return sum((_summand(term, point, world) for point in points), Fraction(0))
        case Max():
            return _greatest(term, values, world)
    raise TypeError(term)


def _product(args: Sequence[Term], values: Values, world: World) -> Fraction:
    total = Fraction(1)
    for arg in args:
        total *= evaluate(arg, values, world)
    return total


def _greatest(term: Max, values: Values, world: World) -> Fraction:
    """The greatest value; 0 where there is none, or where a larger box has greater ones."""
    near = list(_extend(term, dict(values), term.names, world))
    larger = World(world.seed, world.box + RIM)
    everywhere = list(_extend(term, dict(values), term.names, larger))
    found = max((evaluate(term.body, point, world) for point in near), default=None)
    if len(everywhere) > len(near):
        beyond = max(evaluate(term.body, point, larger) for point in everywhere)
        found = found if found is None or found >= beyond else None
    return Fraction(0) if found is None else found


def _apply(function: str, args: Sequence[Fraction], world: World) -> Fraction:
    if function == "max":
        return max(args)
    if function != "exp":
        return Fraction(world.some("function", function, [str(arg) for arg in args]))
    (power,) = args
    if power.denominator != 1 or abs(power) > 400:
        raise NotEvaluable(f"exp({power})")
    return Fraction(2) ** int(power)


def _entry(tensor: Tensor, at: Sequence[int], values: Values, world: World) -> Fraction:
    shape = [integer(size, values, world) for size in tensor.shape]
    inside = all(0 <= k < size for k, size in zip(at, shape, strict=True))
    if tensor.padded and not inside:
        return Fraction(0)
    if tensor.parameters is None or tensor.body is None:
        return Fraction(world.some("tensor", tensor.name, tensor.padded, shape, list(at)))
    bound = dict(zip(tensor.parameters, at, strict=True))
    return evaluate(tensor.body, {**values, **bound}, world)


def _extend(
    term: Binder, values: dict[str, int], left: Sequence[str], world: World
) -> Iterator[dict[str, int]]:
    """The values of all names at the points of the box that satisfy the conditions."""
    hidden = frozenset(left)
    spoken = [cond for cond in term.conds if names_of(cond).isdisjoint(hidden)]
    if not all(holds(cond, values, world) for cond in spoken):
        return
    if not left:
        yield values
        return
    ranges = {name: _interval(term, values, name, hidden - {name}, world) for name in left}
    name = min(left, key=lambda one: len(ranges[one]))
    rest = [one for one in left if one != name]
    for number in ranges[name]:
        yield from _extend(term, {**values, name: number}, rest, world)


def _interval(
    term: Binder, values: Values, name: str, hidden: frozenset[str], world: World
) -> range:
    """The numbers of the box that the affine conditions leave for the name."""
    low, high = -inf, inf
    for cond in term.conds:
        if name in names_of(cond) and names_of(cond).isdisjoint(hidden):
            below, above = _bounds(cond, name, values, world)
            low, high = max(low, below), min(high, above)
    if low > high:
        return range(0)
    if any(abs(end) > world.box for end in (low, high) if abs(end) != inf):
        raise NotEvaluable(f"{name} from {low} to {high} leaves the box")
    return range(int(max(low, -world.box)), int(min(high, world.box)) + 1)


def _bounds(cond: Cond, name: str, values: Values, world: World) -> tuple[float, float]:
    if isinstance(cond, Divides) or not _affine(cond.expr, name):
        return -inf, inf
    start = integer(cond.expr, {**values, name: 0}, world)
    slope = integer(cond.expr, {**values, name: 1}, world) - start
    if not slope:
        return -inf, inf
    low, high = (-(start // slope), inf) if slope > 0 else (-inf, start // -slope)
    if isinstance(cond, Eq):
        low = high = -start // slope
    return low, high


def _affine(expr: Poly, name: str) -> bool:
    floors = (atom for monomial, _ in expr.terms for atom in monomial if isinstance(atom, Floor))
    inside = any(name in {*_names(one.numerator), *_names(one.denominator)} for one in floors)
    return not inside and all(monomial.count(name) < 2 for monomial, _ in expr.terms)


def _summand(term: Sum, point: Mapping[str, int], world: World) -> Fraction:
    value = evaluate(term.body, point, world)
    if value and any(abs(point[name]) > world.box - RIM for name in term.names):
        raise NotEvaluable(f"the sum over {term.names} leaves the box")
    return value


@cache
def names_of(cond: Cond) -> frozenset[str]:
    """The names of a condition, read from its atoms and not from its `free`."""
    return frozenset(_names(cond.expr))


def _names(expr: Poly) -> Iterator[str]:
    for monomial, _ in expr.terms:
        for atom in monomial:
            if isinstance(atom, Floor):
                yield from _names(atom.numerator)
                yield from _names(atom.denominator)
            else:
                yield atom


def free_names(term: Term) -> frozenset[str]:
    """The free names of a term, found without its `free`: parameters and binders bind."""
    match term:
        case Num():
            return frozenset()
        case Int(expr=expr):
            return frozenset(_names(expr))
        case Access(tensor=tensor, indices=indices):
            return _tensor_names(tensor).union(*(_names(one) for one in indices))
        case Apply(args=args) | Add(args=args) | Mul(args=args):
            return frozenset[str]().union(*(free_names(arg) for arg in args))
        case Pow(base=base):
            return free_names(base)
        case Binder(names=names, conds=conds, body=body):
            return free_names(body).union(*(names_of(cond) for cond in conds)) - frozenset(names)
    raise TypeError(term)


def _tensor_names(tensor: Tensor) -> frozenset[str]:
    names = frozenset[str]().union(*(_names(size) for size in tensor.shape))
    if tensor.parameters is None or tensor.body is None:
        return names
    return names | (free_names(tensor.body) - frozenset(tensor.parameters))


def difference(
    left: Term, right: Term, hypotheses: Sequence[Cond], rng: random.Random, trials: int = 4
) -> tuple[Values | None, int]:
    """Values at which the hypotheses hold and the sides differ, and how many trials were made."""
    names = sorted(
        free_names(left) | free_names(right) | {n for c in hypotheses for n in names_of(c)}
    )
    made = 0
    for _ in range(12 * trials):
        world = World(rng.randrange(10**6))
        values = {name: rng.randint(-2, 4) for name in names}
        if not all(holds(cond, values, world) for cond in hypotheses):
            continue
        try:
            one, other = evaluate(left, values, world), evaluate(right, values, world)
        except NotEvaluable:
            continue
        made += 1
        if one != other:
            return values, made
        if made == trials:
            break
    return None, made
