"""The flat formula means what the term means: floors, windows, deltas, brackets, random terms."""

from __future__ import annotations

from random import Random

import pytest
from numeric_formulas import attention, below, conv

from evoproof.kernel.build import (
    access,
    add,
    between,
    bracket,
    conditions,
    equal,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Apply, Divides, Eq, Ge, Max, Pow, Tensor

pytestmark = pytest.mark.torch
pytest.importorskip("torch")

from numeric_flat import assert_same_values

A, B, C = tensor("A", "N"), tensor("B", "N", padded=True), tensor("C", "N", "M", padded=True)


def over(name, size, body, *conds):
    return sum_over([name], [*below(name, size), *conds], body)


def greatest(conds, body):
    return Max(("a",), conditions(conds), body)


i, a, b, c = (poly(name) for name in "iabc")
SIZES = {"N": 12, "M": 5}
FORMULAS = {
    "a floor of a free index": access(A, floor(i, poly(3))),
    "mod of a free index": access(A, i - floor(i, poly(4)) * 4),
    "a floor of a multiple": access(B, floor(i * 3, poly("N"))),
    "a floor that splits nothing": access(A, floor(i, poly(5))),
    "two floors, one in the other": access(A, floor(floor(i, poly(2)), poly(3))),
    "digits of two radices": add(access(A, floor(i, poly(4))), access(A, floor(i, poly(3)))),
    "a floor below a shift": access(B, floor(i + 8, poly(4))),
    "a floor that a shift misaligns": access(B, floor(i + 3, poly(4))),
    "a floor of what falls": access(B, floor(-i, poly(4)) + 4),
    "a floor by a negative number": access(B, floor(i, poly(-4)) + 4),
    "a floor by 0": access(B, floor(i, poly(0)) + 1),
    "a floor by a loop": over("a", 4, access(B, floor(i, a))),
    "a square as an index": access(B, i * i - 3),
    "a bound index in digits": over("a", "N", mul(access(A, floor(a, poly(4))), access(A, a))),
    "a bound index that falls, in digits": over(
        "a", "N", mul(access(B, floor(poly(11) - a, poly(4))), access(B, i - a))
    ),
    "a floor of two names": over("a", 4, access(B, floor(i * 4 + a, poly(4)))),
    "a coarser floor": over("a", 4, access(B, floor(i * 4 + a, poly(8)))),
    "digits that turn conditions into an equation": over(
        "a", "N", access(A, a), Ge(a - i * 4), Ge(i * 4 + poly(3) - a)
    ),
    "digits below an exp": exp(over("a", "N", access(A, a - floor(a, poly(6)) * 6))),
    "a window beyond the image": over("a", 40, mul(access(B, i - a + 20), access(B, a))),
    "an unbounded sum that a tensor bounds": sum_over(["a"], [], access(B, i - a)),
    "conditions that give the smaller window": sum_over(
        ["a"],
        [*between(-11, a, 11), *between(0, i - a, 2)],
        mul(access(B, i - a), exp(access(B, a + 1))),
    ),
    "a delta": over("a", "N", mul(access(A, a), bracket([equal(a, i)]))),
    "a delta out of the range": over("a", 5, access(A, a), Eq(a - i)),
    "a delta of a sum of two": over("a", 5, over("b", 6, access(A, a + b), Eq(a + b - i))),
    "two inequalities are an equation": over("a", "N", access(A, a), Ge(a - i), Ge(i - a)),
    "two equations for one": over("a", "N", access(A, a), Eq(a - i), Eq(a + i - 8)),
    "two windows of one length": over(
        "a", "N", access(A, a), *between(1, a - i, 2), *between(7, a + i, 8)
    ),
    "an equation without solution": over("a", "N", access(A, a), Eq(a * 2 - i * 2 - 1)),
    "an equation that stays": over("a", "N", access(A, a), Eq(a * 2 - i)),
    "an equation of digits": over("a", "N", access(A, a), Eq(floor(a, poly(3)) - i)),
    "every second": over("a", "N", access(A, a), Divides(2, a - i)),
    "a division that always holds": over("a", "N", access(A, a), Divides(4, a * 4 + i * 8)),
    "a triangle": over("a", "N", access(A, a), Ge(i - a)),
    "a quadratic condition": over("a", "N", access(A, a), Ge(i - a * a)),
    "a bracket": bracket([Ge(i - 4)], access(A, i)),
    "a bracket that never holds": bracket([Ge(i - 40)], access(A, i)),
    "an empty sum": sum_over(["a"], between(3, a, 2), access(A, i)),
    "an empty window": over("a", "N", access(A, a), Ge(a - i - 4), Ge(i - a + 2)),
    "a sum over nothing that it reads": over("a", 7, access(A, i)),
    "a sum of sums": over("a", "N", add(access(A, a), over("b", 4, access(B, a - b)), number(2))),
    "a product of sums": mul(add(access(A, i), number(1)), add(access(B, i - 1), integer("i"))),
    "numbers": mul(number(3), Pow(number(4), -2), add(integer("i"), number(1))),
    "1/0": mul(access(A, i), add(reciprocal(integer("i")), reciprocal(number(0)))),
    "a power of an empty sum": Pow(sum_over(["a"], between(3, a, 2), access(A, i)), -2),
    "a power": Pow(over("a", "N", access(B, i - a)), 3),
    "an integer": over("a", "M", mul(integer(a * a - i), access(A, a))),
    "an unknown function": Apply("f", (access(A, i), over("a", 3, access(A, a)))),
    "max": over("a", 6, Apply("max", (access(A, a), access(B, i - a), number(0)))),
    "a maximum": greatest(between(-3, a, 3), access(B, i - a)),
    "a maximum under conditions": greatest([Ge(poly(11) - a), Ge(a), Ge(i - a)], access(A, a)),
    "a maximum over a delta": greatest([Ge(poly(5) - a), Ge(a), Eq(a - i)], access(A, a)),
    "a maximum over nothing": add(greatest(between(3, a, 2), access(A, i)), access(A, i)),
    "too many factors": mul(*[access(A, i)] * 11, over("a", 3, access(B, i - a))),
    "too many factors in a sum": mul(
        *[access(A, i)] * 7, over("a", 3, mul(access(B, i - a), access(A, a)))
    ),
    "a name bound twice": mul(over("a", 3, access(B, i - a)), over("a", 4, access(B, i + a))),
    "a size that looks like a numbered name": over("a", "a_0", access(B, i - a)),
    "a shadowed size": over("N", 3, access(tensor("E", 5), "N")),
    "a strict tensor behind a bracket": bracket([Ge(i - 2)], access(A, i - 2)),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_means_what_the_walk_says(name):
    term = FORMULAS[name]
    sizes = {**SIZES, "a_0": 3} if "a_0" in term.free else SIZES
    assert_same_values(term, sizes, {"i": 12})


@pytest.mark.parametrize("sizes", [(5, 7, 3), (4, 6, 2), (1, 3, 5), (4, 1, 4), (2, 2, 9)])
@pytest.mark.parametrize("options", [{}, {"before": 0}, {"stride": 2}, {"dilation": 3}])
def test_windows_of_any_size(sizes, options):
    height, width, kernel = sizes
    known = {"H": height, "W": width, "K": kernel, "D": 2, "M": 3}
    assert_same_values(conv(**options), known, {"i": height, "j": width, "m": 3})


@pytest.mark.parametrize("border", ["mask", "zero"])
@pytest.mark.parametrize("sizes", [(3, 4, 1), (2, 3, 3), (1, 5, 1)])
def test_attention(border, sizes):
    height, width, radius = sizes
    known = {"H": height, "W": width, "l": radius, "D": 2, "M": 3, "k": 4}
    assert_same_values(attention(border), known, {"i": height, "j": width, "m": 3})


def random_index(draw, names):
    """Sums, floors and products of names with small numbers."""
    expr = poly(draw.randint(-4, 9))
    for name in names:
        expr = expr + poly(name) * draw.choice([-2, -1, 0, 1, 1, 2, 3])
    if draw.random() < 0.4:
        expr = floor(expr, poly(draw.choice([-3, 2, 3, 4]))) + draw.randint(-1, 2)
    return expr


def random_term(draw, names, depth):
    kind = draw.choice(["read", "read", "add", "mul", "sum", "sum", "sum", "exp", "pow", "max"])
    if depth == 0 or kind == "read":
        return access(C, random_index(draw, names), random_index(draw, names))
    if kind in ("add", "mul"):
        parts = [random_term(draw, names, depth - 1) for _ in range(2)]
        return add(*parts) if kind == "add" else mul(*parts)
    if kind == "exp":
        return exp(mul(Pow(number(8), -1), random_term(draw, names, 0)))
    if kind == "pow":
        return Pow(random_term(draw, names, 0), 2)
    name = draw.choice("abc")
    inner = tuple(dict.fromkeys((*names, name)))
    low = random_index(draw, [one for one in names if one != name])
    conds = between(low, name, low + draw.randint(0, 7)) if draw.random() < 0.4 else below(name, 6)
    shape = draw.choice([Ge, Ge, Eq, lambda expr: Divides(draw.randint(1, 4), expr)])
    conds += [shape(random_index(draw, inner))] if draw.random() < 0.6 else []
    body = random_term(draw, inner, depth - 1)
    if kind == "max":
        return Max((name,), conditions(conds), body)
    return sum_over([name], conds, body)


@pytest.mark.parametrize("seed", range(120))
def test_random_terms(seed):
    draw = Random(seed)
    term = random_term(draw, ("i", "j"), 3)
    assert_same_values(term, {"N": 6, "M": 4}, {"i": 4, "j": 6}, seed)


def test_definitions_are_cropped_where_they_are_padded():
    for padded in (True, False):
        shifted = Tensor("D", (poly("N"),), padded, (), ("t",), add(access(B, "t"), number(1)))
        term = over("a", 5, mul(access(shifted, i - a if padded else i), access(B, a)))
        assert_same_values(term, {"N": 4}, {"i": 4})
