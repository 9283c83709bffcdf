"""The order in which the factors of a product meet: the cheapest tree of pairs.

All orders are tried for a few factors (over subsets, as for a chain of joins); for many, the
cheapest pair meets first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from math import inf
from typing import TypeAlias

from evoproof.numeric.contraction.choice import Bounds, choose
from evoproof.numeric.contraction.strategy import Strategy
from evoproof.numeric.tape.device import Device
from evoproof.numeric.tape.labels import (
    Dims,
    Extents,
    elements,
    named,
    names_of,
    numbered,
    opened,
    parted,
)

EXHAUSTIVE = 6
LAUNCHES = 2
"""No strategy takes less time than so many launches."""


@dataclass(frozen=True)
class Single:
    """One factor, summed over the names that nothing else has."""

    factor: int
    given: Dims
    dims: Dims
    seconds: float

    @cached_property
    def names(self) -> frozenset[str]:
        return names_of(self.dims)


@dataclass(frozen=True)
class Pair:
    """Two trees that meet; `swapped` where the strategy's left operand is the right tree.

    The names of the strategy are numbers; `dims` are those of the trees.
    """

    left: Tree
    right: Tree
    strategy: Strategy
    swapped: bool
    seconds: float
    dims: Dims

    @cached_property
    def names(self) -> frozenset[str]:
        return names_of(self.dims)


Tree: TypeAlias = "Single | Pair"


@dataclass(frozen=True)
class Ordering:
    """The factors' dimensions, the names that are summed, and the device they meet on."""

    factors: tuple[Dims, ...]
    summed: frozenset[str]
    extents: Extents
    device: Device
    itemsize: int
    room: int
    """The most elements that a strategy's temporaries may have."""

    @cached_property
    def _bounds(self) -> Bounds:
        return Bounds(self.device, self.itemsize, self.room)

    def best(self) -> Tree:
        factors, names = numbered(self.factors)
        extents = tuple([self.extents[name] for name in names])
        summed = frozenset([str(k) for k, name in enumerate(names) if name in self.summed])
        return _renamed(_best(factors, summed, extents, self._bounds), names)

    def tree(self) -> Tree:
        count = len(self.factors)
        return self._exhaustive() if count <= EXHAUSTIVE else self._greedy()

    def _inside(self, members: frozenset[int]) -> frozenset[str]:
        """The summed names that only these factors have."""
        others = [dims for k, dims in enumerate(self.factors) if k not in members]
        mine = names_of(form for k in members for form in self.factors[k])
        return (mine & self.summed) - names_of(form for dims in others for form in dims)

    def _single(self, factor: int) -> Single:
        dims = self.factors[factor]
        summed = self._inside(frozenset((factor,)))
        apart = opened(dims, parted((dims,), summed)) if summed or _is_tangled(dims) else dims
        kept = tuple(form for form in apart if summed.isdisjoint(name for name, _ in form))
        size = elements(apart, self.extents) * self.itemsize if kept != dims else 0
        return Single(factor, dims, kept, self.device.copied(size, size))

    def _exhaustive(self) -> Tree:
        everything = range(len(self.factors))
        trees: dict[frozenset[int], Tree] = {frozenset((k,)): self._single(k) for k in everything}
        for size in range(2, len(self.factors) + 1):
            for chosen in combinations(everything, size):
                members = frozenset(chosen)
                trees[members] = self._cheapest(members, trees)
        return trees[frozenset(everything)]

    def _cheapest(self, members: frozenset[int], trees: dict[frozenset[int], Tree]) -> Tree:
        """The first of the cheapest; those that cannot be it are not looked at."""
        splits = list(_splits(members))
        joined = [split for split in splits if trees[split[0]].names & trees[split[1]].names]
        summed = self._inside(members)
        ways = [(trees[one], trees[other]) for one, other in joined or splits]
        best, place, found = inf, 0, ways[0][0]
        for least, number in sorted((self._least(*way), k) for k, way in enumerate(ways)):
            if least > best:
                break
            pair = self._pair(*ways[number], summed)
            if (pair.seconds, number) < (best, place):
                best, place, found = pair.seconds, number, pair
        return found

    def _least(self, left: Tree, right: Tree) -> float:
        return left.seconds + right.seconds + LAUNCHES * self.device.launch

    def _greedy(self) -> Tree:
        trees: dict[frozenset[int], Tree] = {
            frozenset((k,)): self._single(k) for k in range(len(self.factors))
        }
        while len(trees) > 1:
            pairs = [
                (
                    one | other,
                    (one, other),
                    self._pair(trees[one], trees[other], self._inside(one | other)),
                )
                for one, other in combinations(trees, 2)
            ]
            members, merged, best = min(pairs, key=lambda pair: self._gain(pair[2]))
            for one in merged:
                del trees[one]
            trees[members] = best
        return next(iter(trees.values()))

    def _gain(self, pair: Pair) -> float:
        """What a pair costs, and how much larger than its operands its result is."""
        sizes = [elements(one.dims, self.extents) for one in (pair, pair.left, pair.right)]
        return pair.seconds + (sizes[0] - sizes[1] - sizes[2]) * 1e-9

    def _pair(self, left: Tree, right: Tree, summed: frozenset[str]) -> Pair:
        swapped = elements(left.dims, self.extents) < elements(right.dims, self.extents)
        first, second = (right, left) if swapped else (left, right)
        choice, dims = choose(first.dims, second.dims, summed, self.extents, self._bounds)
        seconds = left.seconds + right.seconds + choice.seconds
        return Pair(left, right, choice.strategy, swapped is not choice.turned, seconds, dims)


@lru_cache(maxsize=1024)
def _best(
    factors: tuple[Dims, ...], summed: frozenset[str], extents: tuple[int, ...], bounds: Bounds
) -> Tree:
    """The tree for factors whose names are numbers."""
    lengths = {str(number): extent for number, extent in enumerate(extents)}
    return Ordering(factors, summed, lengths, bounds.device, bounds.itemsize, bounds.room).tree()


def _renamed(tree: Tree, names: Sequence[str]) -> Tree:
    dims = named(tree.dims, names)
    if isinstance(tree, Single):
        return Single(tree.factor, named(tree.given, names), dims, tree.seconds)
    left, right = _renamed(tree.left, names), _renamed(tree.right, names)
    return Pair(left, right, tree.strategy, tree.swapped, tree.seconds, dims)


def _is_tangled(dims: Dims) -> bool:
    """Whether two dimensions share a name, as in X[i, i] and X[i, i + a]."""
    names = [name for form in dims for name, _ in form]
    return len(set(names)) < len(names)


def _splits(members: frozenset[int]) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """The ways to part a set in two; the first member stays left."""
    first, *others = sorted(members)
    for size in range(len(others)):
        for chosen in combinations(others, size):
            left = frozenset((first, *chosen))
            yield left, members - left
