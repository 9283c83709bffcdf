"""Arithmetic modulo the two primes, against Python's integers; formulas in it, and their zeros."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric import prime_field
from evoproof.numeric.errors import NoResidue, NumericError
from evoproof.numeric.hashing import Hashed
from evoproof.numeric.modular import BLOCK, exponential, inverse, product, reduced
from evoproof.numeric.prime_field import Part
from evoproof.numeric.primes import P, Q, ceiling, centred, half, random_base
from evoproof.numeric.residues import Modular, Residues, lifted

CPU = torch.device("cpu")
EXACT = 2**53
MODULI = pytest.mark.parametrize("modulus", [P, Q])


def floats(values):
    return torch.tensor([float(one) for one in values], dtype=torch.float64)


def whole(tensor):
    return [int(one) for one in tensor.reshape(-1).tolist()]


def extremes(modulus, count, seed):
    """Residues, the largest and smallest ones and those around 0 among them."""
    draw, top = random.Random(seed), half(modulus)
    edge = [top, -top, top - 1, 1 - top, 0, 1, -1]
    return (edge + [draw.randint(-top, top) for _ in range(count)])[:count]


def is_prime(number):
    return number > 1 and all(number % one for one in range(2, int(number**0.5) + 1))


def test_p_is_a_safe_prime_and_cubes_are_permutations():
    assert is_prime(P) and is_prime(Q) and P == 2 * Q + 1
    assert (P - 1) % 3 and (Q - 1) % 3


def test_bases_have_order_q_and_are_drawn():
    bases = {random_base(seed) for seed in range(20)}
    assert len(bases) == 20
    assert all(base != 1 and pow(base, Q, P) == 1 for base in bases)


@MODULI
def test_reduction_is_exact_up_to_the_ceiling_and_next_to_every_half(modulus):
    draw, top = random.Random(3), ceiling(modulus)
    assert top > EXACT // 2 and top + modulus < EXACT
    middles = [draw.randint(-(top // modulus) + 1, top // modulus - 1) for _ in range(20_000)]
    values = [one * modulus + sign * half(modulus) for one in middles for sign in (1, -1)]
    values += [top, -top, top - 1, 1 - top, *(draw.randint(-top, top) for _ in range(20_000))]
    assert whole(reduced(floats(values), modulus)) == [centred(one, modulus) for one in values]


@pytest.mark.parametrize("count", [0, 1, 7, BLOCK, BLOCK + 3])
def test_exponentials_are_the_powers_of_the_base(count):
    base, values = random_base(count), extremes(Q, count, 5)
    found = whole(exponential(floats(values), base))
    some = range(0, count, 1 + count // 3000)
    assert len(found) == count
    assert [found[one] for one in some] == [centred(pow(base, values[one], P), P) for one in some]


def test_an_exponential_of_a_sum_is_the_product_of_the_exponentials():
    left, right = floats(extremes(Q, 5000, 1)), floats(extremes(Q, 5000, 2)).flip(0)
    base = random_base(11)
    together = exponential(reduced(left + right, Q), base)
    apart = product(exponential(left, base), exponential(right, base), P)
    assert torch.equal(together, apart)
    assert torch.equal(
        exponential(left.reshape(50, 4, 25), base).reshape(-1), exponential(left, base)
    )


@MODULI
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6, 9, 100, 1023])
def test_inverses_are_those_of_python_and_0_has_none(modulus, count):
    values = extremes(modulus, count, count)
    found, zero = inverse(floats(values), modulus)
    expected = [centred(pow(one, -1, modulus), modulus) if one else 0 for one in values]
    assert whole(found) == expected
    assert zero.tolist() == [one == 0 for one in values]


@MODULI
@pytest.mark.parametrize("terms", [10**5, 8193])
@pytest.mark.parametrize("value", [1, -1])
def test_long_sums_of_the_largest_products_stay_exact(modulus, terms, value):
    top = half(modulus)
    most = Part(torch.full((terms, 1), float(value * top), dtype=torch.float64), top, modulus)
    squares = prime_field.mul(most, most)
    found = prime_field.total(squares, [terms], 1)
    assert squares.bound <= ceiling(modulus) and found.bound <= ceiling(modulus)
    assert whole(found.small().value) == [centred(terms * top * top, modulus)]


def test_repeated_sums_and_products_never_pass_float64():
    left = right = Part(floats(extremes(P, 50, 8)), half(P), P)
    exact = other = whole(left.value)
    for step in range(60):
        left = prime_field.mul(left, right) if step % 3 else prime_field.add(left, left)
        exact = [x * y if step % 3 else 2 * x for x, y in zip(exact, other, strict=True)]
        assert left.bound <= ceiling(P)
        assert all(abs(one) <= left.bound for one in whole(left.value))
    assert whole(left.small().value) == [centred(one, P) for one in exact]


@MODULI
def test_two_numbers_at_the_ceiling_are_reduced_before_they_are_added(modulus):
    top = ceiling(modulus)
    most = Part(floats([top, -top, top - 1]), top, modulus)
    found = prime_field.add(most, most)
    assert found.bound <= top
    expected = [centred(2 * one, modulus) for one in (top, -top, top - 1)]
    assert whole(found.small().value) == expected


@MODULI
@pytest.mark.parametrize("terms", [3, 8192, 8193, 10**5])
def test_bilinear_operations_split_a_factor_where_sums_are_long(modulus, terms):
    top = half(modulus)
    rows = torch.full((2, terms), float(top), dtype=torch.float64)
    rows[1] = floats(extremes(modulus, terms, 4))
    column = torch.full((terms, 1), -float(top), dtype=torch.float64)
    left, right = Part(rows, top, modulus), Part(column, top, modulus)
    found = prime_field.bilinear(torch.matmul, left, right, terms)
    assert float(found.value.abs().max()) <= found.bound <= ceiling(modulus)
    expected = [centred(sum(whole(row)) * -top, modulus) for row in rows]
    assert whole(found.small().value) == expected


def test_a_sum_too_long_even_for_a_split_is_refused():
    one = Part(floats([1]), half(P), P)
    with pytest.raises(NumericError, match="a sum of 16777216 products"):
        prime_field.bilinear(torch.mul, one, one, 2**24)


numbers = st.integers(-half(P), half(P))


@settings(max_examples=60, deadline=None)
@given(numbers, numbers, numbers, st.integers(1, 2**40), st.integers(1, 10**6))
def test_the_laws_of_fields_hold(a, b, c, top, bottom):
    field = Modular(CPU, random_base(1))
    x, y, z = (field.entries(torch.tensor(one)) for one in (a, b, c))

    def same(left, right):
        for one, other in ((left.outer, right.outer), (left.inner, right.inner)):
            assert torch.equal(one.small().value, other.small().value)

    same(field.mul(field.add(x, y), z), field.add(field.mul(x, z), field.mul(y, z)))
    same(field.mul(field.mul(x, y), z), field.mul(x, field.mul(y, z)))
    same(field.add(x, y), field.entries(torch.tensor(a + b)))
    same(field.mul(x, y), field.entries(torch.tensor(a * b)))
    if a % P and a % Q:
        same(field.mul(x, field.reciprocal(x)), field.constant(Fraction(1)))
    ratio = field.constant(Fraction(top, bottom))
    same(field.mul(ratio, field.constant(Fraction(bottom))), field.constant(Fraction(top)))


def test_a_number_whose_denominator_a_prime_divides_has_no_residue():
    for prime in (P, Q):
        with pytest.raises(NoResidue, match=f"0 modulo {prime}"):
            Modular(CPU, 4).constant(Fraction(1, 2 * prime))


def test_integer_expressions_far_beyond_2_to_53_are_reduced_exactly():
    far = 2**62 - 1
    found = Modular(CPU, 4).integers(torch.tensor([far, -far]))
    assert whole(found.outer.small().value) == [centred(far, P), centred(-far, P)]


def test_what_is_known_modulo_different_primes_does_not_meet():
    one = Part(floats([1]), 1, P)
    with pytest.raises(NoResidue, match="modulo p alone"):
        lifted(prime_field.add, Residues(one, None), Residues(None, one))


class TestHashed:
    def test_it_is_the_function_written_down(self):
        draw = random.Random(f"5:f:1:{P}")
        keys = [centred(draw.randrange(P), P) for _ in range(8)]
        values = extremes(P, 200, 6)
        expected = []
        for one in values:
            state = keys[0] + one
            for key in keys[1:]:
                state = pow(state + key, 3, P)
            expected.append(centred(state, P))
        assert whole(Hashed("f", 5).residues([floats(values)], P, CPU)) == expected

    @MODULI
    def test_different_arguments_give_different_values_that_look_random(self, modulus):
        line = torch.arange(-(2**15), 2**15, dtype=torch.float64)
        found = Hashed("f").residues([line], modulus, CPU)
        assert found.unique().numel() == line.numel()
        assert float(found.abs().max()) <= half(modulus)
        counts = torch.histc(found, 64, -modulus / 2, modulus / 2)
        assert float(((counts - 1024) ** 2 / 1024).sum()) < 120

    def test_name_seed_arity_prime_and_order_matter_and_the_shape_does_not(self):
        x, y = floats(extremes(Q, 30, 1)), floats(extremes(Q, 30, 2))
        found = [
            Hashed("f").residues([x, y], P, CPU),
            Hashed("f").residues([y, x], P, CPU),
            Hashed("g").residues([x, y], P, CPU),
            Hashed("f", 1).residues([x, y], P, CPU),
            Hashed("f").residues([x, y], Q, CPU),
            Hashed("f").residues([x], P, CPU),
            Hashed("f").residues([], P, CPU).expand(30),
        ]
        for place, one in enumerate(found):
            assert all(not torch.equal(one, other) for other in found[:place])
        grid = Hashed("f").residues([x.reshape(30, 1), y], P, CPU)
        assert grid.shape == (30, 30)
        assert torch.equal(grid.diagonal(), found[0])

    def test_it_has_no_real_values(self):
        with pytest.raises(NoResidue, match="f is drawn for residues"):
            Hashed("f")(floats([0]))
