"""Degrees and coefficients are never too small, and the probability of a miss is what they say."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
import sympy
from numeric_formulas import attention, conv, shifted_conv

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)  # fmt: skip
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Access, Add, Apply, Int, Max, Mul, Num, Pow, Sum, Tensor, Term
from evoproof.numeric.degrees import HUGE, NotAlgebraic, Quotient, Size, quotient
from evoproof.numeric.integers import all_hold
from evoproof.numeric.integers import value as integer_value
from evoproof.numeric.primes import P
from evoproof.numeric.soundness import soundness

A = tensor("A", "N")
SIZES = {"H": 4, "W": 5, "K": 3, "D": 2, "M": 3, "k": 2, "l": 1, "N": 3}
RANGES = {"i": 4, "j": 5, "m": 3}
INSIDE = {name: (size, size) for name, size in SIZES.items()}
X = [access(A, place) for place in range(3)]


def over(name: str, body: Term, last: int = 2) -> Sum:
    return sum_over([name], between(0, name, last), body)


def expanded(term: Term, names: dict[str, int]) -> sympy.Expr:
    """The term as a rational function of the entries, by writing out every sum."""
    match term:
        case Num(value=value):
            return sympy.Rational(value.numerator, value.denominator)
        case Int(expr=expr):
            return sympy.Integer(integer_value(expr, names))
        case Access(indices=(index,)):
            return sympy.Symbol(f"x{integer_value(index, names)}")
        case Add(args=args):
            return sympy.Add(*(expanded(arg, names) for arg in args))
        case Mul(args=args):
            return sympy.Mul(*(expanded(arg, names) for arg in args))
        case Pow(base=base, exponent=exponent):
            return expanded(base, names) ** exponent
        case Sum(names=bound, conds=conds, body=body):
            points = [{**names, **dict(zip(bound, p, strict=True))} for p in product(range(3))]
            return sympy.Add(*(expanded(body, one) for one in points if all_hold(conds, one)))
    raise AssertionError(term)


def true_size(numerator: sympy.Expr) -> tuple[int, Fraction]:
    """The total degree and the sum of |coefficients|, as they are."""
    found = sympy.Poly(sympy.expand(numerator), *sympy.symbols("x0:3"))
    degree = 0 if found.is_zero else found.total_degree()
    return degree, sum((abs(Fraction(int(c.p), int(c.q))) for c in found.coeffs()), Fraction(0))


def random_term(draw: Random, depth: int, names: tuple[str, ...], divide: bool) -> Term:
    """A term over three entries, sums over 0 .. 2 with a condition, powers and small numbers."""
    kinds = ["add", "mul", "power", "sum"] + ["inverse"] * divide if depth else []
    match draw.choice([*kinds, "entry", "number", "integer"]):
        case "add":
            return add(*(random_term(draw, depth - 1, names, divide) for _ in range(2)))
        case "mul":
            return mul(*(random_term(draw, depth - 1, names, divide) for _ in range(2)))
        case "power":
            return Pow(random_term(draw, depth - 1, names, divide), draw.randint(1, 3))
        case "inverse":
            below = random_term(draw, depth - 1, names, False)
            return reciprocal(add(below, X[draw.randrange(3)]))
        case "sum":
            name = "abc"[len(names)]
            conds = [*between(0, name, 2), at_least(name, draw.choice([0, 0, 1]))]
            return sum_over([name], conds, random_term(draw, depth - 1, (*names, name), divide))
        case "entry":
            return access(A, draw.choice([*names, 0, 1, 2]))
        case "number":
            return number(Fraction(draw.randint(-3, 3), draw.choice([1, 1, 2, 3])))
    return integer(poly(draw.choice(names)) - 1) if names else number(2)


@pytest.mark.parametrize("seed", range(150))
def test_degrees_and_coefficients_of_random_polynomials_are_not_passed(seed):
    term = random_term(Random(seed), 3, (), False)
    found = quotient(term, INSIDE)
    degree, norm = true_size(expanded(term, dict(SIZES)) * found.scale)
    assert found.below == {}
    assert degree <= found.top.degree
    assert norm.denominator == 1 and norm <= found.top.norm


def written_out(key: Term, names: dict[str, int]) -> sympy.Expr:
    """The integer polynomial that a denominator of `random_term` stands for."""
    if isinstance(key, Sum):
        (name,), points = key.names, [{**names, key.names[0]: place} for place in range(3)]
        assert name not in names
        inside = [one for one in points if all_hold(key.conds, one)]
        return sympy.Mul(*(written_out(key.body.args[0], one) for one in inside))
    return expanded(key, names) * quotient(key, {**INSIDE, **dict.fromkeys("abc", (0, 2))}).scale


def test_numerators_of_random_quotients_are_not_passed():
    checked = 0
    for seed in range(250):
        term = random_term(Random(seed), 3, (), True)
        found = quotient(term, INSIDE)
        below = [(written_out(key, dict(SIZES)), one) for key, (_, one) in found.below.items()]
        if not below or any(sympy.expand(one) == 0 for one, _ in below):
            continue
        cleared = sympy.Mul(*(one**power for one, power in below)) * found.scale
        degree, norm = true_size(sympy.cancel(expanded(term, dict(SIZES)) * cleared))
        assert degree <= found.top.degree, seed
        assert norm.denominator == 1 and norm <= found.top.norm, seed
        assert true_size(sympy.Mul(*(one**power for one, power in below)))[0] <= found.bottom.degree
        checked += 1
    assert checked >= 60


@pytest.mark.parametrize(
    ("term", "degree", "norm"),
    [
        (Pow(add(X[0], X[1]), 5), 5, 32),
        (over("a", mul(access(A, "a"), integer(poly("a") + 1))), 1, 9),
        (over("a", over("b", mul(access(A, "a"), access(A, "b")))), 2, 9),
        (add(mul(number(Fraction(1, 6)), X[0]), mul(number(Fraction(1, 4)), X[1])), 1, 5),
        (add(Pow(X[0], 3), number(7)), 3, 8),
        (add(), 0, 0),
    ],
)
def test_sizes_that_are_known_by_hand(term, degree, norm):
    assert quotient(term, INSIDE).top == Size(degree, norm)


def test_denominators_are_counted_once_where_they_are_shared():
    below = reciprocal(over("b", access(A, "b")))
    shared = quotient(over("a", mul(access(A, "a"), below)), INSIDE)
    assert (shared.top, shared.bottom) == (Size(1, 3), Size(1, 3))
    apart = quotient(over("a", mul(access(A, "a"), reciprocal(access(A, "a")))), INSIDE)
    assert (apart.top, apart.bottom) == (Size(3, 3), Size(3, 1))
    square = mul(X[0], below, below)
    for both in (add(below, square), add(square, below)):
        assert (quotient(both, INSIDE).top, quotient(both, INSIDE).bottom) == (
            Size(1, 4),
            Size(2, 9),
        )


def test_the_denominators_of_a_denominator_go_on_top():
    half = mul(number(Fraction(1, 2)), reciprocal(X[1]))
    found = quotient(reciprocal(add(X[0], half)), INSIDE)
    assert (found.top, found.bottom) == (Size(1, 2), Size(2, 3))


def test_large_sums_of_coefficients_stop_at_a_mark_and_degrees_do_not():
    term = Pow(over("a", number(3)), 1000)
    found = quotient(Pow(add(term, X[0]), 2), INSIDE)
    assert found.top == Size(2, HUGE)
    assert Size(3, 2) ** 10**6 == Size(3 * 10**6, HUGE)
    assert Quotient(Size()).bottom == Size()


@pytest.mark.parametrize(
    "term", [exp(X[0]), Apply("f", (X[0],)), Max(("a",), (), X[0]),
             access(Tensor("E", (poly("N"),), False, (), ("n",), exp(access(A, "n"))), 0)],
)  # fmt: skip
def test_what_is_no_polynomial_is_said_to_be_none(term):
    with pytest.raises(NotAlgebraic, match="is no polynomial"):
        quotient(add(X[1], term), INSIDE)


def test_no_more_points_agree_than_the_degree_allows():
    prime, checked = 101, 0
    names = sympy.symbols("x0:3")
    for seed in range(60):
        draw = Random(seed)
        left, right = (random_term(draw, 3, (), seed % 2 == 1) for _ in range(2))
        difference = add(left, mul(number(-1), right))
        degree = quotient(difference, INSIDE).top.degree
        top = sympy.fraction(sympy.together(expanded(difference, dict(SIZES))))[0]
        modulo = sympy.Poly(sympy.expand(top), *names).clear_denoms()[1].set_modulus(prime)
        if modulo.is_zero or not 0 < degree < prime // 4:
            continue
        value = sympy.lambdify(names, modulo.as_expr(), "math")
        points = [[draw.randrange(prime) for _ in names] for _ in range(1000)]
        agreeing = sum(value(*point) % prime == 0 for point in points)
        expected = 1000 * degree / prime
        assert agreeing <= expected + 5 * expected**0.5, (seed, agreeing, degree)
        checked += 1
    assert checked >= 20


class TestSoundness:
    def test_a_slip_in_a_convolution(self):
        found = soundness(conv(), shifted_conv(1), SIZES, RANGES, 2)
        assert found.bound is not None
        assert Fraction(2, P) ** 2 < found.bound < Fraction(2, P) ** 2 * Fraction(1001, 1000)
        assert found.reason == f"degree 2 at most, 2 points modulo {P}"

    def test_more_points_and_smaller_degrees_are_safer(self):
        square, line = mul(X[0], X[0]), X[0]
        one, two, three = (soundness(square, line, SIZES, {}, n).bound for n in (1, 2, 3))
        assert one**2 == two and one**3 == three
        assert soundness(X[1], line, SIZES, {}, 1).bound * 2 == one

    def test_a_scale_that_p_divides_is_seen_where_coefficients_are_small(self):
        left, right = (mul(number(Fraction(1, P)), one) for one in X[:2])
        assert soundness(left, right, SIZES, {}, 2).bound is None

    def test_no_bound_passes_1(self):
        assert soundness(Pow(X[0], 3 * P), X[0], SIZES, {}, 2).bound == 1

    @pytest.mark.parametrize(
        ("term", "reason"),
        [
            (attention("zero"), "no bound below 1"),
            (Apply("f", (X[0],)), "f: a fixed hash"),
            (exp(exp(X[0])), "exp inside exp"),
            (mul(number(P), X[0]), f"coefficients may add up to {P + 1}"),
            (Pow(mul(number(2), X[0]), 99), r"up to 2\^64"),
            (mul(number(Fraction(1, P)), X[0]), "could be 0"),
        ],
    )
    def test_there_is_none_where_no_theorem_says_one(self, term, reason):
        found = soundness(term, X[0], {**SIZES}, {"i": 4, "j": 5, "m": 3}, 2)
        assert found.bound is None
        assert reason.replace("\\", "") in found.reason
