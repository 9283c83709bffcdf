"""The oracle reads a formula as it is written: against loops, real operators and the grammar."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest
from numeric_formulas import (
    IMAGE,
    KERNEL,
    W_K,
    W_Q,
    W_V,
    attention,
    below,
    conv,
)  # fmt: skip
from numeric_reference import Reference

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    equal,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)  # fmt: skip
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Add, Apply, Divides, Mul, Pow, Tensor, Term

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.errors import (
    NumericError,
    OutOfBounds,
    TooLarge,
    UnboundedSum,
)  # fmt: skip
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.literal import literal
from evoproof.numeric.operators import conv2d, local_attention

A = tensor("A", "N")
SIZES = {"H": 4, "W": 5, "K": 3, "D": 2, "M": 3, "k": 2, "l": 1}


def near(left: torch.Tensor, right: torch.Tensor) -> bool:
    return torch.allclose(left, right, rtol=1e-12, atol=1e-13)


def entries(sizes: dict[str, int], *tensors: Tensor) -> dict[Tensor, torch.Tensor]:
    return random_tensors(tensors, sizes, seed=3)


def at(term: Term, sizes: dict[str, int], values: list[float] | None = None, **ranges: int):
    given = {A: torch.tensor(values, dtype=torch.float64)} if values is not None else {}
    return literal(term, sizes, ranges, given).tolist()


@pytest.mark.parametrize("sizes", [SIZES, {**SIZES, "K": 7}, {**SIZES, "H": 1, "K": 4}])
def test_a_convolution_is_the_loop_over_its_taps(sizes):
    data = entries(sizes, IMAGE, KERNEL)
    x, w = data[IMAGE], data[KERNEL]
    found = literal(conv(), sizes, {"i": sizes["H"], "j": 5, "m": 3}, data)
    for i, j, m in product(range(sizes["H"]), range(5), range(3)):
        loop = sum(
            float(w[u, v, c, m] * x[i + u - 1, j + v - 1, c])
            for u, v, c in product(range(sizes["K"]), range(sizes["K"]), range(2))
            if 0 <= i + u - 1 < sizes["H"] and 0 <= j + v - 1 < 5
        )
        assert abs(float(found[i, j, m]) - loop) < 1e-13


@pytest.mark.parametrize(
    ("before", "after", "stride", "dilation"),
    [(1, 1, 1, 1), (2, 0, 1, 1), (1, 1, 2, 1), (2, 2, 1, 2)],
)
def test_a_convolution_is_torch_conv2d(before, after, stride, dilation):
    data = entries(SIZES, IMAGE, KERNEL)
    real = conv2d(data[IMAGE], data[KERNEL], (before, after), stride, dilation)
    ranges = dict(zip("ijm", real.shape, strict=True))
    assert near(literal(conv(before, stride, dilation), SIZES, ranges, data), real)


def test_grouped_convolution_reads_its_own_channels():
    x, w = tensor("X", "H", "W", 4, padded=True), tensor("C", 3, 3, 2, 6)
    data = entries(SIZES, x, w)
    channel = floor(poly("m"), poly(3)) * 2 + poly("c")
    read = access(x, poly("i") + poly("u") - 1, poly("j") + poly("v") - 1, channel)
    conds = [*below("u", 3), *below("v", 3), *below("c", 2)]
    term = sum_over("uvc", conds, mul(access(w, "u", "v", "c", "m"), read))
    real = conv2d(data[x], data[w], (1, 1), groups=2)
    assert near(literal(term, SIZES, {"i": 4, "j": 5, "m": 6}, data), real)


@pytest.mark.parametrize("reach", [0, 1, 3])
@pytest.mark.parametrize("border", ["mask", "zero"])
def test_local_attention_is_the_loop_over_neighbours(border, reach):
    sizes = {**SIZES, "l": reach}
    data = entries(sizes, IMAGE, W_Q, W_K, W_V)
    real = local_attention(data[IMAGE], data[W_Q], data[W_K], data[W_V], reach, border)
    found = literal(attention(border), sizes, {"i": 4, "j": 5, "m": 3}, data)
    assert near(found, real)


def test_the_two_borders_differ_where_the_image_ends_and_only_there():
    data = entries(SIZES, IMAGE, W_Q, W_K, W_V)
    ranges = {"i": 4, "j": 5, "m": 3}
    apart = (
        literal(attention("mask"), SIZES, ranges, data)
        - literal(attention("zero"), SIZES, ranges, data)
    ).abs()
    assert apart[1:-1, 1:-1].max() < 1e-13
    assert apart[0].max() > 1e-3


@pytest.mark.parametrize("limit", [20, 60, 500, 10**6])
def test_tiles_change_nothing(limit):
    data = random_tensors((IMAGE, KERNEL), SIZES, lane="exact")
    ranges = {"i": 4, "j": 5, "m": 3}
    whole = literal(conv(), SIZES, ranges, data)
    assert torch.equal(literal(conv(), SIZES, ranges, data, limit=limit), whole)


def test_an_output_entry_beyond_the_limit_is_refused_with_the_figure():
    data = entries(SIZES, IMAGE, KERNEL)
    with pytest.raises(TooLarge, match="18 elements, the limit is 17"):
        literal(conv(), SIZES, {"i": 4, "j": 5, "m": 3}, data, limit=17)


def test_a_strict_read_outside_names_tensor_indices_and_sizes():
    term = sum_over(["k"], between(0, "k", "N"), access(A, poly("k") + poly("i")))
    with pytest.raises(OutOfBounds) as caught:
        at(term, {"N": 2}, [1.0, 2.0], i=1)
    assert str(caught.value) == ("A[2] is outside the shape (2) of A at i = 0, k = 2, sizes N = 2")
    assert (caught.value.tensor, caught.value.indices) == ("A", (2,))


def test_a_strict_read_is_outside_below_zero_too():
    with pytest.raises(OutOfBounds, match=r"A\[-1\]"):
        at(access(A, poly("i") - 1), {"N": 2}, [1.0, 2.0], i=2)


def test_a_bracket_keeps_a_strict_tensor_from_being_read():
    term = bracket([at_least("i", 1)], access(A, poly("i") - 1))
    assert at(term, {"N": 2}, [5.0, 7.0], i=3) == [0.0, 5.0, 7.0]


def test_a_bracket_beside_the_read_does_not_guard_it():
    term = mul(bracket([at_least("i", 1)]), access(A, poly("i") - 1))
    with pytest.raises(OutOfBounds):
        at(term, {"N": 2}, [5.0, 7.0], i=3)


def test_the_masks_of_all_enclosing_sums_guard_a_read():
    inner = sum_over(["b"], below("b", 2), access(A, poly("i") + poly("a") + poly("b")))
    conds = [*below("a", 3), at_least("N", poly("i") + poly("a") + 2)]
    assert at(sum_over(["a"], conds, inner), {"N": 3}, [1.0, 2.0, 4.0], i=3) == [9.0, 6.0, 0.0]


def test_a_strict_definition_read_outside_is_an_error_and_a_padded_one_is_cropped():
    for padded in (False, True):
        twice = Tensor("T", (poly("N"),), padded, (), ("n",), integer(poly("n") * 2 + 7))
        if padded:
            assert at(access(twice, poly("i") - 1), {"N": 2}, i=4) == [0.0, 7.0, 9.0, 0.0]
        else:
            with pytest.raises(OutOfBounds, match=r"T\[-1\]"):
                at(access(twice, poly("i") - 1), {"N": 2}, i=4)


def test_an_argument_is_not_captured_by_a_binder_of_the_definition():
    body = sum_over(["a"], below("a", 2), access(A, poly("n") + poly("a")))
    pair = Tensor("P", (poly("N"),), False, (), ("n",), body)
    term = sum_over(["a"], below("a", 2), access(pair, "a"))
    assert at(term, {"N": 3}, [1.0, 10.0, 100.0]) == 121.0


def test_an_inner_sum_may_reuse_a_name():
    inner = sum_over(["a"], below("a", 3), integer("a"))
    assert at(sum_over(["a"], below("a", 2), add(integer("a"), inner)), {}) == 7.0


def test_division_by_zero_is_zero():
    assert at(reciprocal(integer("i")), {}, i=3) == [0.0, 1.0, 0.5]
    assert at(Pow(integer("i"), -2), {}, i=3) == [0.0, 1.0, 0.25]


def test_floors_are_python_floor_divisions_and_a_floor_by_zero_is_zero():
    quotient = floor(poly("i") - 3, poly("j") - 1)
    found = at(integer(quotient), {}, i=7, j=4)
    assert found == [[(i - 3) // (j - 1) if j != 1 else 0 for j in range(4)] for i in range(7)]


def test_divides_is_a_condition_on_either_sign():
    term = bracket([Divides(3, poly("i") - 4)])
    assert at(term, {}, i=9) == [0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0]


def test_an_empty_range_sums_to_zero_and_an_empty_output_is_empty():
    over = sum_over(["a"], between(5, "a", "N"), number(1))
    assert at(over, {"N": 2}) == 0.0
    assert at(over, {"N": 6}) == 2.0
    assert at(over, {"N": 2}, i=0) == []


def test_empty_sums_and_products_and_tensors_without_indices():
    assert at(add(Add(()), Mul(())), {}) == 1.0
    point = tensor("s")
    assert literal(access(point), {}, {}, {point: torch.tensor(2.5)}).item() == 2.5


def test_a_box_is_found_through_other_variables_coefficients_and_floors():
    skew = [*below("a", 4), *between("a", "b", poly("a") * 2)]
    assert at(sum_over("ab", skew, number(1)), {}) == 10.0
    even = [equal(poly("b") * 2, "a"), *below("a", 7)]
    assert at(sum_over("ab", even, number(1)), {}) == 4.0
    digits = [*between(1, "q", 2), equal("q", floor(poly("p"), poly(5)))]
    assert at(sum_over("pq", digits, number(1)), {}) == 10.0


def test_an_unbounded_sum_says_which_variable():
    with pytest.raises(UnboundedSum, match="leaves a free: a >= 0"):
        at(sum_over(["a"], [at_least("a", 0)], number(1)), {})


def test_the_support_of_a_padded_tensor_bounds_a_sum():
    padded = tensor("P", "N", padded=True)
    term = sum_over(["a"], [], access(padded, poly("i") - poly("a")))
    given = {padded: torch.tensor([1.0, 2.0, 4.0])}
    assert literal(term, {"N": 3}, {"i": 2}, given).tolist() == [7.0, 7.0]


def test_what_is_not_given_is_named():
    with pytest.raises(NumericError, match="no entries are given for the tensor A"):
        literal(access(A, "i"), {"N": 2}, {"i": 2}, {})
    with pytest.raises(NumericError, match="no integer is given for i"):
        at(access(A, "i"), {"N": 2}, [1.0, 2.0])
    with pytest.raises(NumericError, match=r"A has shape \(3,\), entries of shape \(2,\)"):
        at(access(A, "i"), {"N": 3}, [1.0, 2.0], i=2)
    with pytest.raises(NumericError, match="no function is given for phi"):
        at(Apply("phi", (number(1),)), {})


def random_term(draw: random.Random, depth: int, names: list[str]) -> Term:
    """Any term over the tensor A of 3 entries (strict, read inside) and P (padded)."""
    index = sum((poly(n) * draw.choice((-1, 1, 2)) for n in names), poly(draw.randint(-2, 2)))
    if depth == 0:
        inside = index - floor(index, poly(3)) * 3
        leaves = [
            access(A, inside),
            access(tensor("P", 3, padded=True), index),
            integer(index),
            number(Fraction(draw.randint(-4, 4), draw.randint(1, 3))),
        ]
        return draw.choice(leaves)
    part = [random_term(draw, depth - 1, names) for _ in range(2)]
    kind = draw.choice(("add", "mul", "pow", "sum", "bracket", "exp"))
    if kind in ("add", "mul"):
        return (add if kind == "add" else mul)(*part)
    if kind == "pow":
        return Pow(part[0], draw.choice((-1, 2)))
    if kind == "exp":
        return exp(mul(number(Fraction(1, 64)), part[0]))
    conds = [draw.choice([at_least(index, 0), equal(index, 1), Divides(2, index)])]
    if kind == "bracket":
        return bracket(conds, part[0])
    name = f"b{depth}"
    within = between(draw.randint(-2, 0), name, draw.randint(-1, 2))
    return sum_over([name], [*within, *conds], random_term(draw, depth - 1, [*names, name]))


@pytest.mark.parametrize("seed", range(60))
def test_random_terms_mean_what_the_grammar_says(seed):
    draw = random.Random(seed)
    term = random_term(draw, draw.randint(1, 4), ["i"])
    values = [draw.randint(-3, 3) for _ in range(6)]
    given = {A: values[:3], tensor("P", 3, padded=True): values[3:]}
    data = {one: torch.tensor(row, dtype=torch.float64) for one, row in given.items()}
    found = literal(term, {"N": 3}, {"i": 3}, data).tolist()
    for i in range(3):
        truth = float(Reference(given, 2).value(term, {"N": 3, "i": i}))
        assert found[i] == pytest.approx(truth, rel=1e-9, abs=1e-9)
