"""Maxima of real numbers by cases: `agree`, decided by z3 in linear real arithmetic.

A formula is a polynomial over its atoms (`ring`). A monomial that is no maximum is an unknown real
number, the same one wherever it stands: what holds for all real numbers holds for its values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import z3

from evoproof.kernel.arithmetic import BUDGET, checked, context, exhausted
from evoproof.kernel.build import integer
from evoproof.kernel.ring import Monomial, Ring, to_ring
from evoproof.kernel.terms import Apply, Cond, Divides, Eq, Ge, Term


def agree(given: Iterable[Cond], left: Term, right: Term) -> bool:
    """Whether left = right for all real values of their atoms that `given` allows.

    An exp is positive, and the conditions hold of the integers that stand in the formulas. False
    where z3 does not show it.
    """
    if not all(issubclass(type(cond), Cond) for cond in given):
        raise TypeError("not conditions: what only looks like one would hold of anything")
    solver = z3.SimpleSolver(ctx=context())
    solver.set("rlimit", BUDGET)
    linear = _Linear()
    solver.add(linear.value(to_ring(left)) != linear.value(to_ring(right)))
    solver.add(*(linear.condition(cond) for cond in given))
    solver.add(*linear.facts)
    return not exhausted() and bool(checked(solver) == z3.unsat)


class _Linear:
    """Formulas as terms of z3; `facts` is what holds of the unknowns that stand in them.

    Unknowns are numbered: a text could be the same for two monomials.
    """

    def __init__(self) -> None:
        self.facts: list[Any] = []
        self._unknowns: dict[Monomial, Any] = {}

    def value(self, ring: Ring) -> Any:
        parts = [
            z3.Q(c.numerator, c.denominator, context()) * self._monomial(m) for m, c in ring.items()
        ]
        return z3.Sum(*parts) if parts else z3.RealVal(0, context())

    def condition(self, cond: Cond) -> Any:
        match cond:
            case Ge(expr=expr):
                return self.value(to_ring(integer(expr))) >= 0
            case Eq(expr=expr):
                return self.value(to_ring(integer(expr))) == 0
            case Divides():
                return z3.BoolVal(True, context())
        raise TypeError(f"unknown condition {cond!r}")

    def _monomial(self, monomial: Monomial) -> Any:
        match monomial:
            case ():
                return z3.RealVal(1, context())
            case ((Apply(function="max", args=args), (1, 0)),):
                return self._greatest([self.value(to_ring(arg)) for arg in args])
        if monomial not in self._unknowns:
            unknown = self._unknowns[monomial] = z3.Real(f"x{len(self._unknowns)}", context())
            if all(isinstance(atom, Apply) and atom.function == "exp" for atom, _ in monomial):
                self.facts.append(unknown > 0)
        return self._unknowns[monomial]

    def _greatest(self, values: list[Any]) -> Any:
        """A new unknown that is one of the values and at least each of them."""
        greatest = z3.Real(f"max {len(self.facts)}", context())
        self.facts += [greatest >= value for value in values]
        self.facts.append(z3.Or(*(greatest == value for value in values)))
        return greatest
