"""Claims as terms of the kernel: a case distinction is a sum of brackets, a name stays a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce

from evoproof.claims import syntax
from evoproof.claims.syntax import Binary, Expr, Extreme, Kind, Test, Variable
from evoproof.judge.alternatives import (
    Alternatives,
    Case,
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
)
from evoproof.kernel.build import (
    access,
    add,
    at_least,
    bracket,
    conditions,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
)
from evoproof.kernel.poly import ONE, Poly, floor, poly
from evoproof.kernel.substitution import fresh, map_cond
from evoproof.kernel.terms import Apply, Cond, Max, Num, Tensor, Term


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that has to hold where it is reached: a maximum is over something."""

    given: Case
    goal: Cond
    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A claim: under each conjunction of `given`, left = right."""

    given: tuple[Case, ...]
    left: Term
    right: Term
    obligations: tuple[Obligation, ...] = ()


def to_terms(claim: syntax.Claim) -> Formula:
    """The claim in the kernel's terms. Raises OutOfFragment for what they cannot say."""
    writer = _Writer(claim)
    given = writer.hypotheses()
    left, right = writer.real(claim.left), writer.real(claim.right)
    return Formula(tuple(given), left, right, tuple(writer.obligations))


class _Writer:
    """Writes the expressions of one claim; `inside` are the conditions of the place."""

    def __init__(self, claim: syntax.Claim) -> None:
        self.claim = claim
        self.names = {variable: variable.name for variable in claim.variables}
        self.inside: Case = ()
        self.obligations: list[Obligation] = []
        self.tensors = {one: self._tensor(one) for one in claim.tensors}

    def _tensor(self, one: syntax.Tensor) -> Tensor:
        shape = tuple(self._single(size, f"the shape of {one.name}") for size in one.shape)
        return Tensor(one.name, shape, one.padded, (), None, None)

    def _single(self, expr: Expr, what: str) -> Poly:
        found = self.integer(expr)
        if len(found) != 1:
            raise OutOfFragment(f"{what} has cases (min, max or if): not supported by the prover")
        return found[0][1]

    def hypotheses(self) -> Cases:
        """Sizes are >= 0, free indices in their ranges, and what is given, as cases."""
        cases: Cases = [()]
        for variable in self.claim.variables:
            if variable.kind is Kind.SIZE:
                cases = both(cases, [(at_least(variable.name, 0),)])
            elif variable.kind is Kind.INDEX and variable.extent is not None:
                index = syntax.Name(variable)
                cases = both(cases, [(at_least(variable.name, 0),)])
                cases = both(cases, self._bound("<", index, variable.extent))
        for test in self.claim.given:
            cases = both(cases, self.test(test))
        return cases

    # Conditions

    def test(self, test: Test) -> Cases:
        match test:
            case syntax.Compare(operator=operator, left=left, right=right):
                return self._bound(operator, left, right)
            case syntax.Junction(operator=operator, args=args):
                join = both if operator == "and" else either
                return reduce(join, (self.test(arg) for arg in args))
            case syntax.Not(operand=operand):
                return negation(self.test(operand))
        raise TypeError(f"unknown condition {test!r}")

    def _bound(self, operator: str, left: Expr, right: Expr) -> Cases:
        """k < min(a, b) is k < a and k < b: no case of which is the smaller one is needed."""
        mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        if isinstance(right, Extreme) and operator in mirrored:
            met = [self._bound(operator, left, one) for one in right.args]
            every = (right.which == "min") == (operator in ("<", "<="))
            return reduce(both if every else either, met)
        if isinstance(left, Extreme) and operator in mirrored:
            return self._bound(mirrored[operator], right, left)
        return self._compared(operator, self.integer(left), self.integer(right))

    def _compared(self, operator: str, left: Alternatives, right: Alternatives) -> Cases:
        found: Cases = []
        for case, value in left:
            for other, against in right:
                found += both([conditions([*case, *other])], compare(operator, value, against))
        return few(found)

    # Integers

    def integer(self, expr: Expr) -> Alternatives:
        match expr:
            case syntax.Literal(value=value):
                return [((), poly(value))]
            case syntax.Name(variable=variable):
                return [((), poly(self.names[variable]))]
            case syntax.Negative(operand=operand):
                return combined([self.integer(operand)], Poly.__neg__)
            case syntax.Power(base=base, exponent=exponent):
                return combined(
                    [self.integer(base)],
                    lambda value: reduce(Poly.__mul__, [value] * exponent, ONE),
                )
            case Binary(operator=operator, left=left, right=right):
                parts = [self.integer(left), self.integer(right)]
                return combined(parts, partial(_arithmetic, operator))
            case Extreme(which=which, args=args):
                return self._extreme(which, [self.integer(arg) for arg in args])
            case syntax.Case(condition=condition, then=then, otherwise=otherwise):
                holds = self.test(condition)
                chosen = [(holds, then), (negation(holds), otherwise)]
                return [
                    (conditions([*case, *inner]), value)
                    for cases, branch in chosen
                    for case in cases
                    for inner, value in self.integer(branch)
                ]
        raise TypeError(f"not an integer expression: {expr!r}")

    def _extreme(self, which: str, parts: list[Alternatives]) -> Alternatives:
        found: Alternatives = []
        for case, values in choices(parts):
            for inner, value in greatest(which, values):
                found.append((conditions([*case, *inner]), value))
        few([case for case, _ in found])
        return found

    # Real numbers

    def real(self, expr: Expr) -> Term:
        match expr:
            case syntax.Literal(value=value):
                return number(value)
            case syntax.Name(variable=variable) if variable.kind is Kind.SCALAR:
                return access(Tensor(variable.name, (), False, (), None, None))
            case syntax.Read(tensor=tensor, indices=indices):
                return self._read(self.tensors[tensor], [self.integer(one) for one in indices])
            case syntax.Call(function="exp", argument=argument):
                return exp(self.real(argument))
            case syntax.Call(function=function, argument=argument):
                return Apply(function, (self.real(argument),))
            case syntax.Case():
                return self._case(expr)
            case syntax.Reduce():
                return self._reduce(expr)
            case Extreme(which=which, args=args) if not _is_integer(expr):
                return _maximum(which, [self.real(arg) for arg in args])
            case syntax.Negative(operand=operand):
                return mul(number(-1), self.real(operand))
            case syntax.Power(base=base, exponent=exponent):
                return mul(*[self.real(base)] * exponent) if exponent else number(1)
            case Binary(operator="+" | "-" | "*" | "/"):
                return self._binary(expr)
        return _by_cases((case, integer(value)) for case, value in self.integer(expr))

    def _binary(self, expr: Binary) -> Term:
        left, right = self.real(expr.left), self.real(expr.right)
        match expr.operator:
            case "+":
                return add(left, right)
            case "-":
                return add(left, mul(number(-1), right))
            case "*":
                return mul(left, right)
        if isinstance(right, Num):
            return mul(left, number(Fraction(1) / right.value if right.value else 0))
        return mul(left, reciprocal(right))

    def _read(self, tensor: Tensor, indices: list[Alternatives]) -> Term:
        return _by_cases((case, access(tensor, *at)) for case, at in choices(indices))

    def _case(self, expr: syntax.Case) -> Term:
        holds = self.test(expr.condition)
        parts: list[tuple[Case, Term]] = []
        for cases, branch in ((holds, expr.then), (negation(holds), expr.otherwise)):
            for case in cases:
                with self._under(case):
                    parts.append((case, self.real(branch)))
        kept = [part for part in parts if part[1] is not number(0)]
        return _by_cases(kept) if kept else number(0)

    @contextmanager
    def _under(self, case: Case) -> Iterator[None]:
        outer = self.inside
        self.inside = conditions([*outer, *case])
        yield
        self.inside = outer

    def _reduce(self, expr: syntax.Reduce) -> Term:
        if expr.which == "sum":
            return self._ranges(list(expr.ranges), expr.body)
        return self._greatest(expr)

    def _ranges(self, ranges: Sequence[syntax.Range], body: Expr) -> Term:
        """One sum a range, and one more for each further case of its conditions."""
        if not ranges:
            return self.real(body)
        parts = []
        with self._binding(ranges[0].variable) as name:
            for case in self._range(ranges[0]):
                with self._under(case):
                    parts.append(sum_over([name], case, self._ranges(ranges[1:], body)))
        return add(*parts) if parts else number(0)

    @contextmanager
    def _binding(self, *variables: Variable) -> Iterator[str]:
        """A name of its own for each variable while it is in scope; the first one's is given."""
        for variable in variables:
            self.names[variable] = fresh(variable.name, frozenset(self.names.values()))
        yield self.names[variables[0]]
        for variable in variables:
            del self.names[variable]

    def _range(self, one: syntax.Range) -> Cases:
        index = syntax.Name(one.variable)
        cases = both(self._bound("<=", one.start, index), self._bound("<", index, one.stop))
        for test in one.conditions:
            cases = both(cases, self.test(test))
        return cases

    def _greatest(self, expr: syntax.Reduce) -> Term:
        """max over all ranges together; min is minus the max of the negative."""
        variables = [one.variable for one in expr.ranges]
        with self._binding(*variables):
            cases: Cases = [()]
            for one in expr.ranges:
                self._oblige(expr, one, cases)
                cases = both(cases, self._range(one))
            if len(cases) != 1:
                raise OutOfFragment(f"a {expr.which} over a range with cases is not supported")
            with self._under(cases[0]):
                body = self.real(expr.body)
            names = tuple(self.names[variable] for variable in variables)
        if expr.which == "max":
            return Max(names, cases[0], body)
        return mul(number(-1), Max(names, cases[0], mul(number(-1), body)))

    def _oblige(self, expr: syntax.Reduce, one: syntax.Range, outer: Cases) -> None:
        """The range is not empty: its first value is in it, whatever the outer ones are."""
        first = self._single(one.start, "the start of a maximum's range")
        name = self.names[one.variable]
        for case in outer:
            for inside in self._range(one):
                goals = [map_cond(cond, lambda e: e.replace({name: first})) for cond in inside]
                known = conditions([*self.inside, *case])
                text = f"the {expr.which} over {one.variable.name} is over something"
                self.obligations += [Obligation(known, goal, text) for goal in goals]


def _by_cases(parts: Iterator[tuple[Case, Term]] | Sequence[tuple[Case, Term]]) -> Term:
    return add(*(bracket(case, term) if case else term for case, term in parts))


def _arithmetic(operator: str, left: Poly, right: Poly) -> Poly:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "//":
            return floor(left, right)
        case "%":
            return left - right * floor(left, right)
    raise TypeError(f"{operator} is not an operation on integers")


def _maximum(which: str, args: list[Term]) -> Term:
    if which == "max":
        return Apply("max", tuple(args))
    negative = Apply("max", tuple(mul(number(-1), arg) for arg in args))
    return mul(number(-1), negative)


def _is_integer(expr: Expr) -> bool:
    match expr:
        case syntax.Literal():
            return True
        case syntax.Name(variable=variable):
            return variable.kind is not Kind.SCALAR
        case syntax.Negative(operand=operand):
            return _is_integer(operand)
        case syntax.Power(base=base):
            return _is_integer(base)
        case Binary(operator=operator, left=left, right=right):
            return operator != "/" and _is_integer(left) and _is_integer(right)
        case Extreme(args=args):
            return all(map(_is_integer, args))
        case syntax.Case(then=then, otherwise=otherwise):
            return _is_integer(then) and _is_integer(otherwise)
    return False
