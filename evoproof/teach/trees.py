"""From the kernel's terms to trees of the claims language, which `claims.text` prints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

from evoproof.claims import syntax
from evoproof.claims.names import objection
from evoproof.claims.syntax import Binary, Expr, Kind, Literal, Name, Negative, Test, Variable
from evoproof.errors import EvoproofError
from evoproof.kernel.poly import ZERO, Atom, Floor, Monomial, Poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Binder,
    Cond,
    Int,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)
from evoproof.show import text
from evoproof.show.natural import Relation, in_order, ranges, relations, remainder

_SIGNS = {"=": "=="}


class NotSayable(EvoproofError):
    """A formula that the claims language has no words for."""


def plain(name: str, taken: frozenset[str]) -> str:
    """A name of the claims language that is not taken, as like the given one as can be."""
    stem = re.sub(r"\W", "_", name).rstrip("_") or "x"
    found, number = stem, 2
    while found in taken or objection(found):
        found, number = f"{stem}_{number}", number + 1
    return found


class Trees:
    """Writes terms whose free names are `letters`, reading `tensors`; `taken` binds nothing."""

    def __init__(
        self,
        letters: Mapping[str, Variable],
        tensors: Mapping[Tensor, syntax.Tensor | Variable],
        taken: frozenset[str],
    ) -> None:
        self._letters = letters
        self._tensors = tensors
        self._taken = taken

    def term(self, term: Term) -> Expr:
        """The tree. Raises NotSayable."""
        match term:
            case Num(value=value):
                return _rational(value)
            case Int(expr=expr):
                return self.integer(expr)
            case Access():
                return self._access(term)
            case Apply():
                return self._apply(term)
            case Add(args=args):
                return self._joined([self._signed(arg) for arg in args])
            case Mul():
                return self._joined([self._signed(term)])
            case Pow(exponent=exponent) if exponent < 0:
                return self._product((term,))
            case Pow(base=base, exponent=exponent):
                return syntax.Power(self.term(base), exponent)
            case Binder():
                return self._binder(term)
        raise NotSayable(f"no words for {text(term)}")

    def _access(self, term: Access) -> Expr:
        match self._tensors[term.tensor]:
            case Variable() as scalar:
                return Name(scalar)
            case tensor:
                return syntax.Read(tensor, tuple(map(self.integer, term.indices)))

    def _apply(self, term: Apply) -> Expr:
        args = tuple(map(self.term, term.args))
        if term.function == "max" and len(args) > 1:
            return syntax.Extreme("max", args)
        if len(args) != 1 or term.function == "max":
            raise NotSayable(f"{text(term)}: a function has one argument in the claims language")
        return syntax.Call(term.function, args[0])

    def _joined(self, parts: Sequence[tuple[bool, Expr]]) -> Expr:
        """Terms with their signs: whether each is subtracted."""
        if not parts:
            return Literal(0)
        (negative, first), *rest = parts
        made = Negative(first) if negative else first
        for subtracted, part in rest:
            made = Binary("-" if subtracted else "+", made, part)
        return made

    def _signed(self, term: Term) -> tuple[bool, Expr]:
        match term:
            case Num(value=value) if value < 0:
                return True, _rational(-value)
            case Mul(args=(Num(value=value), *rest)) if value < 0:
                size = () if value == -1 and rest else (Num(-value),)
                return True, self._product((*size, *rest))
            case Mul(args=args):
                return False, self._product(args)
        return False, self.term(term)

    def _product(self, factors: Sequence[Term]) -> Expr:
        made: Expr | None = None
        for factor in factors:
            if isinstance(factor, Pow) and factor.exponent == -1:
                made = Binary("/", Literal(1) if made is None else made, self.term(factor.base))
            elif isinstance(factor, Pow) and factor.exponent < 0:
                raise NotSayable(f"no words for {text(factor)}")
            else:
                one = self.term(factor)
                made = one if made is None else Binary("*", made, one)
        return Literal(1) if made is None else made

    def _binder(self, term: Binder) -> Expr:
        if not term.names:
            return syntax.Case(self._tests(term.conds), self.term(term.body), Literal(0))
        found, others = ranges(term)
        inner, made = self, list[syntax.Range]()
        for one in found:
            if one.ends is None:
                raise NotSayable(f"{text(term)}: {one.name} has no range")
            start, stop = inner.integer(one.ends[0]), inner.integer(one.ends[1] + 1)
            inner = inner.binding(one.name)
            made.append(syntax.Range(inner._letters[one.name], start, stop))
        tests = tuple(inner._relation(one) for one in relations(others))
        last = made[-1]
        made[-1] = syntax.Range(last.variable, last.start, last.stop, tests)
        which = "sum" if isinstance(term, Sum) else "max"
        return syntax.Reduce(which, tuple(made), inner.term(term.body))

    def binding(self, *names: str, kind: Kind = Kind.BOUND) -> Trees:
        """The same with these names bound, each under a name that nothing else has."""
        inner = self
        for name in names:
            variable = Variable(plain(name, inner._taken), kind)
            letters = {**inner._letters, name: variable}
            inner = Trees(letters, inner._tensors, inner._taken | {variable.name})
        return inner

    def called(self, name: str) -> str:
        """What a name is called in the trees."""
        return self._letters[name].name

    def conditions(self, conds: Sequence[Cond]) -> list[Test]:
        return [self._relation(one) for one in relations(conds)]

    def _tests(self, conds: Sequence[Cond]) -> Test:
        tests = tuple(self.conditions(conds))
        if not tests:
            raise NotSayable("a case distinction without a condition")
        return tests[0] if len(tests) == 1 else syntax.Junction("and", tests)

    def _relation(self, parts: Relation) -> Test:
        sides = [part for part in parts if isinstance(part, Poly)]
        signs = [part for part in parts if isinstance(part, str)]
        if "divides" in signs:
            return syntax.Compare(
                "==", Binary("%", *map(self.integer, reversed(sides))), Literal(0)
            )
        shown = list(map(self.integer, sides))
        tests = [
            syntax.Compare(_SIGNS.get(sign, sign), shown[k], shown[k + 1])
            for k, sign in enumerate(signs)
        ]
        return tests[0] if len(tests) == 1 else syntax.Junction("and", tuple(tests))

    def integer(self, expr: Poly) -> Expr:
        return self._joined(self._integers(expr))

    def _integers(self, expr: Poly) -> list[tuple[bool, Expr]]:
        modulo = remainder(expr)
        if modulo is None:
            return [self._monomial(*one) for one in in_order(expr)]
        quotient, rest = modulo
        shown = Binary("%", self.integer(quotient.numerator), self.integer(quotient.denominator))
        return [(False, shown), *(self._integers(rest) if rest is not ZERO else ())]

    def _monomial(self, monomial: Monomial, coefficient: int) -> tuple[bool, Expr]:
        size = [Literal(abs(coefficient))] if abs(coefficient) != 1 or not monomial else []
        factors: list[Expr] = [*size, *map(self._atom, monomial)]
        return coefficient < 0, reduce(lambda one, other: Binary("*", one, other), factors)

    def _atom(self, atom: Atom) -> Expr:
        if isinstance(atom, Floor):
            return Binary("//", self.integer(atom.numerator), self.integer(atom.denominator))
        if atom not in self._letters:
            raise NotSayable(f"{atom} is not a letter of the claim")
        return Name(self._letters[atom])


def _rational(value: Fraction) -> Expr:
    top: Expr = Literal(abs(value.numerator))
    if value.denominator != 1:
        top = Binary("/", top, Literal(value.denominator))
    return Negative(top) if value < 0 else top
