"""A Piecewise becomes brackets of which exactly one is 1; what is given is one conjunction."""

from __future__ import annotations

import pytest
import sympy
from sympy import And, Eq, Ne, Not, Or

from evoproof.errors import LanguageError
from evoproof.kernel import build
from evoproof.kernel.build import (
    at_least,
    equal,
)
from evoproof.kernel.poly import poly
from evoproof.language import (
    Piecewise,
    bound,
    conditions_from_sympy,
    from_sympy,
    sizes,
    tensor,
)

n, l = sizes("n l")
a, b = bound("a b")
T = tensor("T", n)


def cases(condition: object, values: range = range(-2, 4)) -> None:
    """The brackets of a Piecewise add up to 1 where its condition holds, else to 0."""
    term = from_sympy(Piecewise((1, condition), (0, True)))
    other = from_sympy(Piecewise((0, condition), (1, True)))
    brackets = [getattr(term, "args", (term,)), getattr(other, "args", (other,))]
    for x in values:
        for y in values:
            at = {"a": poly(x), "b": poly(y)}
            counts = [sum(_holds(one.conds, at) for one in part) for part in brackets]
            truth = bool(condition.xreplace({a: sympy.Integer(x), b: sympy.Integer(y)}))
            assert counts == [truth, not truth], (x, y)


def _holds(conds: object, at: dict[object, object]) -> bool:
    values = [(type(one).__name__, one.expr.replace(at).constant) for one in conds]
    return all(value >= 0 if kind == "Ge" else value == 0 for kind, value in values)


@pytest.mark.parametrize(
    "condition",
    [
        a < b,
        a >= 1,
        Eq(a, b),
        Ne(a, b),
        And(a >= 0, a < 2, b > 0),
        Or(a >= 2, b > 0),
        Or(a > b, Ne(a, 2), b > 2),
        Not(And(a >= 0, Ne(a, b))),
        And(Or(a > 0, b > 0), Or(a < 2, Eq(b, 0))),
        Not(Or(And(a > 0, b > 0), Eq(a, b))),
    ],
    ids=str,
)
def test_cases_exclude_each_other_and_cover_everything(condition: sympy.Basic) -> None:
    cases(condition)


def test_a_conjunction_is_a_list_of_conditions() -> None:
    expected = build.conditions([at_least("l", 1), equal("n", poly("l") * 2 + 1)])
    assert conditions_from_sympy((l >= 1) & Eq(n, 2 * l + 1)) == expected
    assert conditions_from_sympy(sympy.true) == ()


@pytest.mark.parametrize("given", [Ne(a, b), Or(a > b, a < 0), sympy.false], ids=str)
def test_what_is_given_is_one_conjunction(given: sympy.Basic) -> None:
    with pytest.raises(LanguageError, match="not one conjunction"):
        conditions_from_sympy(given)


def test_what_is_given_is_a_relation() -> None:
    with pytest.raises(LanguageError, match="not a SymPy relation"):
        conditions_from_sympy(True)
