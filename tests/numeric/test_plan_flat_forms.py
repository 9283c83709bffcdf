"""Flat formulas are small and rectangular, and equal things become the same formula."""

from __future__ import annotations

import pytest
from evoproof.derivations.convolution import convolution
from numeric_formulas import IMAGE, KERNEL, attention, below, conv, shifted_conv
from numeric_names import same_but_for_names

from evoproof.kernel.build import (
    access,
    add,
    between,
    exp,
    mul,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Max
from evoproof.numeric.errors import NumericError, UnboundedSum
from evoproof.numeric.flat.flatten import flatten
from evoproof.numeric.flat.formula import Affine, Applied, Entry, Mask, Nested, Power
from evoproof.numeric.flat.products import MAX_FACTORS

A, B, C = tensor("A", "N"), tensor("B", "N", padded=True), tensor("C", "N", "M", padded=True)


def over(name, size, body, *conds):
    return sum_over([name], [*below(name, size), *conds], body)


i, a = poly("i"), poly("a")


def test_local_attention_has_one_softmax_score():
    for tile in ({"i": (0, 9), "j": (0, 8), "m": (0, 6)}, {"i": (4, 1), "j": (2, 5), "m": (0, 6)}):
        sizes = {"H": 9, "W": 8, "l": 2, "D": 6, "M": 6, "k": 4}
        flat = flatten(attention("mask"), sizes, tile)
        (whole,) = flat.formula.products
        (norm,) = (one for one in whole.factors if isinstance(one, Power))
        (total,) = norm.base.products
        scores = [one for x in (whole, total) for one in x.factors if isinstance(one, Applied)]
        assert len(scores) == 2
        left, right = (one.args[0] for one in scores)
        assert same_but_for_names(left, right, flat.extents, ["i", "j", "m"])
        assert not any(isinstance(one, Mask) for one in whole.factors)


def test_the_largest_window_is_the_image():
    """Eq. 8: a in [-(H-1), H-1] with 0 <= i - a < H."""
    conds = [*between(-poly("H") + 1, a, poly("H") - 1), *between(0, i - a, poly("H") - 1)]
    rows = tensor("X", "H", padded=True)
    flat = flatten(sum_over(["a"], conds, exp(access(rows, i - a))), {"H": 6}, {"i": (2, 3)})
    (product,) = flat.formula.products
    (score,) = product.factors
    assert [flat.extents[name] for name in product.names] == [6]
    (entry,) = score.args[0].products[0].factors
    assert entry == Entry(rows, (Affine(((product.names[0], 1),)),))


def test_an_index_of_groups_is_in_digits():
    """Involution: channel m of D belongs to group floor(m G / D)."""
    read = mul(access(tensor("W", "G"), floor(poly("m") * "G", poly("D"))), access(A, "m"))
    sizes = {"G": 3, "D": 12, "N": 12}
    flat = flatten(read, sizes, {"m": (0, 12)})
    (output,) = flat.outputs
    assert sorted(rate for _, rate in output.terms) == [1, 4]
    high, low = (name for name, _ in sorted(output.terms, key=lambda term: -term[1]))
    assert (flat.extents[high], flat.extents[low]) == (3, 4)
    groups, channels = flat.formula.products[0].factors
    assert groups.indices == (Affine(((high, 1),)),)
    assert channels.indices == (output,)
    misaligned = flatten(read, sizes, {"m": (2, 8)})
    assert len(misaligned.outputs[0].terms) == 1


def test_concatenated_heads_are_a_sum_over_heads_and_channels():
    """Multi-head: channel t is channel t mod D of head floor(t / D)."""
    t, D = poly("t"), poly("D")
    head = floor(t, D)
    heads, rows = tensor("Y", "M", "D"), tensor("W", "N")
    body = mul(access(heads, head, t - D * head), access(rows, t))
    sizes = {"M": 3, "D": 5, "N": 15}
    flat = flatten(over("t", "N", body), sizes, {})
    (product,) = flat.formula.products
    first, second = product.factors
    assert sorted(flat.extents[name] for name in product.names) == [3, 5]
    assert [len(index.terms) for index in first.indices] == [1, 1]
    assert sorted(rate for _, rate in second.indices[0].terms) == [1, 5]


def test_both_forms_of_convolution_are_one_product():
    sizes = {"H": 6, "W": 7, "l": 1, "D_in": 4, "D_out": 5}
    tile = {"i": (0, 6), "j": (2, 3), "m": (0, 5)}
    flats = [flatten(line.term, sizes, tile) for line in convolution.lines]
    for one in flats[1:]:
        extents = {**flats[0].extents, **one.extents}
        assert same_but_for_names(flats[0].formula, one.formula, extents, tile)
    (product,) = flats[0].formula.products
    assert len(product.factors) == 2 and len(product.names) == 3


def test_forms_that_differ_are_not_the_same():
    sizes = {"H": 6, "W": 7, "K": 3, "D": 4, "M": 5}
    tile = {"i": (0, 6), "j": (0, 7), "m": (0, 5)}
    left, right, slipped = (
        flatten(term, sizes, tile) for term in (conv(), shifted_conv(), shifted_conv(1))
    )
    extents = {**left.extents, **right.extents, **slipped.extents}
    assert same_but_for_names(left.formula, right.formula, extents, tile)
    assert not same_but_for_names(left.formula, slipped.formula, extents, tile)


def test_windows_run_upwards():
    body = mul(access(KERNEL, poly(1) - a, "v", "c", "m"), access(IMAGE, i - a, "j", "c"))
    conds = [*between(-1, a, 1), *below("v", 3), *below("c", "D")]
    sizes = {"H": 5, "W": 4, "K": 3, "D": 2, "M": 6}
    flat = flatten(sum_over("avc", conds, body), sizes, {"i": (1, 4), "j": (0, 4), "m": (0, 6)})
    (product,) = flat.formula.products
    indices = [index for entry in product.factors for index in entry.indices]
    assert all(rate > 0 for index in indices for _, rate in index.terms)
    assert product.factors[1].indices[0].offset == 0


def test_conditions_that_a_tensor_implies_are_dropped():
    inside = between(0, i - a, poly("N") - 1)
    dropped = over("a", 3, mul(access(B, i - a), access(A, a)), *inside)
    kept = over("a", 3, exp(access(B, i - a)), *inside)
    masks = [
        [factor for factor in flatten(term, {"N": 5}, {"i": (0, 5)}).formula.products[0].factors
         if isinstance(factor, Mask)]
        for term in (dropped, kept)
    ]  # fmt: skip
    assert [len(found) for found in masks] == [0, 1]


def test_no_product_passes_the_limit():
    term = mul(
        *[over(name, 3, mul(access(B, i - poly(name)), access(A, name))) for name in "abcdef"]
    )
    (product,) = flatten(term, {"N": 5}, {"i": (0, 5)}).formula.products
    assert len(product.factors) <= MAX_FACTORS
    assert any(isinstance(factor, Nested) for factor in product.factors)


def test_loops_are_named_once_and_a_single_value_needs_none():
    term = add(conv(), mul(conv(), conv()))
    flat = flatten(term, {"H": 1, "W": 3, "K": 2, "D": 1, "M": 2}, dict.fromkeys("ijm", (0, 1)))
    bound = [name for product in flat.formula.products for name in product.names]
    assert len(bound) == len(set(bound)) and all(flat.extents[name] > 1 for name in bound)
    assert flat.outputs == tuple(Affine(((name, 1),)) for name in "ijm")


def test_an_empty_tile_is_no_product():
    flat = flatten(access(A, "i"), {"N": 5}, {"i": (0, 0)})
    assert flat.formula.products == () and flat.extents == {"i": 0}


def test_what_is_not_given_or_not_finite_is_refused():
    with pytest.raises(NumericError, match="no integer is given for i"):
        flatten(access(A, "i"), {"N": 5}, {})
    with pytest.raises(NumericError, match="both a size and a free index: N"):
        flatten(access(A, "N"), {"N": 5}, {"N": (0, 5)})
    with pytest.raises(UnboundedSum, match="leaves a_0 free"):
        flatten(sum_over(["a"], [], access(A, "a")), {"N": 5}, {})
    with pytest.raises(UnboundedSum, match="leaves a_0 free"):
        flatten(Max(("a",), (), access(B, "a")), {"N": 5}, {})
