"""What is not in the language is refused, and the message shows the part that is to blame."""

from __future__ import annotations

import pytest
import sympy
from sympy import Eq

from evoproof.errors import LanguageError
from evoproof.language import (
    Index,
    KroneckerDelta,
    Mod,
    Piecewise,
    Rational,
    Size,
    Sum,
    bound,
    floor,
    from_sympy,
    function,
    indices,
    padded,
    sizes,
    tensor,
)

n, D, l = sizes("n D l")
a, b, c = bound("a b c")
(i,) = indices(i=n)
T = tensor("T", n)
X = padded("X", n, D)
f = function("f")
real = sympy.Symbol("x")
foreign = sympy.IndexedBase("Y")

# offending input, the part that the message shows, a word of the reason
REFUSED = {
    "a Python float": (0.5, "0.5", "float"),
    "a Python bool": (True, "True", "bool"),
    "a string": ("T[a]", "'T[a]'", "str"),
    "None": (None, "None", "NoneType"),
    "a SymPy float": (T[a] * sympy.Float(0.5), "0.500000000000000", "floating-point"),
    "a plain symbol": (T[a] + real, "x", "did not make"),
    "an integer symbol of SymPy": (sympy.Symbol("k", integer=True) + 1, "k", "did not make"),
    "a foreign access": (1 + foreign[a], "Y[a]", "did not make"),
    "a tensor without indices": (T[a].base + 1, "T", "without its indices"),
    "sin": (1 + sympy.sin(T[a]), "sin(T[a])", "sin is not understood"),
    "log": (sympy.log(T[a]), "log(T[a])", "log"),
    "Abs": (abs(T[a]), "Abs(T[a])", "Abs"),
    "Max": (sympy.Max(T[a], T[b]) + 1, "Max(T[a], T[b])", "Max"),
    "a derivative": (sympy.Derivative(f(real), real), "Derivative(f(x), x)", "Derivative"),
    "an integral": (sympy.Integral(f(real), (real, 0, 1)), "Integral(f(x), (x, 0, 1))", "Integral"),
    "a product over a range": (
        sympy.Product(T[a], (a, 0, n)), "Product(T[a], (a, 0, n))", "Product"
    ),
    "I": (sympy.I * T[a], "I", "ImaginaryUnit"),
    "pi": (sympy.pi + T[a], "pi", "Pi"),
    "infinity": (sympy.oo, "oo", "infinity"),
    "nan": (sympy.nan, "nan", "NaN"),
    "sqrt": (1 + sympy.sqrt(T[a]), "sqrt(T[a])", "an exponent is an integer"),
    "x**y": (T[a] ** n, "T[a]**n", "an exponent is an integer"),
    "2**n": (2**n, "2**n", "an exponent is an integer"),
    "a matrix": (sympy.MatrixSymbol("M", 2, 2), "M", "MatrixSymbol"),
    "a matrix entry": (sympy.MatrixSymbol("M", 2, 2)[0, 0], "M[0, 0]", "MatrixElement"),
    "a relation": (Eq(a, b), "Eq(a, b)", "Equality"),
    "a condition": (sympy.true, "True", "BooleanTrue"),
    "floor of a real": (floor(T[a]), "T[a]", "integer is needed"),
    "Mod of a real": (Mod(T[a], 2), "T[a]", "integer is needed"),
    "floor of pi * a": (floor(sympy.pi * a), "pi", "integer is needed"),
    "a delta of reals": (KroneckerDelta(T[a], 0), "T[a]", "integer is needed"),
    "a delta with a range": (KroneckerDelta(a, b, (0, 3)), "KroneckerDelta(a, b, (0, 3))", "range"),
    "an infinite sum": (Sum(T[a], (a, 0, sympy.oo)), "oo", "every sum is finite"),
    "a sum from minus infinity": (Sum(T[a], (a, -sympy.oo, 0)), "-oo", "every sum is finite"),
    "a sum to a fraction": (Sum(T[a], (a, 0, n / 2)), "n/2", "not an integer"),
    "a sum to a real": (Sum(T[a], (a, 0, T[b])), "T[b]", "integer is needed"),
    "a sum over a size": (Sum(T[n], (n, 0, 3)), "Sum(T[n], (n, 0, 3))", "binds the size n"),
    "a sum over a plain symbol": (Sum(1, (real, 0, n)), "x", "did not make"),
    "limits in the wrong order": (
        Sum(X[a, b], (b, 0, n), (a, 0, b)), "Sum(X[a, b], (b, 0, n), (a, 0, b))", "further inside"
    ),
    "a limit that uses its own name": (Sum(T[a], (a, 0, a)), "Sum(T[a], (a, 0, a))", "uses a"),
    "a name bound twice": (
        Sum(T[a] * Sum(T[a], (a, 0, 1)), (a, 0, n)), "Sum(T[a], (a, 0, 1))", "bound already"
    ),
    "a name bound twice in one sum": (
        Sum(T[a], (a, 0, 1), (a, 0, n)), "Sum(T[a], (a, 0, 1), (a, 0, n))", "bound already"
    ),
    "one name for two letters": (T[a] + Size("a"), "a", "one name for"),
    "one name for two indices": (i + Index("i", D), "i", "one name for"),
    "a size of a tensor bound": (Sum(T[0], (bound("n")[0], 0, 3)), "n", "one name for"),
    "a Piecewise without an end": (
        sympy.Piecewise((T[a], a < b)), "Piecewise((T[a], a < b))", "ends with"
    ),
    "a condition on reals": (Piecewise((1, T[a] < T[b]), (0, True)), "T[a]", "integer is needed"),
    "a quotient in a condition": (Piecewise((1, a / n < 1), (0, True)), "a/n", "quotient"),
    "a condition that is no relation": (
        Piecewise((1, sympy.Symbol("p")), (0, True)), "p", "condition is needed"
    ),
    "an unknown function called exp": (sympy.Function("exp")(T[a]), "exp(T[a])", "use exp"),
    "an unknown function called max": (sympy.Function("max")(T[a], 0), "max(T[a], 0)", "max"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "shown", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused(written: object, shown: str, reason: str) -> None:
    with pytest.raises(LanguageError) as caught:
        from_sympy(written)
    assert caught.value.expression == shown
    assert reason in caught.value.reason


INDICES = {
    "a float": (lambda: T[1.5], "1.5", "float"),
    "a fraction": (lambda: T[Rational(1, 2)], "1/2", "not an integer"),
    "half a letter": (lambda: T[a / 2], "a/2", "not an integer"),
    "a quotient of letters": (lambda: T[a / n], "a/n", "not an integer"),
    "a plain symbol": (lambda: T[real], "x", "did not make"),
    "an access": (lambda: T[T[a]], "T[a]", "integer is needed"),
    "a slice": (lambda: T[0:2], "slice(0, 2, None)", "slice"),
    "too few": (lambda: X[a], "X[a]", "X[n, D] has 2 indices, 1 were given"),
    "too many": (lambda: T[a, b], "T[a, b]", "T[n] has 1 indices, 2 were given"),
    "infinity": (lambda: T[sympy.oo], "oo", "integer is needed"),
    "a power of two": (lambda: T[2**a], "2**a", "integer is needed"),
}


@pytest.mark.parametrize(("make", "shown", "reason"), INDICES.values(), ids=INDICES.keys())
def test_an_index_is_an_integer_expression(make: object, shown: str, reason: str) -> None:
    with pytest.raises(LanguageError) as caught:
        make()
    assert caught.value.expression == shown
    assert reason in caught.value.reason
