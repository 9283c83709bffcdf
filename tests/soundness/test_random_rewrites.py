"""Random claims: what is true by its making is never refuted, what is false is never proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st
from soundness_exact import objection
from soundness_expressions import DECLARED
from soundness_judging import Judge, faults, judging
from soundness_pairs import Pair, Pairs
from soundness_rewrites import REWRITES

from evoproof.claims.table import claim_in
from evoproof.judge.report import CONTRADICTION, ILL_FORMED, PROVED, REFUTED, ClaimReport
from evoproof.refute import ill_formed_claim, recheck, refute_claim

SEED = 7
JUDGED = [1000, 2000]
COUNT = 40  # of the random claims that are judged with one seed
SECONDS = 4.0  # one that takes longer is undecided
LEAST = 0.8  # of the true ones are proved
INSTANCES = 200
BUDGET = 4_000

SEEDS = st.integers(0, 10**9)


def drawn(kind: str, seed: int, rewrites: int) -> Pair | None:
    return getattr(Pairs(Random(f"{kind} {seed}")), kind)(rewrites)


def many(kind: str, seed: int, count: int) -> list[Pair]:
    """So many random claims of one kind, of one to three rewrites."""
    found = (drawn(kind, seed + number, 1 + number % 3) for number in range(2 * count))
    return [one for one in found if one is not None][:count]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with judging(SECONDS) as found:
        yield found


@settings(derandomize=True, max_examples=40, deadline=None, database=None)
@given(SEEDS, st.integers(1, 3))
def test_what_is_true_is_never_refuted(seed: int, rewrites: int) -> None:
    pair = drawn("true", seed, rewrites)
    assume(pair is not None)
    note(f"seed {seed}: {pair}")
    for number in range(3):
        assert refute_claim(pair.claim, seed + number, BUDGET) is None
    assert ill_formed_claim(pair.claim, seed, BUDGET) is None


@settings(derandomize=True, max_examples=40, deadline=None, database=None)
@given(SEEDS, st.integers(1, 3))
def test_what_is_said_of_a_false_one_holds(seed: int, rewrites: int) -> None:
    """A counterexample holds when it is computed again from what it says."""
    pair = drawn("false", seed, rewrites)
    assume(pair is not None)
    note(f"seed {seed}: {pair}")
    found = refute_claim(pair.claim, seed, BUDGET)
    assume(found is not None)
    assert recheck(pair.claim, found)


@pytest.mark.slow
@pytest.mark.parametrize("seed", JUDGED)
def test_what_is_true_is_mostly_proved(
    seed: int, judge: Judge, record_property: pytest.RecordProperty
) -> None:
    pairs = many("true", seed, COUNT)
    reports = [judge(one.claim) for one in pairs]
    counts = Counter(one.verdict for one in reports)
    record_property("true", dict(counts))
    print(f"true, seed {seed}: {dict(counts)}")
    for one, report in zip(pairs, reports, strict=True):
        assert report.verdict not in (REFUTED, ILL_FORMED, CONTRADICTION), f"{one}"
        if report.verdict != PROVED:
            print(f"{one}: {report.reason}")
    assert len(pairs) == COUNT
    assert counts[PROVED] >= LEAST * COUNT


@pytest.mark.slow
@pytest.mark.parametrize("seed", JUDGED)
def test_what_is_false_is_never_proved(
    seed: int, judge: Judge, record_property: pytest.RecordProperty
) -> None:
    pairs = many("false", seed, COUNT)
    reports = [judge(one.claim) for one in pairs]
    counts = Counter(one.verdict for one in reports)
    record_property("false", dict(counts))
    print(f"false, seed {seed}: {dict(counts)}")
    assert faults(pairs, reports, INSTANCES, seed) == []
    assert counts[REFUTED] + counts[ILL_FORMED] >= COUNT // 2


def test_a_judge_who_proves_everything_is_caught() -> None:
    pairs = many("false", SEED, 20)
    reports = [ClaimReport("", one.told, PROVED) for one in pairs]
    assert len(faults(pairs, reports, 10, SEED)) >= len(pairs) // 2


@pytest.mark.slow
@pytest.mark.parametrize("which", REWRITES)
def test_every_rewrite_is_true(which: str) -> None:
    """By the tests' own evaluator too: a wrong rewrite would blame the refuter."""
    found = 0
    for number in range(300):
        pair = Pairs(Random(f"{which} {number}")).true(1, which)
        if pair is not None and found < 3:
            found += 1
            assert objection(pair.table, pair.claim, 5, SEED) is None, f"no. {number}: {pair}"
    assert found == 3


def test_the_random_claims_admit_something() -> None:
    claim = claim_in({**DECLARED, "left": "w", "right": "w + 1"}, 1, 0, {})
    assert refute_claim(claim) is not None
