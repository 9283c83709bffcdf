"""Terms and theorems as notebooks show them.

The kernel imports no printer, and its classes are closed to subclasses. So they are given the two
methods that a notebook asks for when the printers are loaded; no object of theirs changes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Term
from evoproof.kernel.theorem import Theorem
from evoproof.show.latex import latex, latex_conditions, latex_poly
from evoproof.show.mathml import mathml, mathml_equation, mathml_poly, mathml_relation
from evoproof.show.natural import relations


def equation_latex(left: Term, right: Term) -> str:
    """left = right, in LaTeX's math mode."""
    return f"{latex(left, right)} = {latex(right, left)}"


def inline(formula: str) -> str:
    """A formula of its own in text, which MathJax and LaTeX both set."""
    return rf"$\displaystyle {formula}$"


def _theorem_latex(theorem: Theorem) -> str:
    given = latex_conditions(theorem.hypotheses)
    return rf"{given} \vdash {equation_latex(theorem.left, theorem.right)}"


def _theorem_html(theorem: Theorem) -> str:
    given = ", ".join(map(mathml_relation, relations(theorem.hypotheses)))
    return f"{given} ⊢ {mathml_equation(theorem.left, theorem.right)}"


def _attach(kind: type[Any], latex_of: Callable[[Any], str], html: Callable[[Any], str]) -> None:
    """Give a class the methods, by the names that notebooks ask for."""
    methods = {
        "_repr_latex_": lambda one: inline(latex_of(one)),
        "_repr_html_": lambda one: html(one),
    }
    for name, method in methods.items():
        setattr(kind, name, method)


_attach(Term, latex, mathml)
_attach(Poly, latex_poly, mathml_poly)
_attach(Theorem, _theorem_latex, _theorem_html)
