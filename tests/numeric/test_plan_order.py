"""In whatever order factors meet, and whatever the device costs, the sum is the same."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from itertools import combinations
from random import Random

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from numeric_plans import ITEMSIZE, Drawing, Sum, Way, drawn, met, ways

from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.contraction.order import EXHAUSTIVE, Ordering, Single
from evoproof.numeric.tape.device import CPU, Device
from evoproof.numeric.tape.labels import alone, names_of
from evoproof.numeric.timing import measuring

CHEAP, DEAR = 1e15, 1e3
DEVICES = (
    CPU,
    replace(CPU, launch=1.0),
    replace(CPU, launch=0.0, products=DEAR, traffic=CHEAP, near=CHEAP),
    replace(CPU, launch=0.0, products=CHEAP, traffic=DEAR, near=DEAR),
)


@pytest.fixture(autouse=True)
def one_thread():
    with measuring(1):
        yield


def product_of(seed: int, count: int) -> Sum:
    """Factors of names and windows of a small pool; in some of them two dimensions share a name."""
    one = Drawing(seed)
    pool = [one.name("x", 2, 3) for _ in range(one.draw.randint(3, 6))]
    factors = tuple(factor(one, pool) for _ in range(count))
    names = sorted(names_of(form for dims in factors for form in dims))
    summed = frozenset(one.draw.sample(names, one.draw.randint(0, len(names))))
    entries = tuple(drawn(one.draw, dims, one.extents) for dims in factors)
    return Sum(factors, summed, one.extents, entries)


def factor(one: Drawing, pool: list[str]) -> tuple:
    forms = []
    for _ in range(one.draw.randint(1, 3)):
        two = one.draw.sample(pool, 2)
        form = one.window(*two) if one.draw.random() < 0.3 else alone(two[0])
        forms += [form] if form not in forms else []
    return tuple(forms)


def ordering(one: Sum, device: Device = CPU, room: int = 10**9) -> Ordering:
    return Ordering(one.factors, one.summed, one.extents, device, ITEMSIZE, room)


def value_of(tree, one: Sum) -> tuple:
    """The tree computed on the tensors: entries and their labels."""
    if isinstance(tree, Single):
        return collapsed(tree, one)
    sides = [value_of(side, one) for side in (tree.left, tree.right)]
    (x, left), (y, right) = reversed(sides) if tree.swapped else sides
    pair = Sum((left, right), frozenset(), one.extents, (x, y))
    found, _ = met(Way("", tree.strategy), pair)
    return found, tree.dims


def collapsed(tree: Single, one: Sum) -> tuple:
    """One factor read at the names of its new dimensions, and summed over those that it loses."""
    tensor, dims = one.entries[tree.factor], one.factors[tree.factor]
    assert tree.given == dims
    if tree.dims == dims:
        return tensor, dims
    gone = names_of(dims) - names_of(tree.dims)
    assert gone <= one.summed and all(len(form) == 1 or form in dims for form in tree.dims)
    alias = {form: "+".join(f"{rate}{name}" for name, rate in form) for form in tree.dims}
    whole = {form: alias[form] for form in tree.dims if len(form) > 1}
    extents = one.extents | {alias[form]: tensor.shape[dims.index(form)] for form in whole}
    labels = tuple(alone(whole[form]) if form in whole else form for form in dims)
    single = Sum((labels,), gone, extents, (tensor,))
    kept = [name for name in single.names if name not in gone]
    wanted = [whole.get(form, form[0][0]) for form in tree.dims]
    return single.value.permute([kept.index(name) for name in wanted]), tree.dims


@pytest.mark.parametrize("count", range(1, EXHAUSTIVE + 1))
def test_the_cheapest_order_is_the_sum_on_every_device(count):
    for seed in range(24 // count):
        one = product_of(100 * count + seed, count)
        print(seed, one.factors, sorted(one.summed), one.extents)
        for device in DEVICES:
            one.assert_equal(*value_of(ordering(one, device).best(), one))
        one.assert_equal(*value_of(ordering(one, CPU, 0).best(), one))


def test_devices_do_choose_different_orders():
    def shape(tree):
        return tree.factor if isinstance(tree, Single) else (shape(tree.left), shape(tree.right))

    found = [
        {shape(ordering(product_of(500 + seed, 5), device).best()) for device in DEVICES}
        for seed in range(8)
    ]
    assert sum(len(trees) > 1 for trees in found) >= 3


@pytest.mark.parametrize("count", [EXHAUSTIVE + 1, EXHAUSTIVE + 3])
def test_many_factors_meet_pair_by_pair(count):
    for seed in range(8):
        one = product_of(100 * count + seed, count)
        print(seed, one.factors, sorted(one.summed), one.extents)
        one.assert_equal(*value_of(ordering(one).best(), one))


def every_tree(members: tuple[int, ...]):
    """All ways to bring the factors together two by two."""
    if len(members) == 1:
        yield members[0]
    first, rest = members[0], members[1:]
    for size in range(len(rest)):
        for chosen in combinations(rest, size):
            others = tuple(k for k in rest if k not in chosen)
            for left in every_tree((first, *chosen)):
                yield from ((left, right) for right in every_tree(others))


def by_tree(tree, one: Sum, draw: Random) -> tuple:
    """The factors met in this order, each time by any strategy: entries and labels."""
    if isinstance(tree, int):
        inside = only_in((tree,), one)
        single = Sum(one.factors, inside, one.extents, one.entries)
        return collapsed(_single(single, tree, inside), single)
    (x, left), (y, right) = (by_tree(side, one, draw) for side in tree)
    summed = only_in(members(tree), one) & (names_of(left) | names_of(right))
    meeting = Meeting(left, right, summed, one.extents)
    way = draw.choice(ways(meeting))
    return met(way, Sum((left, right), summed, one.extents, (x, y)))[0], way.strategy.dims


def _single(one: Sum, number: int, inside: frozenset) -> Single:
    alone_in_it = Ordering((one.factors[number],), inside, one.extents, CPU, ITEMSIZE, 0).best()
    return Single(number, alone_in_it.given, alone_in_it.dims, 0.0)


def members(tree) -> tuple[int, ...]:
    return (tree,) if isinstance(tree, int) else members(tree[0]) + members(tree[1])


def only_in(chosen: tuple[int, ...], one: Sum) -> frozenset:
    """The summed names that no other factor has."""
    others = (names_of(dims) for k, dims in enumerate(one.factors) if k not in chosen)
    return one.summed - reduce(frozenset.union, others, frozenset())


@pytest.mark.parametrize("seed", range(8))
def test_every_order_and_every_strategy_is_the_same_sum(seed):
    one = product_of(900 + seed, 4)
    trees = list(every_tree(tuple(range(4))))
    assert len(trees) == 15
    for number, tree in enumerate(trees):
        print(tree, one.factors, sorted(one.summed), one.extents)
        one.assert_equal(*by_tree(tree, one, Random(number)))
