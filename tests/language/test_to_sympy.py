"""What goes to SymPy for printing reads the same when it comes back, and SymPy left it alone."""

from __future__ import annotations

import pytest
import sympy

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
)
from evoproof.kernel.poly import ZERO, poly
from evoproof.kernel.terms import Divides, Mul, Pow, Term
from evoproof.language import (
    KroneckerDelta,
    Mod,
    Rational,
    Sum,
    bound,
    definition,
    exp,
    floor,
    from_sympy,
    function,
    indices,
    padded,
    sizes,
    tensor,
)
from evoproof.language.to_sympy import condition_to_sympy, handle_of, integer_to_sympy, to_sympy
from evoproof.show import text

l, H, W, D = sizes("l H W D")
i, j = indices(i=H, j=W)
a, b, c, u, v = bound("a b c u v")
X, K = padded("X", H, W, D), tensor("K", 2 * l + 1, 2 * l + 1, D)
A = definition(
    "A",
    (i, j, u, v),
    Sum(X[i, j, c] * X[i + u, j + v, c], (c, 0, D - 1)),
    shape=(H, W, 2 * l + 1, 2 * l + 1),
    arguments=(X, l, "zero"),
)
phi = function("phi")

SOURCES = {
    "convolution": Sum(
        K[l - a, l - b, c] * X[i - a, j - b, c], (c, 0, D - 1), (b, -l, l), (a, -l, l)
    ),
    "attention": Sum(
        exp(A[i, j, a, b]) / Sum(exp(A[i, j, u, v]), (v, 0, 2 * l), (u, 0, 2 * l)) * X[a, b, 0],
        (b, 0, 2 * l),
        (a, 0, 2 * l),
    ),
    "numbers": X[i, j, 0] / 3 - X[0, 0, 0] * Rational(3, 2) - 2 + l,
    "powers": X[0, 0, 1] ** 2 / (X[0, 0, 0] * X[1, 1, 1] ** 2),
    "floors": X[floor(a / l), Mod(a, l), Mod(a + 1, 2 * l) + 3] * (l - 1) * l,
    "a delta": Sum(KroneckerDelta(a, b) * X[a, b, 0], (b, 0, W - 1), (a, 0, H - 1)),
    "a dependent range": Sum(X[a, b, 0], (b, 0, a), (a, 0, H - 1)),
    "functions": phi(X[0, 0, 0] + 1, l) ** 3 * Sum(X[a, 0, 0], (a, 0, H - 1)),
    "exp of one": exp(1) + exp(-X[0, 0, 0]),
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())
def test_there_and_back_reads_the_same(source: sympy.Expr) -> None:
    term = from_sympy(source)
    assert text(from_sympy(to_sympy(term))) == text(term)


Xa = access(X.tensor, "a", 0, 0)


@pytest.mark.parametrize(
    ("term", "printed"),
    [
        (mul(Xa, reciprocal(Xa)), "X[a, 0, 0]/X[a, 0, 0]"),
        (add(Xa, mul(number(-1), Xa)), "-X[a, 0, 0] + X[a, 0, 0]"),
        (mul(number(2), add(Xa, integer("l"))), "2*(l + X[a, 0, 0])"),
        (Mul((number(0), Xa)), "0*X[a, 0, 0]"),
        (Pow(Pow(Xa, 2), -1), "1/(X[a, 0, 0]**2)"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_sympy_does_not_calculate(term: Term, printed: str) -> None:
    assert str(to_sympy(term)) == printed


def test_conditions_that_are_no_ends_guard_the_body() -> None:
    term = sum_over(["a"], [*between(0, "a", "l"), at_least("b", "a"), at_least(5, "a")], Xa)
    made = to_sympy(term)
    assert made.limits == (sympy.Tuple(a, 0, 5),)
    assert isinstance(made.function, sympy.Piecewise)
    assert text(from_sympy(made)) == "Σ[a=0..5] [a <= b, a <= l]·X[a, 0, 0]"


def test_a_variable_without_ends_is_shown_from_minus_infinity() -> None:
    assert to_sympy(sum_over(["a"], [], Xa)).limits == (sympy.Tuple(a, -sympy.oo, sympy.oo),)


def test_a_bracket_is_a_piecewise() -> None:
    made = to_sympy(bracket([at_least("a", 1)], Xa))
    assert str(made) == "Piecewise((X[a, 0, 0], a - 1 >= 0), (0, True))"


def test_divides_is_a_remainder_of_zero() -> None:
    assert str(condition_to_sympy(Divides(2, poly("a")))) == "Eq(Mod(a, 2), 0)"


def test_integers_keep_zero_and_floors() -> None:
    assert integer_to_sympy(ZERO) == 0
    assert str(integer_to_sympy(from_sympy(floor(a / 2)).expr)) == "floor(a/2)"


def test_a_defined_tensor_comes_back_with_its_definition() -> None:
    handle = handle_of(A.tensor)
    assert handle.tensor is A.tensor
    assert [str(one) for one in handle.parameters or ()] == ["i", "j", "u", "v"]
    assert from_sympy(handle.body) is A.tensor.body
    assert handle.arguments[1:] == (bound("l")[0], "zero")


def test_names_of_the_prover_can_be_printed() -> None:
    assert str(to_sympy(access(X.tensor, "#1.0", "a'", 0))) == "X[#1.0, a', 0]"
