"""Sizes to test a statement at: a few assignments that satisfy its hypotheses and differ in kind.

The kinds, in turn: all sizes distinct and at least 2; one size 1; a kernel larger than the image;
all distinct again, and every kernel smaller than the image; three times sizes of which one is more
than twice another that it was not before. A wish that the hypotheses forbid is met as far as it can
be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, permutations, product
from math import prod
from random import Random
from statistics import median_high
from typing import TypeAlias

from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Cond, Eq, Tensor
from evoproof.numeric.errors import NoInstance
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.integers import all_hold, value

__all__ = ["Sizes", "Wishes", "choose_sizes", "random_tensors", "wishes_for"]

SAMPLES = 2000
ENOUGH = 400
LARGEST_SIZE = 16
REACH = 6
POINTS = 20_000
LIGHT = 2**20

Sizes: TypeAlias = "dict[str, int]"
Rank: TypeAlias = "tuple[int, ...]"


@dataclass(frozen=True)
class Wishes:
    """Which names are sides of an image, which of a kernel, and the largest value of a name."""

    image: tuple[str, ...] = ()
    kernel: tuple[str, ...] = ()
    at_most: Mapping[str, int] = field(default_factory=dict)


def wishes_for(tensors: Iterable[Tensor], names: Iterable[str]) -> Wishes:
    """Images are padded, so their own names are sides; every name of no image may be a kernel's.

    A name that images share with other tensors (channels) is neither.
    """
    padded, strict = set[str](), set[str]()
    for tensor in tensors:
        known = padded if tensor.padded else strict
        known.update(*(size.free for size in tensor.shape))
    inside = set(names)
    return Wishes(tuple(sorted((padded - strict) & inside)), tuple(sorted(inside - padded)))


def choose_sizes(
    names: Iterable[str],
    hypotheses: Sequence[Cond] = (),
    free: Mapping[str, Poly] | None = None,
    *,
    seed: int = 0,
    count: int = 4,
    wishes: Wishes | None = None,
    work: Callable[[Sizes], int] | None = None,
    zero: Collection[str] = (),
) -> tuple[Sizes, ...]:
    """Up to `count` different assignments of positive sizes, the same for the same arguments.

    `hypotheses` speak of `names` and of the free indices, whose extents are `free`; an assignment
    satisfies those on sizes, and some index satisfies the others. Fewer than `count` are returned
    where fewer are found. An assignment that means more than LIGHT `work` gives way to a smaller
    one, even if that is less of its kind. The names of `zero` are 0. Raises NoInstance where none
    is found.
    """
    letters, free, wishes = sorted(names), free or {}, wishes or Wishes()
    on_sizes = [cond for cond in hypotheses if cond.free.isdisjoint(free)]
    draw = Random(f"{seed}:{letters}")
    tops = {name: max(1, wishes.at_most.get(name, len(letters) + REACH)) for name in letters}
    tops |= dict.fromkeys(zero, 0)
    found = samples(letters, on_sizes, tops, draw, LARGEST_SIZE)
    chosen: list[Sizes] = []
    for kind in range(count):
        rank = _RANKS[kind % len(_RANKS)](wishes, chosen)
        left = sorted((one for one in found if one not in chosen), key=rank)
        chosen += _light(left, lambda one: inhabited(one, hypotheses, free), work)
    if not chosen:
        conds = ", ".join(cond.key for cond in hypotheses) or "no condition"
        raise NoInstance(f"no sizes {', '.join(letters)} were found with {conds}")
    return tuple(chosen)


def _light(
    ranked: Sequence[Sizes], fits: Callable[[Sizes], bool], work: Callable[[Sizes], int] | None
) -> list[Sizes]:
    """The first that fits; while that is heavy, the first in the half of smaller sizes."""
    best = list(islice(filter(fits, ranked), 1))
    while best and work is not None and work(best[0]) > LIGHT:
        middle = median_high(map(_cost, ranked))
        ranked = [one for one in ranked if _cost(one) < middle]
        smaller = list(islice(filter(fits, ranked), 1))
        if not smaller:
            break
        best = smaller
    return best


def samples(
    names: Sequence[str],
    hypotheses: Sequence[Cond],
    tops: Mapping[str, int],
    draw: Random,
    largest: int,
) -> list[Sizes]:
    """Different assignments that satisfy the hypotheses, in the order drawn.

    A name is drawn up to its value in `tops`; one that an equality gives may be up to `largest`.
    """
    found: dict[tuple[int, ...], None] = {}
    solved = tuple(_solved(names, hypotheses))
    for _ in range(SAMPLES):
        sizes = {name: draw_up_to(tops[name], draw) for name in names}
        for name, expr in solved:
            sizes[name] = value(expr, sizes)
        in_reach = all(0 <= sizes[name] <= largest for name, _ in solved)
        if in_reach and all_hold(hypotheses, sizes):
            found.setdefault(tuple(sizes.values()))
        if len(found) >= ENOUGH:
            break
    return [dict(zip(names, values, strict=True)) for values in found]


def draw_up_to(top: int, draw: Random) -> int:
    """From 1 on; 0 where that is the most."""
    return min(top, 1 + int(draw.random() * top))


def _solved(names: Sequence[str], hypotheses: Iterable[Cond]) -> Iterator[tuple[str, Poly]]:
    """The sizes that equalities give, as polynomials of the others."""
    for cond in hypotheses:
        if isinstance(cond, Eq):
            for name in sorted(cond.expr.free & frozenset(names)):
                rate = cond.expr.coefficient(name)
                if rate is not None and rate.constant in (1, -1):
                    yield name, poly(name) - cond.expr * rate.constant
                    break


def inhabited(sizes: Sizes, hypotheses: Sequence[Cond], free: Mapping[str, Poly]) -> bool:
    """Whether some index within the extents satisfies all hypotheses."""
    extents = [value(extent, sizes) for extent in free.values()]
    mixed = [cond for cond in hypotheses if not cond.free.isdisjoint(free)]
    if any(extent < 1 for extent in extents):
        return False
    if not mixed:
        return True
    points = islice(product(*(range(extent) for extent in extents)), POINTS)
    return any(all_hold(mixed, {**sizes, **dict(zip(free, p, strict=True))}) for p in points)


def _ones(sizes: Sizes) -> int:
    return sum(size < 2 for size in sizes.values())


def _square(sizes: Sizes, wishes: Wishes) -> int:
    sides = [sizes[name] for name in wishes.image if name in sizes]
    return len(sides) - len(set(sides))


def _repeated(sizes: Sizes) -> int:
    return len(sizes) - len(set(sizes.values()))


def _cost(sizes: Sizes) -> int:
    return prod(size + 1 for size in sizes.values())


def _small_kernels(sizes: Sizes, wishes: Wishes) -> int:
    """How many kernel sizes do not pass every side of the image."""
    side = max((sizes[name] for name in wishes.image if name in sizes), default=0)
    return sum(sizes[name] <= side for name in wishes.kernel if name in sizes)


def _distinct(wishes: Wishes, chosen: Sequence[Sizes]) -> Callable[[Sizes], Rank]:
    def rank(sizes: Sizes) -> Rank:
        same = sum(sizes[name] == one[name] for one in chosen for name in sizes)
        return (
            _repeated(sizes),
            _ones(sizes),
            _square(sizes, wishes),
            same,
            _cost(sizes),
        )

    return rank


def _one(wishes: Wishes, chosen: Sequence[Sizes]) -> Callable[[Sizes], Rank]:
    return lambda sizes: (
        abs(_ones(sizes) - 1), _repeated(sizes), _square(sizes, wishes), _cost(sizes),
    )  # fmt: skip


def _large_kernel(wishes: Wishes, chosen: Sequence[Sizes]) -> Callable[[Sizes], Rank]:
    return lambda sizes: (
        _square(sizes, wishes), _small_kernels(sizes, wishes), _ones(sizes), _repeated(sizes),
        _cost(sizes),
    )  # fmt: skip


def _roomy(wishes: Wishes, chosen: Sequence[Sizes]) -> Callable[[Sizes], Rank]:
    """All that is no side of an image is smaller than any."""

    def rank(sizes: Sizes) -> Rank:
        side = min((sizes[name] for name in wishes.image if name in sizes), default=LARGEST_SIZE)
        wide = sum(sizes[name] >= side for name in wishes.kernel if name in sizes)
        return wide, *_distinct(wishes, chosen)(sizes)

    return rank


def _spread(wishes: Wishes, chosen: Sequence[Sizes]) -> Callable[[Sizes], Rank]:
    """As many pairs as can be, one more than twice the other, that were never so before."""
    before = set[tuple[str, str]]().union(*map(_doubled, chosen))
    return lambda sizes: (_ones(sizes), -len(_doubled(sizes) - before), _cost(sizes))


def _doubled(sizes: Sizes) -> set[tuple[str, str]]:
    return {(a, b) for a, b in permutations(sizes, 2) if sizes[a] > 2 * sizes[b]}


_RANKS = (_distinct, _one, _large_kernel, _roomy, _spread, _spread, _spread)
