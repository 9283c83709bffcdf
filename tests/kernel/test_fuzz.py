"""Every rule at random arguments: what it accepts is true by the oracle's plain loops.

A failure prints the rule and the seed; `drawn(rule, seed)` makes the false theorem again.
"""

from __future__ import annotations

import random

import proposals
import proposals_maxima
import proposals_sums
import pytest
from oracle import difference
from random_terms import Terms

from evoproof.errors import EvoproofError
from evoproof.kernel.theorem import RULES, Theorem

PROPOSALS = proposals.PROPOSALS
KINDS = (proposals, proposals_sums, proposals_maxima)
"""Each of these files enters its rules into the one table."""

ACCEPTED = 25
"""So many theorems of each rule are compared, none of them for want of trying."""


def drawn(rule: str, seed: int) -> Theorem | None:
    rng = random.Random(f"{rule} {seed}")
    try:
        return RULES[rule](*PROPOSALS[rule](Terms(rng)))
    except EvoproofError:
        return None


def test_every_rule_is_fuzzed() -> None:
    assert set(PROPOSALS) == set(RULES)


@pytest.mark.parametrize("rule", sorted(PROPOSALS))
def test_what_a_rule_accepts_is_true(rule: str) -> None:
    compared = 0
    for seed in range(600):
        theorem = drawn(rule, seed)
        if theorem is None:
            continue
        rng = random.Random(seed)
        values, trials = difference(theorem.left, theorem.right, theorem.hypotheses, rng)
        assert values is None, f"{rule} at seed {seed} is false at {values}"
        compared += trials > 0
        if compared == ACCEPTED:
            return
    pytest.fail(f"only {compared} theorems of {rule} were compared")
