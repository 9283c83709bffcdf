"""SymPy's names that formulas are written with. Two are kept from rewriting what is written."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import KroneckerDelta, Rational, Sum, exp, floor

from evoproof.errors import LanguageError
from evoproof.language.symbols import as_expr

__all__ = ["KroneckerDelta", "Mod", "Piecewise", "Rational", "Sum", "exp", "floor"]


def Mod(number: object, divisor: object) -> Any:
    """number - divisor * floor(number / divisor), unevaluated: SymPy's own gives wrong values."""
    return sympy.Mod(as_expr(number), as_expr(divisor), evaluate=False)


def Piecewise(*branches: tuple[object, object]) -> Any:
    """`Piecewise((x, condition), ..., (y, True))`, as it is written.

    Raises LanguageError for a condition that Python decided, such as `i == j` in place of Eq(i, j).
    """
    for value, condition in branches[:-1]:
        if isinstance(condition, bool):
            raise LanguageError(
                f"({value}, {condition})", "Python decided this condition; write Eq(a, b), Ne(a, b)"
            )
    return sympy.Piecewise(*branches, evaluate=False)
