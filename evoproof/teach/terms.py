"""From trees of the claims language to the kernel's terms, as they are written.

The judge of claims reads one sum a range, and simplifies. Here `sum(... for a ... for b ...)` is
one sum over a and b, as it is in a derivation, so that what a reason does to a line can be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from evoproof.claims import syntax
from evoproof.claims.kinds import is_integer
from evoproof.claims.syntax import Binary, Expr, Kind, Variable
from evoproof.claims.walk import subtrees
from evoproof.judge.alternatives import Cases, OutOfFragment, both, negation
from evoproof.judge.integers import Integers
from evoproof.kernel.build import (
    access,
    add,
    bracket,
    conditions,
    exp,
    integer,
    mul,
    number,
    reciprocal,
)
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Apply, Cond, Max, Mul, Num, Pow, Sum, Tensor, Term

MINUS = number(-1)


class Terms:
    """Reads trees over `letters`, with the kernel's tensor for each of theirs."""

    def __init__(
        self, letters: Mapping[Variable, str], tensors: Mapping[syntax.Tensor, Tensor]
    ) -> None:
        self._integers = Integers(dict(letters))
        self._tensors = tensors

    def term(self, expr: Expr) -> Term:
        """The term. Raises OutOfFragment for what the kernel cannot say."""
        match expr:
            case syntax.Literal(value=value):
                return number(value)
            case syntax.Name(variable=variable) if variable.kind is Kind.SCALAR:
                return access(Tensor(variable.name, (), False, (), None, None))
            case syntax.Read(tensor=tensor, indices=indices):
                return access(self._tensors[tensor], *map(self.integer, indices))
            case syntax.Call(function=function, argument=argument):
                inside = self.term(argument)
                return exp(inside) if function == "exp" else Apply(function, (inside,))
            case syntax.Case():
                return self._case(expr)
            case syntax.Reduce():
                return self._reduce(expr)
        return self._whole(expr) if _is_whole(expr) else self._operation(expr)

    def integer(self, expr: Expr) -> Poly:
        return self._integers.single(expr, "an index or a bound")

    def _whole(self, expr: Expr) -> Term:
        parts = self._integers.value(expr)
        return add(*(bracket(case, integer(value)) if case else integer(value)
                     for case, value in parts))  # fmt: skip

    def _operation(self, expr: Expr) -> Term:
        match expr:
            case syntax.Negative(operand=operand):
                return _negative(self.term(operand))
            case syntax.Power(base=base, exponent=exponent):
                return Pow(self.term(base), exponent) if exponent else number(1)
            case syntax.Extreme(which="max", args=args):
                return Apply("max", tuple(map(self.term, args)))
            case syntax.Extreme(args=args):
                return _negative(Apply("max", tuple(_negative(self.term(one)) for one in args)))
            case Binary(operator="+" | "-"):
                return add(*self._summands(expr))
            case Binary():
                return mul(*self._factors(expr))
        raise TypeError(f"unknown expression {expr!r}")

    def _summands(self, expr: Expr) -> list[Term]:
        """The terms of a chain of + and -, which Python reads from the left."""
        if _is_whole(expr) or not isinstance(expr, Binary) or expr.operator not in ("+", "-"):
            return [self.term(expr)]
        last = self.term(expr.right)
        return [*self._summands(expr.left), last if expr.operator == "+" else _negative(last)]

    def _factors(self, expr: Expr) -> list[Term]:
        """The factors of a chain of * and /; what is divided by is one with the exponent -1."""
        if _is_whole(expr) or not isinstance(expr, Binary) or expr.operator not in ("*", "/"):
            return [self.term(expr)]
        before, last = self._factors(expr.left), self.term(expr.right)
        if expr.operator == "*":
            return [*before, last]
        if isinstance(last, Num) and last.value:
            if len(before) == 1 and isinstance(before[0], Num):
                return [number(before[0].value / last.value)]
            return [*before, number(Fraction(1) / last.value)]
        return [reciprocal(last)] if before == [number(1)] else [*before, reciprocal(last)]

    def _case(self, expr: syntax.Case) -> Term:
        """[C] x + [not C] y."""
        holds = self._integers.test(expr.condition)
        parts = [bracket(case, self.term(expr.then)) for case in holds]
        otherwise = self.term(expr.otherwise)
        if otherwise is not number(0):
            parts += [bracket(case, otherwise) for case in negation(holds)]
        return add(*parts) if parts else number(0)

    def _reduce(self, expr: syntax.Reduce) -> Term:
        names: list[str] = []
        conds: list[Cond] = []
        for one in expr.ranges:
            self._integers.names[one.variable] = one.variable.name
            names.append(one.variable.name)
            conds += _single(self._range(one))
        body = self.term(expr.body)
        if expr.which == "sum":
            return Sum(tuple(names), conditions(conds), body)
        if expr.which == "max":
            return Max(tuple(names), conditions(conds), body)
        return _negative(Max(tuple(names), conditions(conds), _negative(body)))

    def _range(self, one: syntax.Range) -> Cases:
        index = syntax.Name(one.variable)
        cases = both(
            self._integers.bound("<=", one.start, index),
            self._integers.bound("<", index, one.stop),
        )
        for test in one.conditions:
            cases = both(cases, self._integers.test(test))
        return cases


def _is_whole(expr: Expr) -> bool:
    """Whether it is one integer expression; a case distinction is a bracket, a factor apart."""
    return is_integer(expr) and not any(isinstance(one, syntax.Case) for one in subtrees(expr))


def _single(cases: Cases) -> Sequence[Cond]:
    if len(cases) != 1:
        raise OutOfFragment("a range with cases (or, !=, not) is not supported here")
    return cases[0]


def _negative(term: Term) -> Term:
    match term:
        case Num(value=value):
            return number(-value)
        case Mul(args=(Num(value=value), *rest)):
            return Mul((number(-value), *rest))
        case Mul(args=args):
            return Mul((MINUS, *args))
    return mul(MINUS, term)
