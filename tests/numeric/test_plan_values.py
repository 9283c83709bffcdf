"""A plan means what the literal walk computes: floats, floats with bounds, residues."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from evoproof.kernel.build import (
    access,
    add,
    between,
    bracket,
    exp,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Apply, Eq, Ge, Pow, Term

pytestmark = pytest.mark.torch
pytest.importorskip("torch")

from numeric_formulas import FREE, attention, conv, shifted_conv
from numeric_plan_lanes import assert_same, planned, slack
from test_plan_flat import FORMULAS, SIZES, random_term

from evoproof.numeric.plan import planner
from evoproof.numeric.tape.device import CPU
from evoproof.numeric.timing import measuring

TENSORS = {
    rank: [tensor(f"{name}{rank}", *shape[:rank], padded=True) for name, shape in
           (("T", "NMK"), ("U", "KNM"))]
    for rank in (1, 2, 3)
}  # fmt: skip
EXTENTS = {"N": 5, "M": 4, "K": 6}
EIGHTH = Pow(number(8), -1)
CHEAP, DEAR = 1e15, 1e3
DEVICES = {
    "entries are cheap": replace(CPU, launch=0.0, products=DEAR, traffic=CHEAP, near=CHEAP),
    "products are cheap": replace(CPU, launch=0.0, products=CHEAP, traffic=DEAR, near=DEAR),
    "launches are dear": replace(CPU, launch=1.0, products=CHEAP, traffic=CHEAP, near=CHEAP),
}


@pytest.fixture(autouse=True)
def one_thread():
    with measuring(1):
        yield


def check(term: Term, sizes: dict, ranges: dict, seed: int = 0, **options: int) -> None:
    assert_same(planned(term, sizes, ranges, **options), term, sizes, ranges, seed)


@pytest.mark.parametrize("name", FORMULAS)
def test_a_plan_means_what_the_walk_says(name):
    term = FORMULAS[name]
    check(term, {**SIZES, "a_0": 3} if "a_0" in term.free else SIZES, {"i": 12})


@pytest.mark.parametrize("part", range(4))
def test_random_terms(part):
    for seed in range(25 * part, 25 * part + 25):
        print("seed", seed)
        term = random_term(Random(seed), ("i", "j"), 3)
        check(term, {"N": 6, "M": 4}, {"i": 4, "j": 6}, seed)


class Contracted:
    """Random sums of products of entries at sums of names, with functions of such sums."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)

    def index(self, names: list[str]) -> Poly:
        count = min(len(names), self.draw.choice((1, 1, 1, 2, 2, 3)))
        expr = poly(self.draw.randint(-2, 3))
        for name in self.draw.sample(names, count):
            expr = expr + poly(name) * self.draw.choice((1, 1, 1, 1, 2, -1, -2, 3))
        return expr

    def read(self, names: list[str]) -> Term:
        rank = self.draw.choice((1, 2, 2, 3))
        one = self.draw.choice(TENSORS[rank])
        return access(one, *(self.index(names) for _ in range(rank)))

    def factor(self, names: list[str], depth: int) -> Term:
        kinds = ["read"] * 4 + (["exp", "reciprocal", "add", "f", "power", "bracket"] * bool(depth))
        kind = self.draw.choice(kinds)
        if kind == "read":
            return self.read(names)
        if kind == "add":
            return add(self.product(names, depth - 1), self.read(names))
        if kind == "bracket":
            return bracket([Ge(self.index(names))], self.read(names))
        inner = self.product(names, 0)
        return {
            "exp": exp(mul(EIGHTH, inner)),
            "reciprocal": reciprocal(add(number(1), exp(mul(EIGHTH, inner)))),
            "f": Apply("f", (inner, self.read(names))),
            "power": Pow(inner, 2),
        }[kind]

    def product(self, names: list[str], depth: int) -> Term:
        fresh = [name for name in "abcd" if name not in names]
        bound = self.draw.sample(fresh, self.draw.randint(0, min(3, len(fresh))))
        inner = [*names, *bound]
        conds = [cond for name in bound for cond in self.range(name, inner)]
        body = mul(*(self.factor(inner, depth) for _ in range(self.draw.randint(1, 4))))
        return sum_over(bound, conds, body) if bound else body

    def range(self, name: str, names: list[str]) -> list:
        found = [*between(0, name, poly(self.draw.randint(2, 4)))]
        if self.draw.random() < 0.3:
            found.append(self.draw.choice((Ge, Ge, Ge, Eq))(self.index(names)))
        return found


def contracted(seed: int) -> Term:
    return Contracted(seed).product(["i", "j"], 2)


@pytest.mark.parametrize("part", range(4))
def test_random_contractions(part):
    for seed in range(25 * part, 25 * part + 25):
        print("seed", seed)
        check(contracted(seed), EXTENTS, {"i": 4, "j": 3}, seed)


@pytest.mark.parametrize("name", DEVICES)
def test_random_contractions_on_other_devices(name, monkeypatch):
    monkeypatch.setattr(planner, "rates", lambda device: DEVICES[name])
    used = Counter()
    for seed in range(1000, 1025):
        print("seed", seed)
        term, ranges = contracted(seed), {"i": 4, "j": 3}
        made = planned(term, EXTENTS, ranges)
        assert_same(made, term, EXTENTS, ranges, seed)
        used.update(one.name for one in made.tape.operations)
    assert used["product"] and (used["matmul"] > 0) == (name != "entries are cheap")


@pytest.mark.parametrize("name", DEVICES)
@pytest.mark.parametrize("options", [{}, {"stride": 2}, {"dilation": 2}, {"before": 0}])
def test_windows_on_other_devices(name, options, monkeypatch):
    monkeypatch.setattr(planner, "rates", lambda device: DEVICES[name])
    sizes = {"H": 9, "W": 5, "K": 3, "D": 4, "M": 3, "k": 2, "l": 1}
    ranges = {name: sizes[extent.key] for name, extent in FREE.items()}
    check(conv(**options), sizes, ranges)
    for border in ("mask", "zero"):
        check(attention(border), sizes, ranges)


@pytest.mark.parametrize("rate", [1, 2])
def test_two_dimensions_read_at_one_sum(rate):
    place = poly("i") * rate + poly("j")
    both = access(TENSORS[2][0], place, place - 1)
    check(both, EXTENTS, {"i": 4, "j": 3})
    taps = sum_over(["j"], between(0, "j", poly(2)), mul(both, access(TENSORS[1][0], "j")))
    check(taps, EXTENTS, {"i": 4})


def test_another_formula_is_seen():
    sizes, ranges = {"H": 4, "W": 3, "K": 3, "D": 2, "M": 2}, {"i": 4, "j": 3, "m": 2}
    made = planned(shifted_conv(1), sizes, ranges)
    with pytest.raises(AssertionError, match="differ"):
        assert_same(made, conv(), sizes, ranges)


def test_bounds_are_not_much_wider_than_those_of_the_walk():
    sizes = {"H": 7, "W": 5, "K": 3, "D": 4, "M": 3, "k": 2, "l": 1}
    ranges = {name: sizes[extent.key] for name, extent in FREE.items()}
    terms = [conv(), shifted_conv(), attention("mask"), attention("zero")]
    for term in terms:
        assert slack(planned(term, sizes, ranges), term, sizes, ranges) < 4
