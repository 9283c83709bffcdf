"""Formulas read like a paper, and no two meanings share one line."""

from __future__ import annotations

from fractions import Fraction

import pytest

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
)
from evoproof.kernel.poly import ZERO, Poly, floor, poly
from evoproof.kernel.terms import Add, Apply, Cond, Divides, Mul, Pow, Tensor, Term
from evoproof.show import pieces, text, text_cond, text_poly

a, b, c, d, i, j, l, m = (poly(name) for name in "abcdijlm")
D, H, N = poly("D"), poly("H"), poly("N")

W = tensor("W", l * 2 + 1, l * 2 + 1, "D_in", "D_out")
X = tensor("X", "H", "W", "D_in", padded=True)
T = tensor("T", "N")
CONV = Tensor("Conv", (H, H, D), False, (W, X, l, "zero"), None, None)


def t(*at: Poly | int | str) -> Term:
    return access(T, *at)


def total(name: str, body: Term) -> Term:
    return sum_over([name], between(0, name, N - 1), body)


CONVOLUTION = sum_over(
    ["a", "b", "c"],
    [*between(-l, "a", l), *between(-l, "b", l), *between(0, "c", poly("D_in") - 1)],
    mul(access(W, l - a, l - b, c, m), access(X, i - a, j - b, c)),
)


def test_the_convolution_of_the_paper() -> None:
    assert text(CONVOLUTION) == (
        "Σ[a=-l..l, b=-l..l, c=0..D_in-1] W[l-a, l-b, c, m]·X[i-a, j-b, c]"
    )
    assert text(CONVOLUTION, "ascii") == (
        "sum[a=-l..l, b=-l..l, c=0..D_in-1] W[l-a, l-b, c, m]*X[i-a, j-b, c]"
    )


INTEGERS: list[tuple[Poly, str, str]] = [
    (ZERO, "0", "0"),
    (poly(-3), "-3", "-3"),
    (-a, "-a", "-a"),
    (l - a, "l-a", "l-a"),
    (i - a + 1, "i-a+1", "i-a+1"),
    (poly(1) - a, "1-a", "1-a"),
    (-a - 1, "-a-1", "-a-1"),
    (l * 2 + 1, "2l+1", "2l+1"),
    (H + a - 1, "a+H-1", "a+H-1"),
    (poly("p") * D + d, "D·p+d", "D*p+d"),
    (d - poly("p") * D, "d-D·p", "d-D*p"),
    (l * l * l * D * 2, "2D·l³", "2D*l^3"),
    (floor(a + 1, l * 2), "⌊(a+1)/(2l)⌋", "floor((a+1)/(2l))"),
    (floor(a * D, H) * 2, "2·⌊D·a/H⌋", "2*floor(D*a/H)"),
    (floor(a, l) * l * 2, "2l·⌊a/l⌋", "2l*floor(a/l)"),
    (a - D * floor(a, D), "a mod D", "a mod D"),
    (a + 4 - D * 2 * floor(a + 1, D * 2), "((a+1) mod (2D))+3", "((a+1) mod (2D))+3"),
    (a - D * floor(b, D), "a-D·⌊b/D⌋", "a-D*floor(b/D)"),
    (poly("#1.0") - poly("#1.1"), "y₁-y₂", "y1-y2"),
    (poly("#1.0") - poly("y1") - poly("y₂"), "y₃-y1-y₂", "y3-y1-y₂"),
]


@pytest.mark.parametrize(("expr", "shown", "plain"), INTEGERS, ids=[row[2] for row in INTEGERS])
def test_integer_expressions(expr: Poly, shown: str, plain: str) -> None:
    assert text_poly(expr) == shown
    assert text_poly(expr, "ascii") == plain


CONDITIONS: list[tuple[Cond, str]] = [
    (at_least(a, 0), "a >= 0"),
    (at_least(N, 1), "N >= 1"),
    (at_least(3, a), "a <= 3"),
    (at_least(-1, a), "a <= -1"),
    (at_least(H - 1, a), "a < H"),
    (at_least(H, a), "a <= H"),
    (at_least(H + 2, a), "a <= H+2"),
    (at_least(H - 3, a), "a+3 <= H"),
    (at_least(1, 2), "-1 >= 0"),
    (equal(b, a), "a = b"),
    (equal(a, 3), "a = 3"),
    (equal(-a, 3), "a = -3"),
    (equal(a + 1, b), "b = a+1"),
    (equal(N, l * 2 + 1), "N = 2l+1"),
    (equal(ZERO, ZERO), "0 = 0"),
    (Divides(2, a - b), "2 divides a-b"),
]


@pytest.mark.parametrize(("cond", "shown"), CONDITIONS, ids=[row[1] for row in CONDITIONS])
def test_conditions(cond: Cond, shown: str) -> None:
    assert text_cond(cond) == shown


TERMS: list[tuple[Term, str]] = [
    (number(0), "0"),
    (number(Fraction(-1, 2)), "-1 / 2"),
    (mul(number(Fraction(3, 2)), t(a)), "3·T[a] / 2"),
    (add(t(a), mul(number(-1), t(b)), number(-2)), "T[a] - T[b] - 2"),
    (add(mul(number(-1), t(a)), t(b)), "-T[a] + T[b]"),
    (add(t(a), integer(l - 1)), "T[a] + (l-1)"),
    (add(t(a), integer(-l)), "T[a] - l"),
    (Add((add(t(a), t(b)), mul(number(-1), add(t(a), t(b))))), "(T[a] + T[b]) - (T[a] + T[b])"),
    (mul(integer(l - 1), integer(l * 2), t(a)), "(l-1)·2l·T[a]"),
    (mul(add(t(a), t(b)), t(a)), "(T[a] + T[b])·T[a]"),
    (Mul((mul(t(a), t(b)), t(a))), "(T[a]·T[b])·T[a]"),
    (mul(t(a), reciprocal(t(b))), "T[a] / T[b]"),
    (mul(t(a), reciprocal(t(b)), reciprocal(t(c))), "T[a] / (T[b]·T[c])"),
    (mul(t(a), reciprocal(mul(t(b), t(c)))), "T[a] / (T[b]·T[c])"),
    (mul(t(a), reciprocal(add(t(b), t(c)))), "T[a] / (T[b] + T[c])"),
    (mul(mul(t(a), reciprocal(t(b))), t(c)), "(T[a] / T[b])·T[c]"),
    (mul(t(a), reciprocal(mul(t(b), reciprocal(t(c))))), "T[a] / (T[b] / T[c])"),
    (reciprocal(t(a)), "1 / T[a]"),
    (reciprocal(reciprocal(t(a))), "1 / (1 / T[a])"),
    (Pow(t(a), -2), "1 / T[a]²"),
    (Pow(reciprocal(t(a)), 2), "(1 / T[a])²"),
    (Pow(integer(l * 2), 2), "(2l)²"),
    (Pow(integer(l), 12), "l¹²"),
    (Pow(add(t(a), t(b)), 2), "(T[a] + T[b])²"),
    (Pow(number(-2), 3), "(-2)³"),
    (exp(add(t(a), number(1))), "exp(T[a] + 1)"),
    (Apply("phi", (t(a), integer(l))), "phi(T[a], l)"),
    (total("a", t(a)), "Σ[a=0..N-1] T[a]"),
    (add(total("a", t(a)), t(b)), "Σ[a=0..N-1] T[a] + T[b]"),
    (total("a", add(t(a), t(b))), "Σ[a=0..N-1] (T[a] + T[b])"),
    (total("a", mul(number(-1), t(a))), "Σ[a=0..N-1] (-T[a])"),
    (total("a", mul(t(a), reciprocal(t(b)))), "Σ[a=0..N-1] T[a] / T[b]"),
    (mul(total("a", t(a)), reciprocal(t(b))), "(Σ[a=0..N-1] T[a]) / T[b]"),
    (mul(total("a", t(a)), t(b)), "(Σ[a=0..N-1] T[a])·T[b]"),
    (mul(t(b), total("a", t(a))), "T[b]·Σ[a=0..N-1] T[a]"),
    (reciprocal(total("a", t(a))), "1 / (Σ[a=0..N-1] T[a])"),
    (Pow(total("a", t(a)), 2), "(Σ[a=0..N-1] T[a])²"),
    (total("a", total("b", t(a))), "Σ[a=0..N-1] Σ[b=0..N-1] T[a]"),
    (bracket(between(0, i - a, H - 1)), "[0 <= i-a < H]"),
    (bracket(between(0, i - a, H - 1), t(a)), "[0 <= i-a < H]·T[a]"),
    (mul(bracket([equal(a, b)]), t(a)), "[a = b]·T[a]"),
    (mul(bracket([equal(a, b)], t(a)), t(b)), "([a = b]·T[a])·T[b]"),
    (bracket([equal(a, b)], add(t(a), t(b))), "[a = b]·(T[a] + T[b])"),
    (bracket([at_least(a, 1), at_least(b, 1)]), "[a >= 1, b >= 1]"),
    (access(CONV, i, j, m), "Conv(W, X, l, zero)[i, j, m]"),
]


@pytest.mark.parametrize(("term", "shown"), TERMS, ids=[row[1] for row in TERMS])
def test_terms(term: Term, shown: str) -> None:
    assert text(term) == shown


def test_lines_of_different_meaning_differ() -> None:
    shown = [text(term) for term, _ in TERMS]
    same = [one for one in shown if shown.count(one) > 1]
    assert set(same) == {"T[a] / (T[b]·T[c])"}


def test_an_end_uses_variables_to_its_left_only() -> None:
    inner = sum_over(["a", "b"], [*between(0, "a", N), *between(a, "b", N)], t(b))
    assert text(inner) == "Σ[a=0..N, b=a..N] T[b]"
    outer = sum_over(["b", "a"], [*between(0, "a", N), *between(a, "b", N)], t(b))
    assert text(outer) == "Σ[b, a=0..N | a <= b <= N] T[b]"


def test_what_is_no_end_stands_after_a_bar() -> None:
    conds = [*between(0, "a", N - 1), *between(0, i - a, H - 1), equal(c, d), at_least(b * 2, 1)]
    assert text(sum_over(["a"], conds, t(a))) == "Σ[a=0..N-1 | 0 <= i-a < H, 2b >= 1, c = d] T[a]"


def test_a_variable_with_one_end_has_no_range() -> None:
    assert text(sum_over(["a"], [at_least(a, 0)], t(a))) == "Σ[a | a >= 0] T[a]"


def test_two_lower_ends_leave_one_after_the_bar() -> None:
    term = sum_over(["a"], [*between(0, "a", N), at_least(a, b - 1)], t(a))
    assert text(term) == "Σ[a=0..N | b <= a+1] T[a]"


def test_names_of_the_prover_collide_with_nothing() -> None:
    names = ["#1.0", "#1.1"]
    conds = [*between(0, names[0], N), *between(0, names[1], N)]
    term = sum_over(names, conds, mul(t(names[1]), access(tensor("y1", N), names[0])))
    assert text(term) == "Σ[y₂=0..N, y₃=0..N] T[y₃]·y1[y₂]"
    assert text(term, "ascii") == "sum[y2=0..N, y3=0..N] T[y3]*y1[y2]"


def test_pieces_are_cut_at_the_outermost_signs() -> None:
    term = add(t(a), mul(number(-2), add(t(b), t(c))), number(3))
    assert pieces(term) == ["T[a]", "- 2·(T[b] + T[c])", "+ 3"]
    assert pieces(mul(t(a), t(b))) == ["T[a]·T[b]"]


def test_one_numbering_runs_through_all_pieces() -> None:
    assert pieces(add(t("#2"), t("#1"), t("#2"))) == ["T[y₁]", "+ T[y₂]", "+ T[y₁]"]


def test_numbering_follows_the_line_from_left_to_right() -> None:
    assert text(mul(t("#9"), reciprocal(t("#1")))) == "T[y₁] / T[y₂]"
