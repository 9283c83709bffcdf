"""Every node that the language has means what it says, and its letters are not confused."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from sympy import Eq, Ne

from evoproof.errors import LanguageError
from evoproof.kernel import build
from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    equal,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
)
from evoproof.kernel.poly import floor as floored
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Pow, Term
from evoproof.language import (
    KroneckerDelta,
    Mod,
    Piecewise,
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
    symbols_of,
    tensor,
)

n, D, l = sizes("n D l")
a, b, c = bound("a b c")
(i,) = indices(i=n)
T = tensor("T", n)
X = padded("X", n, D)
f = function("f")

Ta, Tb = access(T.tensor, "a"), access(T.tensor, "b")

REST = poly("a") - poly("D") * floored(poly("a"), poly("D"))

UNDERSTOOD = {
    "an int": (3, number(3)),
    "a fraction": (Rational(1, 2), number(Fraction(1, 2))),
    "a letter": (n, integer("n")),
    "an integer expression": (2 * l + 1, integer(poly("l") * 2 + 1)),
    "an access": (T[2 * a - 1], access(T.tensor, poly("a") * 2 - 1)),
    "two indices": (X[i, c], access(X.tensor, "i", "c")),
    "a sum of two": (T[a] + T[b], add(Ta, Tb)),
    "what is subtracted last": (T[b] - T[a] + 1, add(Tb, mul(number(-1), Ta), number(1))),
    "a product": (T[b] * T[a] * n * 2, mul(number(2), integer("n"), Ta, Tb)),
    "a quotient": (T[a] / T[b], mul(Ta, reciprocal(Tb))),
    "a power": (T[a] ** 3, Pow(Ta, 3)),
    "a power of a reciprocal": (T[a] ** -2, Pow(Ta, -2)),
    "a quotient of sizes": (1 / n, reciprocal(integer("n"))),
    "exp": (exp(T[a]), build.exp(Ta)),
    "exp of one": (exp(1), build.exp(number(1))),
    "an unknown function": (f(T[a], n), Apply("f", (Ta, integer("n")))),
    "floor": (floor((a + b) / 2), integer(floored(poly("a") + poly("b"), poly(2)))),
    "a floor by a size": (T[floor(a / D)], access(T.tensor, floored(poly("a"), poly("D")))),
    "a floor of a product": (
        floor(a * n / (2 * D)),
        integer(floored(poly("a") * poly("n"), poly("D") * 2)),
    ),
    "Mod": (Mod(a, D), integer(REST)),
    "SymPy's own Mod": (sympy.Mod(a, D), integer(REST)),
    "a delta": (KroneckerDelta(b, a), bracket([equal("a", "b")])),
    "a sum": (Sum(T[a], (a, 0, n - 1)), sum_over(["a"], between(0, "a", poly("n") - 1), Ta)),
    "limits innermost first": (
        Sum(X[a, b], (b, 0, a), (a, -l, l)),
        sum_over(
            ["a", "b"],
            [*between(-poly("l"), "a", "l"), *between(0, "b", "a")],
            access(X.tensor, "a", "b"),
        ),
    ),
    "a sum last in a product": (
        Sum(T[a], (a, 0, l)) * exp(T[b]),
        mul(build.exp(Tb), sum_over(["a"], between(0, "a", "l"), Ta)),
    ),
    "an index as the variable": (
        Sum(T[i], (i, 0, n - 1)),
        sum_over(["i"], between(0, "i", poly("n") - 1), access(T.tensor, "i")),
    ),
    "two cases": (
        Piecewise((T[a], a < b), (T[b], True)),
        add(bracket([at_least(poly("b") - 1, "a")], Ta), bracket([at_least("a", "b")], Tb)),
    ),
    "a case that is 0": (Piecewise((T[a], Eq(a, b)), (0, True)), bracket([equal("a", "b")], Ta)),
    "a first case that is 0": (
        Piecewise((0, Ne(a, b)), (T[a], True)),
        bracket([equal("a", "b")], Ta),
    ),
    "a condition with a fraction": (
        sympy.Piecewise((T[a], 2 * a <= 3), (0, True)),
        bracket([at_least(3, poly("a") * 2)], Ta),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), UNDERSTOOD.values(), ids=UNDERSTOOD.keys())
def test_what_is_understood(written: object, meant: Term) -> None:
    assert from_sympy(written) is meant


# the three letters, in the ways that a sum and a definition may mix them


def test_a_free_and_a_bound_letter_of_one_name_may_stand_side_by_side() -> None:
    assert from_sympy(T[a] * Sum(T[a], (a, 0, n))).free == {"a", "n"}


def test_a_sum_does_not_catch_a_letter_of_a_definition() -> None:
    F = definition("F", (b,), T[a + b], shape=(n,))
    with pytest.raises(LanguageError, match=r"bound here, and free in F\[n\]"):
        from_sympy(Sum(F[0], (a, 0, n)))


def test_a_definition_does_not_catch_a_letter_of_a_definition() -> None:
    F = definition("F", (b,), T[a + b], shape=(n,))
    with pytest.raises(LanguageError, match=r"bound here, and free in F\[n\]"):
        definition("G", (a,), F[0], shape=(n,))


def test_symbols_of_looks_into_shapes_and_definitions() -> None:
    F = definition("F", (b,), Sum(T[a + b], (c, 0, l)), shape=(D,))
    assert symbols_of(F[i]) == (D, a, i, l, n)


# tensors


def test_tensors_of_one_name_and_two_shapes_differ() -> None:
    other = tensor("T", D)
    assert T[a] != other[a]
    assert T[a] / other[a] != 1


def test_a_tensor_made_twice_is_the_same() -> None:
    assert tensor("T", n)[a] == T[a]
    assert tensor("T", n).tensor is T.tensor


def test_a_tensor_made_twice_with_other_letters_keeps_its_own() -> None:
    """SymPy's cache must not hand out an access of the one for that of the other."""
    again = tensor("T", bound("n")[0])
    assert again.tensor is T.tensor
    assert T[a] * T[b] != again[a] * again[b]


def test_a_handle_cannot_be_iterated_or_changed() -> None:
    with pytest.raises(TypeError):
        list(T)
    with pytest.raises(AttributeError):
        T.shape = ()


def test_a_definition_takes_its_shape_from_its_indices() -> None:
    F = definition("F", (i,), T[i], padded=True, arguments=(T, 2 * l, "zero"))
    assert F.shape == (n,)
    assert (F.tensor.parameters, F.tensor.body) == (("i",), access(T.tensor, "i"))
    assert F.tensor.arguments == (T.tensor, poly("l") * 2, "zero")
    assert F.padded


DEFINITIONS = {
    "no extent": (lambda: definition("F", (a,), T[a]), "give the shape"),
    "shape of another rank": (lambda: definition("F", (a,), T[a], shape=(n, n)), "1 parameters"),
    "a parameter twice": (lambda: definition("F", (a, a), T[a], shape=(n, n)), "bound already"),
    "a size as a parameter": (lambda: definition("F", (n,), T[n], shape=(3,)), "binds the size"),
    "a sum over a parameter": (
        lambda: definition("F", (a,), Sum(T[a], (a, 0, n)), shape=(n,)), "bound already"
    ),
    "a parameter in the shape": (lambda: definition("F", (a,), 1, shape=(a,)), "in the shape too"),
    "a name of the prover's": (lambda: tensor("T#1", n), "no #"),
    "a primed letter": (lambda: bound("a'"), "no '"),
    "no name": (lambda: sizes(""), "write the names"),
    "a function called exp": (lambda: function("exp"), "use exp"),
    "a function called max": (lambda: function("max"), "no unknown function"),
    "a decided condition": (lambda: Piecewise((1, a == b), (0, True)), "Python decided"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "reason"), DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_what_cannot_be_made(make: object, reason: str) -> None:
    with pytest.raises(LanguageError, match=reason):
        make()


def test_one_size_is_itself_and_several_are_a_tuple() -> None:
    assert sizes("n") == n
    assert sizes("n, D") == (n, D)
    assert bound("a") == (a,)
