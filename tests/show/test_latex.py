"""LaTeX as a paper has it: one sign a variable, fractions, Iverson brackets, upright words."""

from __future__ import annotations

import pytest

from evoproof.kernel.build import (
    access,
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
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Pow, Tensor, Term
from evoproof.show import latex

a, i, l = poly("a"), poly("i"), poly("l")
N, D = poly("N"), poly("D_in")
T = tensor("T", "N")
Ta = access(T, a)
CONV = Tensor("Conv", (N,), False, (T, "zero"), None, None)


def total(name: str, body: Term) -> Term:
    return sum_over([name], between(0, name, N - 1), body)


TERMS: list[tuple[Term, str]] = [
    (access(T, l - a), "{T}_{l-a}"),
    (integer(D * 2 - 1), r"2D_{\mathrm{in}}-1"),
    (integer("a'"), "a'"),
    (integer("lambda"), r"\lambda"),
    (integer("σ_in"), r"\sigma_{\mathrm{in}}"),
    (integer("#1.0"), "y_{1}"),
    (total("a", Ta), r"\sum_{a=0}^{N-1} {T}_{a}"),
    (
        sum_over(["a"], [*between(0, "a", N), at_least(i * 2, a)], Ta),
        r"\sum_{\substack{a=0\\ a \le 2i}}^{N} {T}_{a}",
    ),
    (sum_over(["a"], [], Ta), r"\sum_{a} {T}_{a}"),
    (mul(exp(Ta), reciprocal(total("a", Ta))),
     r"\frac{\exp\left({T}_{a}\right)}{\sum_{a=0}^{N-1} {T}_{a}}"),
    (bracket(between(0, i - a, N - 1), Ta), r"\left[0 \le i-a < N\right]\,{T}_{a}"),
    (bracket([equal(i, a)]), r"\left[a = i\right]"),
    (access(T, floor(a, l)), r"{T}_{\left\lfloor\frac{a}{l}\right\rfloor}"),
    (access(T, a - l * floor(a, l)), r"{T}_{a \bmod l}"),
    (Pow(Ta, 2), "{{T}_{a}}^{2}"),
    (mul(number(2), number(3)), r"2\cdot 3"),
    (access(CONV, i), r"{\mathrm{Conv}\left(T, \mathrm{zero}\right)}_{i}"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "shown"), TERMS, ids=[row[1] for row in TERMS])
def test_latex(term: Term, shown: str) -> None:
    assert latex(term) == shown
    assert latex(term).count("{") == latex(term).count("}")
