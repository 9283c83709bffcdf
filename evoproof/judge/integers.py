"""Integer expressions and conditions of a claim, by cases, in the kernel's polynomials."""

from __future__ import annotations

from functools import partial, reduce

from evoproof.claims import syntax
from evoproof.claims.syntax import Binary, Expr, Extreme, Test, Variable
from evoproof.judge.alternatives import (
    Alternatives,
    Cases,
    OutOfFragment,
    both,
    choices,
    combined,
    compare,
    either,
    few,
    greatest,
    negation,
    together,
)
from evoproof.kernel.poly import ONE, Poly, floor, poly

MOST_MONOMIALS = 2_000
"""How many monomials an integer expression may be multiplied out to."""

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Integers:
    """Writes integer expressions; `names` are those that the variables have in the terms."""

    def __init__(self, names: dict[Variable, str]) -> None:
        self.names = names

    def single(self, expr: Expr, what: str) -> Poly:
        """An expression that has to be without cases. Raises OutOfFragment, naming it `what`."""
        found = self.value(expr)
        if len(found) != 1:
            raise OutOfFragment(f"{what} has cases (min, max or if): not supported by the prover")
        return found[0][1]

    def test(self, test: Test) -> Cases:
        """A condition as disjoint cases."""
        match test:
            case syntax.Compare(operator=operator, left=left, right=right):
                return self.bound(operator, left, right)
            case syntax.Junction(operator=operator, args=args):
                join = both if operator == "and" else either
                return reduce(join, (self.test(arg) for arg in args))
            case syntax.Not(operand=operand):
                return negation(self.test(operand))
        raise TypeError(f"unknown condition {test!r}")

    def bound(self, operator: str, left: Expr, right: Expr) -> Cases:
        """k < min(a, b) is k < a and k < b: no case of which is the smaller one is needed."""
        if isinstance(right, Extreme) and operator in MIRRORED:
            met = [self.bound(operator, left, one) for one in right.args]
            every = (right.which == "min") == (operator in ("<", "<="))
            return reduce(both if every else either, met)
        if isinstance(left, Extreme) and operator in MIRRORED:
            return self.bound(MIRRORED[operator], right, left)
        return self._compared(operator, self.value(left), self.value(right))

    def _compared(self, operator: str, left: Alternatives, right: Alternatives) -> Cases:
        found: Cases = []
        for case, value in left:
            for other, against in right:
                found += both([together(case, other)], compare(operator, value, against))
        return few(found)

    def value(self, expr: Expr) -> Alternatives:
        """An integer expression by cases."""
        match expr:
            case syntax.Literal(value=value):
                return [((), poly(value))]
            case syntax.Name(variable=variable):
                return [((), poly(self.names[variable]))]
            case syntax.Negative(operand=operand):
                return combined([self.value(operand)], Poly.__neg__)
            case syntax.Power(base=base, exponent=exponent):
                return combined(
                    [self.value(base)],
                    lambda value: reduce(_product, [value] * exponent, ONE),
                )
            case Binary(operator=operator, left=left, right=right):
                parts = [self.value(left), self.value(right)]
                return combined(parts, partial(_arithmetic, operator))
            case Extreme(which=which, args=args):
                return self._extreme(which, [self.value(arg) for arg in args])
            case syntax.Case(condition=condition, then=then, otherwise=otherwise):
                holds = self.test(condition)
                chosen = [(holds, then), (negation(holds), otherwise)]
                return [
                    (together(case, inner), value)
                    for cases, branch in chosen
                    for case in cases
                    for inner, value in self.value(branch)
                ]
        raise TypeError(f"not an integer expression: {expr!r}")

    def _extreme(self, which: str, parts: list[Alternatives]) -> Alternatives:
        found: Alternatives = []
        for case, values in choices(parts):
            for inner, value in greatest(which, values):
                found.append((together(case, inner), value))
        few([case for case, _ in found])
        return found


def _arithmetic(operator: str, left: Poly, right: Poly) -> Poly:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return _product(left, right)
        case "//":
            return floor(left, right)
        case "%":
            return left - _product(right, floor(left, right))
    raise TypeError(f"{operator} is not an operation on integers")


def _product(left: Poly, right: Poly) -> Poly:
    if len(left.terms) * len(right.terms) > MOST_MONOMIALS:
        raise OutOfFragment("an integer expression is too large to multiply out")
    return left * right
