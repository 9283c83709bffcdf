"""Side conditions on integers, shown by z3 afresh. Maxima of reals are in `reals`."""

from __future__ import annotations

from typing import Any

import z3

from evoproof.replay.integers import Floor, Poly
from evoproof.replay.terms import Cond, Conds

BUDGET = 4_000_000
"""z3's resource units for one question: not the clock, so that the answer is the same anywhere."""


class Decider:
    """Asks z3 once for every question. A floor says something only where its divisor is >= 1."""

    def __init__(self) -> None:
        self._answers: dict[tuple[Conds, Cond], bool] = {}

    def shows(self, given: Conds, goal: Cond) -> bool:
        """Whether z3 shows, for all integers, that `given` implies `goal`."""
        if (given, goal) not in self._answers:
            self._answers[given, goal] = goal in given or _unsatisfiable(given, goal)
        return self._answers[given, goal]


def _unsatisfiable(given: Conds, goal: Cond) -> bool:
    question = _Question()
    facts = [question.formula(cond) for cond in sorted(given, key=repr)]
    facts.append(z3.Not(question.formula(goal)))
    solver = z3.SimpleSolver()
    solver.set("rlimit", BUDGET)
    solver.add(*facts, *question.axioms)
    return bool(solver.check() == z3.unsat)


class _Question:
    """The formulas of one question, with one unknown for each of its floors."""

    def __init__(self) -> None:
        self.floors: dict[Floor, Any] = {}
        self.axioms: list[Any] = []

    def formula(self, cond: Cond) -> Any:
        value = self.integer(cond.expr)
        if cond.kind == ">=":
            return value >= 0
        return value == 0 if cond.kind == "=" else value % cond.modulus == 0

    def integer(self, expr: Poly) -> Any:
        products = sorted(expr.terms.items(), key=lambda item: repr(Poly({item[0]: 1})))
        total: Any = z3.IntVal(0)
        for monomial, number in products:
            product: Any = z3.IntVal(number)
            for atom, power in sorted(monomial, key=lambda pair: repr(pair[0])):
                for _ in range(power):
                    product = product * self.atom(atom)
            total = total + product
        return total

    def atom(self, atom: str | int | Floor) -> Any:
        if not isinstance(atom, Floor):
            return z3.Int(str(atom))
        if atom not in self.floors:
            top, bottom = self.integer(atom.top), self.integer(atom.bottom)
            value = self.floors[atom] = z3.Int(f"//{len(self.floors)}")
            between = z3.And(bottom * value <= top, top < bottom * value + bottom)
            self.axioms.append(z3.Implies(bottom >= 1, between))
        return self.floors[atom]
