"""Records with whatever steps one likes, for the checker to refuse."""

from __future__ import annotations

from evoproof.record.tables import Tables


class Forger:
    """A record with whatever steps it is told to have."""

    def __init__(self):
        self.tables = Tables()
        self.theorems = []

    def step(self, rule, before, after, path=(), sides=(), backward=False, **arguments):
        found = {"rule": rule, "path": [*path]}
        found |= {"before": self.tables.term(before), "after": self.tables.term(after)}
        found |= {"backward": True} if backward else {}
        found |= {"arguments": arguments} if arguments else {}
        written = [
            [self.tables.context(given), self.tables.condition(goal)] for given, goal in sides
        ]
        return found | ({"sides": written} if sides else {})

    def theorem(self, left, right, steps, given=()):
        sides = {"left": self.tables.term(left), "right": self.tables.term(right)}
        hypotheses = self.tables.condition_list(given)
        self.theorems.append({"hypotheses": hypotheses, **sides, "steps": steps})
        return self

    def record(self):
        last = {key: one for key, one in self.theorems[-1].items() if key != "steps"}
        tables = self.tables
        return {
            "format": "evoproof proof", "version": 1, "name": "forged", "evoproof": "", "title": "",
            "source": "", "sizes": [], "claim": last, "conditions": tables.conditions,
            "contexts": tables.contexts, "tensors": tables.tensors, "terms": tables.terms,
            "theorems": self.theorems, "chain": [{"theorem": len(self.theorems) - 1}],
        }  # fmt: skip


def forged(rule, left, right, given=(), **more):
    """A record of one step from `left` to `right`."""
    forger = Forger()
    return forger.theorem(left, right, [forger.step(rule, left, right, **more)], given).record()
