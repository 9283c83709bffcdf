"""Claims as terms of the kernel: a case distinction is a sum of brackets, a name stays a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction

from evoproof.claims import syntax
from evoproof.claims.kinds import is_integer
from evoproof.claims.syntax import Binary, Expr, Extreme, Kind, Variable
from evoproof.claims.walk import subtrees
from evoproof.judge.alternatives import (
    Case,
    Cases,
    OutOfFragment,
    both,
    choices,
    negation,
)
from evoproof.judge.integers import Integers
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
from evoproof.kernel.substitution import fresh, map_cond
from evoproof.kernel.terms import Apply, Cond, Max, Num, Tensor, Term

MOST_PARTS = 20_000
"""How many parts a claim may have when its case distinctions are written out."""


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


def to_terms(claim: syntax.Claim, given: tuple[Case, ...] | None = None) -> Formula:
    """The claim in the kernel's terms. Raises OutOfFragment for what they cannot say.

    `given` are its conditions, where they are in these terms already.
    """
    writer = _Writer(claim)
    if given is None:
        given = tuple(conditions(case) for case in writer.hypotheses())
    left, right = writer.real(claim.left), writer.real(claim.right)
    return Formula(given, left, right, tuple(writer.obligations))


class _Writer:
    """Writes the expressions of one claim; `inside` are the conditions of the place."""

    def __init__(self, claim: syntax.Claim) -> None:
        self.claim = claim
        self.names = {variable: variable.name for variable in claim.variables}
        self.integers = Integers(self.names)
        self.inside: Case = ()
        self.written = 0
        self.obligations: list[Obligation] = []
        self.tensors = {one: self._tensor(one) for one in claim.tensors}

    def _tensor(self, one: syntax.Tensor) -> Tensor:
        shape = tuple(self.integers.single(size, f"the shape of {one.name}") for size in one.shape)
        return Tensor(one.name, shape, one.padded, (), None, None)

    def hypotheses(self) -> Cases:
        """Sizes are >= 0, free indices in their ranges, and what is given, as cases."""
        cases: Cases = [()]
        for variable in self.claim.variables:
            if variable.kind is Kind.SIZE:
                cases = both(cases, [(at_least(variable.name, 0),)])
            elif variable.kind is Kind.INDEX and variable.extent is not None:
                index = syntax.Name(variable)
                cases = both(cases, [(at_least(variable.name, 0),)])
                cases = both(cases, self.integers.bound("<", index, variable.extent))
        for test in self.claim.given:
            cases = both(cases, self.integers.test(test))
        return cases

    def real(self, expr: Expr) -> Term:
        self.written += 1
        if self.written > MOST_PARTS:
            raise OutOfFragment(f"more than {MOST_PARTS} parts once its cases are written out")
        match expr:
            case syntax.Literal(value=value):
                return number(value)
            case syntax.Name(variable=variable) if variable.kind is Kind.SCALAR:
                return access(Tensor(variable.name, (), False, (), None, None))
            case syntax.Read(tensor=tensor, indices=indices):
                return self._read(self.tensors[tensor], indices)
            case syntax.Call(function="exp", argument=argument):
                return exp(self.real(argument))
            case syntax.Call(function=function, argument=argument):
                return Apply(function, (self.real(argument),))
            case syntax.Case():
                return self._case(expr)
            case syntax.Reduce():
                return self._reduce(expr)
            case Extreme(which=which, args=args) if not is_integer(expr):
                return _maximum(which, [self.real(arg) for arg in args])
            case syntax.Negative(operand=operand):
                return mul(number(-1), self.real(operand))
            case syntax.Power(base=base, exponent=exponent):
                return mul(*[self.real(base)] * exponent) if exponent else number(1)
            case Binary(operator="+" | "-" | "*" | "/"):
                return self._binary(expr)
        return _by_cases((case, integer(value)) for case, value in self.integers.value(expr))

    def _binary(self, expr: Binary) -> Term:
        left, right = self.real(expr.left), self.real(expr.right)
        match expr.operator:
            case "+":
                return add(left, right)
            case "-":
                return add(left, mul(number(-1), right))
            case "*":
                return mul(left, right)
        if isinstance(right, Num) and right.value:
            return mul(left, number(Fraction(1) / right.value))
        return mul(left, reciprocal(right))

    def _read(self, tensor: Tensor, indices: Sequence[Expr]) -> Term:
        values = [self.integers.value(index) for index in indices]
        return _by_cases((case, access(tensor, *at)) for case, at in choices(values))

    def _case(self, expr: syntax.Case) -> Term:
        """[C] x + [not C] y, or y + [C] (x - y) where y is read anywhere and not C has cases."""
        holds = self.integers.test(expr.condition)
        fails = negation(holds)
        if len(fails) > 1 and _is_anywhere(expr.otherwise):
            otherwise = self.real(expr.otherwise)
            difference = mul(number(-1), otherwise)
            parts = self._branch(holds, expr.then)
            return add(otherwise, *(bracket(case, add(term, difference)) for case, term in parts))
        parts = [*self._branch(holds, expr.then), *self._branch(fails, expr.otherwise)]
        kept = [part for part in parts if part[1] is not number(0)]
        return _by_cases(kept) if kept else number(0)

    def _branch(self, cases: Cases, branch: Expr) -> list[tuple[Case, Term]]:
        parts: list[tuple[Case, Term]] = []
        for case in cases:
            with self._under(case):
                parts.append((case, self.real(branch)))
        return parts

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
        cases = both(
            self.integers.bound("<=", one.start, index), self.integers.bound("<", index, one.stop)
        )
        for test in one.conditions:
            cases = both(cases, self.integers.test(test))
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
            return Max(names, conditions(cases[0]), body)
        return mul(number(-1), Max(names, conditions(cases[0]), mul(number(-1), body)))

    def _oblige(self, expr: syntax.Reduce, one: syntax.Range, outer: Cases) -> None:
        """The range is not empty: its first value is in it, whatever the outer ones are."""
        first = self.integers.single(one.start, "the start of a maximum's range")
        name = self.names[one.variable]
        for case in outer:
            for inside in self._range(one):
                goals = [map_cond(cond, lambda e: e.replace({name: first})) for cond in inside]
                known = conditions([*self.inside, *case])
                text = f"the {expr.which} over {one.variable.name} is over something"
                self.obligations += [Obligation(known, goal, text) for goal in goals]


def _by_cases(parts: Iterator[tuple[Case, Term]] | Sequence[tuple[Case, Term]]) -> Term:
    return add(*(bracket(case, term) if case else term for case, term in parts))


def _maximum(which: str, args: list[Term]) -> Term:
    if which == "max":
        return Apply("max", tuple(args))
    negative = Apply("max", tuple(mul(number(-1), arg) for arg in args))
    return mul(number(-1), negative)


def _is_anywhere(expr: Expr) -> bool:
    """Whether the expression has a meaning without what guards it: nothing in it has a range."""
    parts = list(subtrees(expr))
    if any(isinstance(part, syntax.Read | syntax.Reduce | syntax.Case) for part in parts):
        return False
    divisions = (part for part in parts if isinstance(part, Binary))
    return not any(part.operator in ("//", "%") for part in divisions)
