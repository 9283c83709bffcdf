"""What is known where a step takes place, and the account of its recorded side conditions.

A rule of the checker says itself which side conditions it needs. Each must stand in the record,
with hypotheses that are known there, and is shown again; none may stand there that is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from evoproof.replay.decide import Decider
from evoproof.replay.failure import Refusal, refuse_unless
from evoproof.replay.terms import Cond, Conds

Recorded: TypeAlias = "tuple[Conds, Cond]"


class Account:
    """The recorded side conditions of one step."""

    def __init__(self, recorded: Iterable[Recorded], decider: Decider) -> None:
        self._recorded = list(recorded)
        self._used: set[int] = set()
        self._decider = decider

    def has(self, known: Conds, goal: Cond) -> bool:
        """Whether the goal is known, or recorded from what is known and shown by z3."""
        found = False
        for place, (given, recorded) in enumerate(self._recorded):
            if recorded == goal and given <= known and self._decider.shows(given, goal):
                self._used.add(place)
                found = True
        return found or goal in known

    def close(self) -> None:
        """Raise Refusal where a recorded side condition was not needed or could not be shown."""
        for place, (_, goal) in enumerate(self._recorded):
            refuse_unless(place in self._used, f"the side condition {goal} is not one of this step")


@dataclass(frozen=True)
class Facts:
    """The conditions that hold here."""

    known: Conds
    account: Account

    def under(self, names: Iterable[str], conds: Conds) -> Facts:
        """Inside a sum: what speaks of a name that it binds is forgotten, its conditions hold."""
        bound = frozenset(names)
        kept = frozenset([cond for cond in self.known if cond.free.isdisjoint(bound)])
        return replace(self, known=kept | conds)

    def forget(self, names: Iterable[str]) -> Facts:
        return self.under(names, frozenset())

    def also(self, conds: Iterable[Cond]) -> Facts:
        return replace(self, known=self.known.union(conds))

    def has(self, goal: Cond) -> bool:
        return self.account.has(self.known, goal)

    def need(self, *goals: Cond) -> None:
        """Raise Refusal for a goal that is neither known nor recorded and shown."""
        for goal in goals:
            if not self.has(goal):
                raise Refusal(f"the side condition {goal} is not recorded, or is not shown here")
