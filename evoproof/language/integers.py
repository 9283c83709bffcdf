"""Integer expressions: what may stand in an index, a limit, a shape or a condition."""

from __future__ import annotations

from functools import reduce
from math import gcd

import sympy

from evoproof.errors import LanguageError
from evoproof.kernel.poly import ONE, Poly, floor, poly
from evoproof.language.scope import Scope
from evoproof.language.symbols import Bound, Index, Size, as_expr

ACCEPTED = "an integer expression has ints, integer symbols, + - *, floor and Mod"

# A quotient of integer expressions, which may stand inside a floor only.
Quotient = tuple[Poly, Poly]


def integer_from_sympy(value: object, scope: Scope | None = None) -> Poly:
    """The kernel's integer expression. Raises LanguageError.

    >>> from evoproof.language.symbols import bound
    >>> (a,) = bound("a")
    >>> integer_from_sympy(2 * a + 1)
    2*a+1
    """
    expr = as_expr(value)
    top, bottom = _lowest(*_quotient(expr, scope or Scope()))
    if bottom is not ONE:
        raise LanguageError(expr, f"not an integer for all values of its letters; {ACCEPTED}")
    return top


def compared_from_sympy(left: sympy.Basic, right: sympy.Basic, scope: Scope) -> Quotient:
    """Both sides of a relation as integer expressions: SymPy writes 2*a < 3 as a < 3/2.

    Raises LanguageError.
    """
    (a, p), (b, q) = (_lowest(*_quotient(side, scope)) for side in (left, right))
    for side, bottom in ((left, p), (right, q)):
        if bottom.constant is None or bottom.constant < 1:
            raise LanguageError(side, f"a quotient in a condition; {ACCEPTED}")
    return a * q, b * p


def is_integer(expr: sympy.Basic) -> bool:
    """Whether it is written as an integer expression, whatever stands inside floor and Mod."""
    if isinstance(expr, (sympy.Integer, Size, Index, Bound, sympy.floor, sympy.Mod)):
        return True
    if isinstance(expr, sympy.Pow):
        return is_integer(expr.base) and bool(expr.exp.is_Integer) and int(expr.exp) > 0
    return isinstance(expr, (sympy.Add, sympy.Mul)) and all(map(is_integer, expr.args))


def _quotient(expr: sympy.Basic, scope: Scope) -> Quotient:
    match expr:
        case sympy.Rational():
            return poly(int(expr.p)), poly(int(expr.q))
        case sympy.Symbol():
            return poly(scope.use(expr)), ONE
        case sympy.Add():
            return reduce(_plus, (_quotient(arg, scope) for arg in expr.args))
        case sympy.Mul():
            return reduce(_times, (_quotient(arg, scope) for arg in expr.args))
        case sympy.Pow() if expr.exp.is_Integer:
            return _power(_quotient(expr.base, scope), int(expr.exp))
        case sympy.floor():
            return floor(*_lowest(*_quotient(expr.args[0], scope))), ONE
        case sympy.Mod():
            return _remainder(expr, scope), ONE
    raise LanguageError(expr, f"{type(expr).__name__} where an integer is needed; {ACCEPTED}")


def _remainder(expr: sympy.Mod, scope: Scope) -> Poly:
    """e - d * floor(e / d)."""
    number, divisor = (integer_from_sympy(arg, scope) for arg in expr.args)
    return number - divisor * floor(number, divisor)


def _plus(left: Quotient, right: Quotient) -> Quotient:
    if left[1] is right[1]:
        return left[0] + right[0], left[1]
    return left[0] * right[1] + right[0] * left[1], left[1] * right[1]


def _times(left: Quotient, right: Quotient) -> Quotient:
    return left[0] * right[0], left[1] * right[1]


def _power(base: Quotient, exponent: int) -> Quotient:
    top, bottom = base if exponent > 0 else base[::-1]
    return reduce(_times, [(top, bottom)] * abs(exponent), (ONE, ONE))


def _lowest(top: Poly, bottom: Poly) -> Quotient:
    """The quotient without the integer factor that all its coefficients share."""
    common = gcd(*(coefficient for _, coefficient in top.terms + bottom.terms))
    if bottom.terms and bottom.terms[-1][1] < 0:
        common = -common
    if common in (0, 1) or not bottom.terms:
        return top, bottom
    return _divided(top, common), _divided(bottom, common)


def _divided(expr: Poly, divisor: int) -> Poly:
    return Poly(tuple((monomial, value // divisor) for monomial, value in expr.terms))
