"""What one search may cost: counted in work, never in time."""

from __future__ import annotations

from evoproof.errors import EvoproofError
from evoproof.kernel.arithmetic import exhausted

STEPS = 20_000
"""How many subterms may be visited."""


class OutOfBudget(EvoproofError):
    """The search was given up; nothing is known."""


class Budget:
    """One for all normalisers of a search."""

    def __init__(self, steps: int = STEPS) -> None:
        self.steps = steps

    def spend(self) -> None:
        """One more subterm. Raises OutOfBudget, also where z3 may do no more work."""
        self.steps -= 1
        if self.steps < 0:
            raise OutOfBudget("the terms grew beyond the budget of the search")
        if exhausted():
            raise OutOfBudget("the integer conditions are beyond the budget of the solver")
