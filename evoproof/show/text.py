"""Formulas on one line, as a paper prints them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond, Term
from evoproof.show.names import Names, names_of
from evoproof.show.natural import relation
from evoproof.show.notation import Ascii, Unicode
from evoproof.show.writer import Writer

Glyphs: TypeAlias = Literal["unicode", "ascii"]


def text(term: Term, glyphs: Glyphs = "unicode") -> str:
    """The formula on one line.

    >>> from evoproof.kernel.build import access, integer, mul, tensor
    >>> text(mul(integer("n"), access(tensor("X", "n"), 0)))
    'n·X[0]'
    """
    return " ".join(pieces(term, glyphs))


def pieces(term: Term, glyphs: Glyphs = "unicode") -> list[str]:
    """The line cut before each + and - on its outermost level; a space joins the pieces again."""
    return _writer(glyphs, *names_of(term)).summands(term)


def text_cond(cond: Cond, glyphs: Glyphs = "unicode") -> str:
    """One condition.

    >>> from evoproof.kernel.build import at_least
    >>> text_cond(at_least("H", "i"))
    'i <= H'
    """
    return _writer(glyphs, *cond.free).relation(relation(cond))


def text_poly(expr: Poly, glyphs: Glyphs = "unicode") -> str:
    """An integer expression.

    >>> from evoproof.kernel.poly import poly
    >>> text_poly(poly("l") * 2 + 1)
    '2l+1'
    """
    return _writer(glyphs, *expr.free).integer(expr)


def _writer(glyphs: Glyphs, *used: str) -> Writer:
    notation = Ascii() if glyphs == "ascii" else Unicode()
    return Writer(notation, Names(notation, used))
