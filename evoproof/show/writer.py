"""Terms, integer expressions and conditions written in a notation, with the parentheses needed.

A sum reaches over the product or quotient to its right, and no further: `Σ[a] f·g / h + k` is
`(Σ[a] (f·g / h)) + k`. A product stands over a quotient whole: `f·g / h` is `(f·g) / h`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from evoproof.kernel.poly import ZERO, Atom, Monomial, Poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Binder,
    Int,
    Max,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)
from evoproof.show.names import Names
from evoproof.show.natural import Relation, in_order, ranges, relations, remainder
from evoproof.show.notation import Unicode

# what a part may be without parentheses
ADDED, MULTIPLIED, FACTOR, BASE = range(4)


Shown = tuple[str, tuple[str, str] | None]
"""A variable and its ends, as text."""


class Writer:
    """Writes in one notation, with one set of names."""

    def __init__(self, notation: Unicode, names: Names) -> None:
        self._as = notation
        self._names = names

    # integer expressions

    def integer(self, expr: Poly, level: int = ADDED) -> str:
        signed = self._signed_integers(expr) or [("+", self._as.number(0))]
        shown = self._as.tight(signed)
        compound = len(signed) > 1 or signed[0][0] == "-"
        if compound or (level == BASE and not _is_one_letter(expr)):
            return shown if level == ADDED else self._as.parens(shown)
        return shown

    def _signed_integers(self, expr: Poly) -> list[tuple[str, str]]:
        modulo = remainder(expr)
        if modulo is None:
            return [self._signed_monomial(*term) for term in in_order(expr)]
        quotient, rest = modulo
        shown = self._as.modulo(
            self.integer(quotient.numerator, FACTOR), self.integer(quotient.denominator, BASE)
        )
        if rest is ZERO:
            return [("+", shown)]
        return [("+", self._as.parens(shown)), *self._signed_integers(rest)]

    def _signed_monomial(self, monomial: Monomial, coefficient: int) -> tuple[str, str]:
        """A number stands next to a letter without a sign between: 2l, but 2·⌊a/2⌋."""
        letters_first = sorted(monomial, key=lambda atom: not isinstance(atom, str))
        factors = [self._power(atom, len([*same])) for atom, same in groupby(letters_first)]
        sign, size = "-" if coefficient < 0 else "+", abs(coefficient)
        if not factors:
            return sign, self._as.number(size)
        if size == 1:
            return sign, self._as.product(factors)
        beside = isinstance(letters_first[0], str)
        return sign, self._as.multiple(self._as.number(size), self._as.product(factors), beside)

    def _power(self, atom: Atom, exponent: int) -> str:
        base = self._atom(atom)
        return base if exponent == 1 else self._as.power(base, exponent)

    def _atom(self, atom: Atom) -> str:
        if isinstance(atom, str):
            return self._names.shown(atom)
        apart = ADDED if self._as.stacked else FACTOR
        top = self.integer(atom.numerator, apart)
        return self._as.floor(top, self.integer(atom.denominator, apart and BASE))

    # conditions

    def relation(self, parts: Relation) -> str:
        return self._as.relation(
            [self._as.sign(part) if isinstance(part, str) else self.integer(part) for part in parts]
        )

    # formulas

    def term(self, term: Term, level: int = ADDED) -> str:
        match term:
            case Num(value=value):
                return self._number(value, level)
            case Int(expr=expr):
                return self.integer(expr, level)
            case Access():
                return self._access(term)
            case Apply(function=function, args=args):
                return self._as.apply(self._as.tensor(function), [self.term(arg) for arg in args])
            case Add():
                return self._wrapped(self._as.loose(self._signed_terms(term)), level, ADDED)
            case Sum() | Max():
                return self._binder(term, level)
            case Pow(exponent=exponent) if exponent > 0:
                return self._as.power(self.term(term.base, BASE), exponent)
        return self._signed(term, level)

    def summands(self, term: Term) -> list[str]:
        """The term cut before every + and - on its outermost level."""
        if not isinstance(term, Add):
            return [self.term(term)]
        first, *rest = self._signed_terms(term)
        return [self._as.loose([first]), *(f"{sign} {part}" for sign, part in rest)]

    def _signed_terms(self, term: Add) -> list[tuple[str, str]]:
        return [self._sign_and_size(arg) for arg in term.args] or [("+", self._as.number(0))]

    def _wrapped(self, shown: str, level: int, natural: int) -> str:
        return shown if level <= natural else self._as.parens(shown)

    def _number(self, value: Fraction, level: int) -> str:
        if value.denominator == 1:
            sign, size = "-" if value < 0 else "+", self._as.number(abs(value.numerator))
            shown = self._as.loose([(sign, size)])
            return self._wrapped(shown, level, BASE if value >= 0 else MULTIPLIED)
        return self._signed(Mul((Num(value),)), level)

    def _signed(self, term: Term, level: int) -> str:
        sign, shown = self._sign_and_size(term)
        return self._wrapped(self._as.loose([(sign, shown)]), level, MULTIPLIED)

    def _sign_and_size(self, term: Term) -> tuple[str, str]:
        """A summand as its sign and what follows it."""
        match term:
            case Num(value=value) if value < 0:
                return "-", self._number(-value, MULTIPLIED)
            case Int(expr=expr) if len(expr.terms) == 1 and expr.terms[0][1] < 0:
                return "-", self.integer(-expr, MULTIPLIED)
            case Mul(args=(Num(value=value), *rest)) if value < 0:
                return "-", self._product((Num(-value), *rest))
            case Mul(args=args):
                return "+", self._product(args)
            case Pow(exponent=exponent) if exponent < 0:
                return "+", self._product((term,))
        return "+", self.term(term, MULTIPLIED)

    def _product(self, args: Sequence[Term]) -> str:
        top, bottom = _over_and_under(args)
        if not bottom:
            return self._factors(top, last_is_open=True)
        if self._as.stacked:
            return self._as.quotient(self._stacked(top), self._stacked(bottom))
        over, under = (self._factors(part, last_is_open=False) for part in (top, bottom))
        return self._as.quotient(over, under if len(bottom) == 1 else self._as.parens(under))

    def _stacked(self, factors: list[Term]) -> str:
        return self.term(factors[0]) if len(factors) == 1 else self._factors(factors, True)

    def _factors(self, factors: list[Term], last_is_open: bool) -> str:
        """Factors side by side; only the last may be a sum that reaches to the end."""
        shown = [self.term(factor, FACTOR) for factor in factors]
        if last_is_open and factors and isinstance(factors[-1], Binder):
            shown[-1] = self.term(factors[-1], MULTIPLIED)
        return self._as.product(shown) if shown else self._as.number(1)

    def _binder(self, term: Binder, level: int) -> str:
        bracket = isinstance(term, Sum) and not term.names
        if bracket and term.body is Num(Fraction(1)):
            return self._heading(term)
        joined = (self._heading(term), self._body(term))
        shown = self._as.product(joined) if bracket else self._as.reach(*joined)
        return self._wrapped(shown, level, MULTIPLIED)

    def _heading(self, term: Binder) -> str:
        """All of a sum, a maximum or a bracket but its body."""
        if isinstance(term, Max):
            return self._as.greatest(*self._head(term))
        if not term.names:
            return self._as.bracket([self.relation(one) for one in relations(term.conds)])
        return self._as.sum(*self._head(term))

    def _head(self, term: Binder) -> tuple[list[Shown], list[str]]:
        """The variables with their ends, and the other conditions."""
        found, rest = ranges(term)
        shown: list[Shown] = [
            (
                self._names.shown(one.name),
                one.ends and (self.integer(one.ends[0]), self.integer(one.ends[1])),
            )
            for one in found
        ]
        return shown, [self.relation(one) for one in relations(rest)]

    def _body(self, term: Binder) -> str:
        sign, shown = self._sign_and_size(term.body)
        return shown if sign == "+" else self._as.parens(self._as.loose([(sign, shown)]))

    def _access(self, term: Access) -> str:
        indices = [self._index(term, k) for k in range(len(term.indices))]
        name = self._tensor(term.tensor)
        return self._as.access(name, indices) if indices else name

    def _index(self, term: Access, place: int) -> str:
        return self.integer(term.indices[place])

    def _tensor(self, tensor: Tensor) -> str:
        name = self._as.tensor(tensor.name)
        if not tensor.arguments:
            return name
        return self._as.apply(name, [self._argument(one) for one in tensor.arguments])

    def _argument(self, one: Tensor | Poly | str) -> str:
        if isinstance(one, str):
            return self._as.tensor(one)
        return self._tensor(one) if isinstance(one, Tensor) else self.integer(one)


def _is_one_letter(expr: Poly) -> bool:
    """Whether nothing can come between its parts: a letter, a floor, or a number."""
    if expr.constant is not None:
        return expr.constant >= 0
    return [(len(monomial), value) for monomial, value in expr.terms] == [(1, 1)]


def _over_and_under(args: Sequence[Term]) -> tuple[list[Term], list[Term]]:
    """The factors over the line, and those under it."""
    top: list[Term] = []
    bottom: list[Term] = []
    for arg in args:
        if isinstance(arg, Pow) and arg.exponent < 0:
            bottom.append(arg.base if arg.exponent == -1 else Pow(arg.base, -arg.exponent))
        elif isinstance(arg, Num):
            top += [Num(Fraction(arg.value.numerator))] if arg.value.numerator != 1 else []
            bottom += [Num(Fraction(arg.value.denominator))] if arg.value.denominator != 1 else []
        else:
            top.append(arg)
    return top, bottom
