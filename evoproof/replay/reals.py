"""Equations between maxima of real numbers, shown by z3 in linear arithmetic.

Every monomial of a term (see `field`) is an unknown real number, but max(a, b, ...): this is a
choice between its values. An exp is positive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import z3

from evoproof.replay.alpha import key, numbered
from evoproof.replay.decide import BUDGET
from evoproof.replay.field import Monomial, Ring, polynomial
from evoproof.replay.terms import Add, Apply, Cond, Conds, Mul, Pow, Term, value


def agree(known: Conds, left: Term, right: Term) -> bool:
    """Whether z3 shows left = right for all reals that satisfy the linear conditions."""
    question = _Question()
    sides = [question.term(side) for side in (left, right)]
    facts = [question.condition(cond) for cond in sorted(known, key=repr)]
    solver = z3.SimpleSolver()
    solver.set("rlimit", BUDGET)
    solver.add(sides[0] != sides[1], *facts, *question.positive())
    return bool(solver.check() == z3.unsat)


def _applications(term: Term) -> Iterator[Apply]:
    """What is applied to something outside of all other atoms."""
    match term:
        case Apply():
            yield term
        case Add() | Mul() | Pow():
            for kid in term.kids:
                yield from _applications(kid)


class _Question:
    """`_values` are the real numbers of the monomials, each its own unknown."""

    def __init__(self) -> None:
        self._applied: dict[int, Apply] = {}
        self._values: dict[Monomial, Any] = {}
        self._maxima: dict[int, Any] = {}

    def term(self, term: Term) -> Any:
        for one in _applications(term):
            self._applied.setdefault(numbered(("term", key(one))), one)
        return self._ring(polynomial(term))

    def condition(self, cond: Cond) -> Any:
        if cond.kind == "|":
            return z3.BoolVal(True)
        expr = self.term(value(cond.expr))
        return expr >= 0 if cond.kind == ">=" else expr == 0

    def positive(self) -> list[Any]:
        """That products of powers of exps are."""
        return [
            real > 0 for monomial, real in self._values.items()
            if all(self._function(atom) == "exp" for atom, _ in monomial)
        ]  # fmt: skip

    def _function(self, atom: int) -> str | None:
        return self._applied[atom].function if atom in self._applied else None

    def _ring(self, ring: Ring) -> Any:
        parts = [z3.Q(c.numerator, c.denominator) * self._monomial(m) for m, c in ring.items()]
        return z3.Sum(*parts) if parts else z3.RealVal(0)

    def _monomial(self, monomial: Monomial) -> Any:
        if not monomial:
            return z3.RealVal(1)
        (atom, powers), *rest = sorted(monomial)
        if self._function(atom) == "max" and powers == (1, 0) and not rest:
            return self._greatest(atom)
        return self._values.setdefault(monomial, z3.Real(f"r{len(self._values)}"))

    def _greatest(self, atom: int) -> Any:
        if atom not in self._maxima:
            values = [self.term(arg) for arg in self._applied[atom].args]
            greatest = values[0]
            for one in values[1:]:
                greatest = z3.If(one >= greatest, one, greatest)
            self._maxima[atom] = greatest
        return self._maxima[atom]
