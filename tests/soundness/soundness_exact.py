"""Whether a claim is equal at many instances: exactly, and by an evaluator of the tests' own."""

from __future__ import annotations

import sys
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from evoproof.claims.syntax import Claim
from evoproof.refute import Counterexample, equal_at, ill_formed_claim, refute_claim

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "claims_corpus"))

from claims_oracle import _admitted, judge, take_apart

TRIES = 2_000
LARGEST = 12  # of the total of the sizes at an instance


def objection(table: dict[str, Any], claim: Claim, instances: int, seed: int) -> str | None:
    """What speaks against the claim being true and well-formed, if anything does."""
    found = _found(claim, seed)
    if found is not None:
        return f"refuted: {found.to_dict()}"
    tally = judge(table, seed)
    against = tally.differs if not tally.exponential else tally.floats_differ
    if tally.ill_formed or against:
        return f"the tests' own evaluator: {tally.ill_formed or against}"
    return _compared(table, claim, instances, seed)


def _found(claim: Claim, seed: int) -> Counterexample | None:
    return refute_claim(claim, seed, 100_000) or ill_formed_claim(claim, seed, 40_000)


def _compared(table: dict[str, Any], claim: Claim, instances: int, seed: int) -> str | None:
    """Equal at so many admitted instances, each with entries of its own."""
    equal = 0
    for number, names in enumerate(islice(_instances(table, seed), 20 * instances)):
        same = equal_at(claim, names, seed + number)
        if same is False:
            return f"differs at {names} with the entries of {seed + number}"
        equal += same is True
        if equal == instances:
            return None
    return f"only {equal} instances could be compared"


def _instances(table: dict[str, Any], seed: int) -> Any:
    """Admitted sizes and integers that are not too large, again and again."""
    found = _admitted(take_apart(table), Random(seed), TRIES)
    small = [names for names in found if sum(map(abs, names.values())) <= LARGEST]
    return cycle(small)
