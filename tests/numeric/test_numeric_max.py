"""Maxima in every arithmetic: against plain loops and exact fractions, masked, empty and nested."""

from __future__ import annotations

import random
from collections.abc import Iterable
from fractions import Fraction

import pytest
from numeric_formulas import below
from numeric_reference import Reference, real

from evoproof.kernel.build import (
    access,
    add,
    at_least,
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
)  # fmt: skip
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Cond, Divides, Max, Tensor, Term

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.bounds import Bound, bounded
from evoproof.numeric.errors import NotPolynomial, OutOfBounds, UnboundedSum
from evoproof.numeric.exact import exact
from evoproof.numeric.footprint import footprint
from evoproof.numeric.literal import literal
from evoproof.numeric.survey import base_tensors, functions_used, is_integral, is_polynomial

X = tensor("X", "H", "W")
A, B = tensor("A", "N"), tensor("B", "N")
P = tensor("P", "N", padded=True)


def greatest(names: Iterable[str], conds: Iterable[Cond], body: Term) -> Max:
    return Max(tuple(names), conditions(conds), body)


def max_of(*args: Term) -> Apply:
    return Apply("max", args)


def everywhere(body: Term) -> Max:
    """The greatest value of `body` over 0 <= a < N."""
    return greatest("a", below("a", poly("N")), body)


def entries(*rows: list[float], kind: torch.dtype = torch.float64) -> dict[Tensor, torch.Tensor]:
    return {one: torch.tensor(row, dtype=kind) for one, row in zip((A, B), rows, strict=False)}


def at(term: Term, *rows: list[int]) -> float:
    """The value, which every arithmetic must give alike."""
    sizes = {"N": len(rows[0])}
    wholes = entries(*rows, kind=torch.int64)
    plain = literal(term, sizes, {}, entries(*rows)).item()
    assert literal(term, sizes, {}, wholes).item() == plain
    assert exact(term, sizes, {}, wholes).item() == plain
    found = bounded(term, sizes, {}, entries(*rows))
    assert found.value.item() == plain
    assert found.error.item() < 1e-14
    return plain


def test_the_maximum_of_each_row_in_a_window_is_the_loop_over_its_pixels():
    sizes, width = {"H": 4, "W": 5}, 5
    data = torch.randint(-9, 10, (4, 5), generator=torch.Generator().manual_seed(1))
    column = poly("j") + poly("b")
    term = greatest("b", [*between(-1, "b", 2), *between(0, column, 4)], access(X, "i", column))
    found = exact(term, sizes, {"i": 4, "j": 5}, {X: data})
    for i in range(4):
        for j in range(5):
            seen = [int(data[i, j + b]) for b in (-1, 0, 1, 2) if 0 <= j + b < width]
            assert found[i, j].item() == max(seen)
    assert literal(term, sizes, {"i": 4, "j": 5}, {X: data.double()}).tolist() == found.tolist()


def test_negative_values_are_not_lifted_to_zero():
    assert at(everywhere(access(A, "a")), [-5, -2, -9]) == -2
    assert at(max_of(access(A, 0), access(A, 1), access(A, 2)), [-5, -2, -9]) == -2
    assert at(max_of(access(A, 0)), [-5]) == -5


def test_an_entry_that_the_conditions_exclude_does_not_count():
    odd = [*below("a", poly("N")), Divides(2, poly("a") - 1)]
    assert at(greatest("a", odd, access(A, "a")), [8, -3, 9, -1, 7]) == -1


def test_a_maximum_of_nothing_is_zero_however_it_is_empty():
    never = between(1, "a", 0)
    apart = [*below("a", poly("N")), Divides(2, poly("a")), Divides(2, poly("a") + 1)]
    for conds in (never, apart):
        assert at(greatest("a", conds, access(A, 0)), [-5, -2, -9]) == 0
    assert at(greatest("", [at_least("N", 3)], access(A, 0)), [-5, 1, 1]) == -5
    assert at(greatest("", [at_least("N", 4)], access(A, 0)), [-5, 1, 1]) == 0


def test_only_the_empty_ones_of_many_maxima_are_zero():
    term = greatest("a", [*below("a", poly("N")), at_least(poly("a") * 2, poly("i") * 3)],
                    access(A, "a"))  # fmt: skip
    data = entries([-1.0, -4.0, -2.0])
    assert literal(term, {"N": 3}, {"i": 4}, data).tolist() == [-1.0, -2.0, 0.0, 0.0]
    found = bounded(reciprocal(term), {"N": 3}, {"i": 4}, data)
    assert found.value.tolist() == [-1.0, -0.5, 0.0, 0.0]
    assert found.error[2:].tolist() == [0.0, 0.0]


def test_what_is_masked_out_may_be_infinite_or_no_number():
    data = entries([float("inf"), -3.0, float("nan"), float("-inf")])
    term = greatest("a", [*below("a", 4), equal("a", 1)], access(A, "a"))
    assert literal(term, {"N": 4}, {}, data).item() == -3.0
    third = number(Fraction(1, 3))
    unsure = reciprocal(add(integer("a"), third, third, number(Fraction(-2, 3))))
    assert bounded(unsure, {}, {"a": 1}, {}).error.item() == float("inf")
    found = bounded(greatest("a", between(1, "a", 3), mul(number(-1), unsure)), {}, {}, {})
    masked = [*between(0, "a", 3), Divides(2, poly("a") + 1)]
    same = bounded(greatest("a", masked, mul(number(-1), unsure)), {}, {}, {})
    assert found.value.item() == same.value.item() == pytest.approx(-1 / 3)
    assert same.error.item() < 1e-14


def test_names_that_the_body_does_not_read_change_nothing():
    both = [*below("a", poly("N")), *below("b", 7)]
    assert at(greatest("ab", both, access(A, "a")), [-5, -2, -9]) == -2
    assert at(everywhere(number(-3)), [1, 1]) == -3
    assert at(greatest("ab", [*both, at_least("b", poly("a") + 6)], access(A, "a")), [-5, 3]) == -5


def test_maxima_and_sums_stand_in_each_other():
    rows, sizes = [[3, -7, 1], [-2, -8, -1], [4, 4, -9], [0, -1, -6]], {"H": 4, "W": 3}
    data = {X: torch.tensor(rows)}
    across, down = below("b", poly("W")), below("a", poly("H"))
    read = access(X, "a", "b")
    outer = greatest("a", down, sum_over("b", across, read))
    inner = sum_over("a", down, greatest("b", across, read))
    twice = greatest("a", down, greatest("b", [*across, at_least("a", poly("b"))], read))
    shadowed = greatest(
        "a", down, mul(access(X, "a", 0), greatest("a", below("a", poly("W")), access(X, 0, "a")))
    )
    assert exact(outer, sizes, {}, data).item() == max(sum(row) for row in rows)
    assert exact(inner, sizes, {}, data).item() == sum(max(row) for row in rows)
    triangle = [rows[a][b] for a in range(4) for b in range(3) if a >= b]
    assert exact(twice, sizes, {}, data).item() == max(triangle)
    assert exact(shadowed, sizes, {}, data).item() == 3 * max(row[0] for row in rows)


def test_a_softmax_shifted_by_its_greatest_score_is_the_softmax():
    shifted = exp(
        add(access(A, "a"), mul(number(-1), greatest("c", below("c", 4), access(A, "c"))))
    )
    term = mul(shifted, reciprocal(sum_over("a", below("a", 4), shifted)))
    scores = torch.tensor([800.0, -3.0, 799.0, 20.0], dtype=torch.float64)
    found = bounded(term, {"N": 4}, {"a": 4}, {A: scores})
    assert ((found.value - scores.softmax(0)).abs() <= 2 * found.error).all()
    assert found.error.max() < 1e-12


@pytest.mark.parametrize("conds", [[], [at_least("a", 0)]])
def test_a_maximum_without_an_end_is_refused_by_name(conds):
    """Outside the shape a padded tensor is 0, and a 0 counts: its shape is no range here."""
    with pytest.raises(UnboundedSum, match="a maximum over a leaves a free"):
        literal(greatest("a", conds, access(P, "a")), {"N": 2}, {}, {P: torch.tensor([-1.0, -2.0])})


def test_a_bracketed_maximum_still_bounds_a_sum():
    inner = greatest("b", [*between(0, "b", 1), *between(0, "a", 2)], access(A, "b"))
    assert at(sum_over("a", [], inner), [-5, -2]) == -6


def test_a_strict_tensor_is_read_only_where_the_conditions_hold():
    fits = greatest("a", [*between(-1, "a", 2), *below("a", 2)], access(A, "a"))
    assert at(fits, [-5, -2]) == -2
    with pytest.raises(OutOfBounds, match="a = -1"):
        literal(greatest("a", between(-1, "a", 1), access(A, "a")), {"N": 2}, {}, entries([1.0, 2]))


def test_tiles_give_what_the_whole_gives():
    term = greatest("a", [*below("a", poly("N")), at_least("a", "i")], access(A, "a"))
    data = entries([-3.0, 5.0, -1.0, 2.0, -8.0, 0.5, -0.25])
    whole = literal(term, {"N": 7}, {"i": 9}, data)
    assert footprint(term, {"N": (7, 7), "i": (0, 8)})[1] == 63
    assert torch.equal(literal(term, {"N": 7}, {"i": 9}, data, limit=7), whole)


def test_maxima_are_integral_and_not_polynomial():
    for term in (everywhere(access(A, "a")), max_of(access(A, 0), number(1))):
        assert is_integral(add(number(1), term))
        assert not is_polynomial(add(number(1), term))
    inner = Tensor("T", (poly("N"),), False, (), ("n",), everywhere(access(B, "a")))
    assert not is_polynomial(access(inner, 0))
    assert [one.name for one in base_tensors(access(inner, 0))] == ["B"]
    assert functions_used(max_of(access(A, 0), Apply("phi", (number(1),)))) == ("phi",)


@pytest.mark.parametrize("body", [exp(access(A, "a")), mul(number(Fraction(1, 2)), access(A, "a"))])
def test_a_maximum_of_what_is_not_integral_is_declined(body):
    assert not is_integral(everywhere(body))
    with pytest.raises(NotPolynomial):
        exact(everywhere(body), {"N": 2}, {}, entries([1, 2], kind=torch.int64))


def random_maximum(draw: random.Random, depth: int, names: list[str]) -> Term:
    """Maxima, sums, products and exponentials over the entries of P and of i."""
    index = sum((poly(n) * draw.choice((-1, 1, 2)) for n in names), poly(draw.randint(-2, 2)))
    if depth == 0:
        share = number(Fraction(draw.randint(-4, 4), 3))
        return draw.choice([access(P, index), mul(share, access(P, index)), integer(index)])
    kind = draw.choice(("max", "add", "mul", "exp", "greatest", "greatest", "sum"))
    if kind in ("max", "add", "mul"):
        parts = [random_maximum(draw, depth - 1, names) for _ in range(draw.randint(1, 3))]
        return {"max": max_of, "add": add, "mul": mul}[kind](*parts)
    if kind == "exp":
        return exp(mul(number(Fraction(1, 64)), random_maximum(draw, depth - 1, names)))
    name = f"b{depth}"
    some = [at_least(index, 0), Divides(2, index), equal(index, 1), at_least(name, -2)]
    conds = [*between(draw.randint(-2, 0), name, draw.randint(-1, 2)), draw.choice(some)]
    body = random_maximum(draw, depth - 1, [*names, name])
    return sum_over([name], conds, body) if kind == "sum" else greatest([name], conds, body)


def bound_at(term: Term, row: list[float]) -> Bound:
    return bounded(term, {"N": 3}, {"i": 4}, {P: torch.tensor(row, dtype=torch.float64)})


@pytest.mark.parametrize("seed", range(60))
def test_random_maxima_stay_within_the_bound(seed):
    draw = random.Random(f"maximum {seed}")
    term = random_maximum(draw, draw.randint(1, 4), ["i"])
    row = [draw.gauss(-1, 2) for _ in range(3)]
    found = bound_at(term, row)
    assert found.value.isfinite().all()
    for i in range(4):
        truth = Reference({P: row}, 2).value(term, {"N": 3, "i": i})
        away = abs(real(Fraction(found.value[i].item())) - real(truth))
        assert away <= found.error[i].item() <= 1e-9 * (1 + abs(truth))


def test_the_error_of_a_maximum_is_the_largest_that_counts():
    sums = [sum_over("a", below("a", 3), access(P, poly("a") - k)) for k in range(2)]
    row = [0.1, 0.2, 0.7]
    errors = [bound_at(one, row).error[0].item() for one in sums]
    assert max(errors) > min(errors) > 0
    for both in (max_of(*sums), max_of(*reversed(sums))):
        assert bound_at(both, row).error[0].item() == max(errors)
    chosen = bracket([], greatest("k", between(1, "k", 1), sum_over(
        "a", below("a", 3), access(P, poly("a") - poly("k"))
    )))  # fmt: skip
    assert bound_at(chosen, row).error[0].item() == errors[1]
