"""Random claims: two sides of the same value, and the same with a slip on one side."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from soundness_expressions import DECLARED, Expressions
from soundness_places import places
from soundness_rewrites import REWRITES, rewritten
from soundness_slips import Around, slips

from evoproof.claims.errors import ClaimError
from evoproof.claims.syntax import Claim, Expr
from evoproof.claims.table import claim_in
from evoproof.claims.text import text

DEPTH = 2
SLIPS = 12  # tried until one can be read


@dataclass(frozen=True)
class Pair:
    """A claim as it stands in a claims file; `told` says how the right side was made."""

    told: str
    table: dict[str, Any]

    @property
    def claim(self) -> Claim:
        return claim_in(self.table, 1, 0, {})

    def __str__(self) -> str:
        return f"{self.told}: {self.table['left']}  =  {self.table['right']}"


class Pairs:
    """Draws claims from `random`, which is all that they depend on."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.expressions = Expressions(random)

    def true(self, rewrites: int = 1, only: str | None = None) -> Pair | None:
        """An expression and the same after rewrites; None where no rewrite applies."""
        left = self.expressions.draw(DEPTH)
        right, done = left, list[str]()
        for _ in range(rewrites):
            which = only or self.random.choice(list(REWRITES))
            free, names = self.expressions.free, self.expressions.names
            other = rewritten(right, self.random, names, free, which)
            right, done = (right, done) if other is None else (other, [*done, which])
        return self.pair(" ".join(done), left, right) if done else None

    def false(self, rewrites: int = 1) -> Pair | None:
        """A true pair with a slip in its right side, which may be true all the same."""
        pair = self.true(rewrites)
        if pair is None:
            return None
        for _ in range(SLIPS):
            kind, right = self.slipped(pair.claim)
            table = {**pair.table, "right": text(right)}
            if table["right"] != pair.table["right"] and _readable(table):
                return Pair(f"{pair.told}, slip {kind}", table)
        return None

    def slipped(self, claim: Claim) -> tuple[str, Expr]:
        """The right side with a slip somewhere; unchanged where the place allows none."""
        place = self.random.choice(list(places(claim.right, claim.variables)))
        found = list(slips(place.part, Around(claim.tensors, claim.functions, place.scope)))
        kind, other = self.random.choice(found) if found else ("none", place.part)
        return kind, place.put(other)

    def pair(self, told: str, left: Expr, right: Expr) -> Pair:
        return Pair(told, {**DECLARED, "left": text(left), "right": text(right)})


def _readable(table: dict[str, Any]) -> bool:
    try:
        claim_in(table, 1, 0, {})
    except ClaimError:
        return False
    return True
