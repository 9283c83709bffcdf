"""Denominators that are 0: told from accidents modulo p, dropped under masks, never misleading."""

from __future__ import annotations

import pytest
from numeric_points import A, at, met

from evoproof.kernel.build import (
    add,
    at_least,
    between,
    bracket,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
)  # fmt: skip
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Pow

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.hashing import Hashed
from evoproof.numeric.prime_field import Part, bilinear
from evoproof.numeric.primes import P, Q, half
from evoproof.numeric.residues import residues
from evoproof.numeric.trials import DRAWS, compare, settled


def part(values, zeros=None):
    marked = None if zeros is None else torch.tensor(zeros)
    return Part(torch.tensor(values, dtype=torch.float64), half(P), P, marked)


def test_a_denominator_that_is_always_0_is_0_and_counts():
    nothing = add(at(), mul(number(-1), at()))
    found = met(reciprocal(nothing), nothing, {"N": 3}, {"i": 3})
    assert found.zeros and found.draws == 2
    assert not found.differs.any() and not found.undecided.any()
    wrong = met(mul(nothing, reciprocal(nothing)), number(1), {"N": 3}, {"i": 3})
    assert wrong.differs.all() and wrong.draws == DRAWS


def test_zeros_are_marked_where_they_count_and_not_under_a_mask():
    inverse = reciprocal(at())
    over = between(0, "i", poly("N") - 1)
    data = {A: torch.tensor([4.0, 0.0, 2 * P])}
    whole = residues(inverse, {"N": 3}, {"i": 3}, data, base=4)
    assert whole.zeros.tolist() == [False, True, True]
    later = [at_least("i", 2), *over]
    assert residues(sum_over("i", later, inverse), {"N": 3}, {}, data, base=4).zeros.item()
    earlier = [at_least(0, "i"), *over]
    first = residues(sum_over("i", earlier, inverse), {"N": 3}, {}, data, base=4)
    assert first.zeros is None or not first.zeros.item()
    masked = residues(bracket([at_least(1, "i")], inverse), {"N": 3}, {"i": 3}, data, base=4)
    assert masked.zeros.tolist() == [False, True, False]


def test_zeros_go_where_their_values_go():
    data, inner = {A: torch.tensor([float(Q), 3.0])}, reciprocal(at())
    for term in (
        exp(inner),
        Apply("f", (exp(inner), number(2))),
        Pow(add(exp(inner), number(5)), 3),
        add(number(5), exp(inner)),
        reciprocal(exp(inner)),
        mul(add(at(), mul(number(-1), at())), exp(inner)),
        mul(number(P), exp(inner)),
    ):
        functions = {"f": Hashed("f")}
        found = residues(term, {"N": 2}, {"i": 2}, data, functions, base=4, limit=1)
        assert found.zeros.tolist() == [True, False]
    for gone in (mul(number(0), exp(inner)), mul(exp(inner), integer("i"))):
        assert not residues(gone, {"N": 2}, {"i": 2}, data, base=4).zeros.any()


@pytest.mark.parametrize("terms", [2, 10**5])
def test_a_matrix_product_marks_the_rows_and_columns_that_it_reads(terms):
    left = part([[1, 2], [3, 4], [5, 6]], [[False, True], [False, False], [False, False]])
    right = part([[1, 2, 3, 4], [5, 6, 7, 8]], [[False, False, True, False]])
    found = bilinear(torch.matmul, left, right, terms)
    assert found.zeros.tolist() == [[True] * 4, *([[False, False, True, False]] * 2)]
    mask = Part(torch.tensor([[1.0, -1.0], [0.0, 1.0]]).double(), 1, P)
    left_out = bilinear(torch.matmul, left, mask, terms).zeros
    assert left_out.tolist() == [[False, True], [False, False], [False, False]]
    both = Part(torch.tensor([[1.0, 0.0]]).double(), 1, P)
    assert not bilinear(torch.mul, left, both).zeros.any()
    plain = bilinear(torch.matmul, part([[1, 2]]), part([[3], [4]]), terms)
    assert plain.zeros is None and plain.small().value.item() == 11


def test_an_accident_is_left_out_and_another_point_drawn():
    lefts = [part([1, 2], [True, False]), part([3, 4]), part([5, 6])]
    rights = [part([9, 2]), part([3, 4]), part([5, 6])]
    found = settled(lambda point: (lefts[point], rights[point]))
    assert found.draws == 3 and found.zeros
    assert not found.differs.any() and not found.undecided.any()


def test_accidents_at_every_point_so_far_are_not_taken_for_a_difference():
    lefts = [part([1], [True]), part([1], [True]), part([3]), part([4])]
    rights = [part([9]), part([9]), part([3]), part([4])]
    assert compare(lefts[:2], rights[:2]).undecided.all()
    found = settled(lambda point: (lefts[point], rights[point]))
    assert found.draws == 4 and not found.differs.any() and not found.undecided.any()


def test_accidents_at_all_points_but_one_decide_nothing():
    def draw(point):
        return part([1], [point > 0]), part([1])

    found = settled(draw)
    assert found.draws == DRAWS and found.undecided.all() and not found.differs.any()


def test_a_difference_without_zeros_needs_no_further_point():
    found = settled(lambda point: (part([point, 0]), part([point, 1])))
    assert found.draws == 2 and not found.zeros
    assert found.differs.tolist() == [False, True] and not found.undecided.any()
