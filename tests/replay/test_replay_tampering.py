"""One change anywhere in a record: it is refused, or what it then claims is still true.

A change may hit a field that is only shown, or change a claim and its proof together (another
name, another shape); such a record is a proof of what it says, and this is looked at by numbers.
"""

from __future__ import annotations

import copy
import json
import random
from collections import Counter

import pytest
from replay_formulas import DERIVATIONS, EXAMPLES
from replay_tamper import counterexample, leaves, other, outcomes, statement, tampered

from evoproof.record import record
from evoproof.replay import ReplayError, replay
from evoproof.replay.alpha import key
from evoproof.replay.document import read_document

pytestmark = pytest.mark.slow

PER_RECORD = 45
SMALL = [
    "shift_invariance", "softmax_sums_to_one", "associativity", "grouped_index",
]  # fmt: skip
RECORDS = DERIVATIONS | EXAMPLES


@pytest.fixture(scope="module")
def records():
    return {name: record(name, [make()], reasons=["by a rule"]) for name, make in RECORDS.items()}


def test_one_change_is_refused_or_the_claim_is_still_true(records):
    rng = random.Random(20)
    found = Counter()
    for name in SMALL + sorted(EXAMPLES):
        found += outcomes(records[name], PER_RECORD if name in SMALL else 20, rng)
    assert found.total() >= 600
    assert found["refused"] >= 0.6 * found.total()
    assert found["idle"] <= 0.1 * found.total()


@pytest.mark.parametrize("name", SMALL)
def test_every_integer_one_up_or_down(records, name):
    """Exhaustive: no number of a record can be changed and leave a proof of something false."""
    rng = random.Random(7)
    made = records[name]
    numbers = [(p, old) for p, old in leaves(made) if type(old) is int and p != ("version",)]
    refused = 0
    for path, old in numbers:
        for new in (old - 1, old + 1):
            changed = tampered(made, path, new)
            try:
                replay(changed)
            except ReplayError:
                refused += 1
                continue
            same = statement(changed) == statement(made)
            assert same or counterexample(changed, rng) is None, (path, old, new)
    assert refused >= 0.8 * 2 * len(numbers)


@pytest.mark.parametrize("name", ["convolution", "local_attention"])
def test_changes_to_the_proof_alone_never_change_the_claim(records, name):
    """Within the steps the claim stays; what is accepted is idle, and there is little of it."""
    rng = random.Random(3)
    made = records[name]
    places = [(path, old) for path, old in leaves(made["theorems"], ("theorems",)) if len(path) > 3]
    accepted = tried = 0
    while tried < 25:
        path, old = rng.choice(places)
        new = other(old, rng)
        if new == old:
            continue
        tried += 1
        changed = tampered(made, path, new)
        try:
            replay(changed)
        except ReplayError:
            continue
        accepted += 1
        assert statement(changed) == statement(made)
    assert accepted <= 4


@pytest.mark.parametrize("name", SMALL)
def test_a_step_that_changes_something_is_neither_dropped_nor_doubled(records, name):
    made = records[name]
    _, steps = read_document(made).theorems[0]
    written = made["theorems"][0]["steps"]
    moving = [k for k, step in enumerate(steps) if key(step.before) != key(step.after)]
    assert len(moving) > 5
    for place in moving:
        for new in (written[place + 1 :], [written[place], *written[place:]]):
            with pytest.raises(ReplayError):
                replay(tampered(made, ("theorems", 0, "steps"), [*written[:place], *new]))


@pytest.mark.parametrize("name", SMALL)
def test_steps_change_places_only_where_they_do_not_meet(records, name):
    made = records[name]
    written = made["theorems"][0]["steps"]
    refused = 0
    for place in range(len(written) - 1):
        swapped = [*written[:place], written[place + 1], written[place], *written[place + 2 :]]
        try:
            replay(tampered(made, ("theorems", 0, "steps"), swapped))
        except ReplayError:
            refused += 1
            continue
        one, other = written[place]["path"], written[place + 1]["path"]
        short = min(len(one), len(other))
        idle = {written[place]["rule"], written[place + 1]["rule"]} & {"ring", "reindex"}
        assert one[:short] != other[:short] or idle
    assert refused > len(written) // 3


def _with_sides(made):
    return [
        (number, place) for number, theorem in enumerate(made["theorems"])
        for place, step in enumerate(theorem["steps"]) if step.get("sides")
    ]  # fmt: skip


NEEDED = [
    "weaken", "index", "floor_value", "floor_cancel", "cancel", "flatten", "domain", "empty",
    "softmax_sums_to_one", "max_affine", "max_split", "max_flatten", "replace_equal",
    "max_scale", "max_project",
]  # fmt: skip


@pytest.mark.parametrize("name", NEEDED)
def test_a_recorded_side_condition_cannot_be_left_out(records, name):
    made = records[name]
    places = _with_sides(made)
    assert places
    for number, place in places:
        sides = made["theorems"][number]["steps"][place]["sides"]
        for gone in range(len(sides)):
            path = ("theorems", number, "steps", place, "sides")
            with pytest.raises(ReplayError, match=r"side condition|nothing bounds"):
                replay(tampered(made, path, sides[:gone] + sides[gone + 1 :]))


@pytest.mark.parametrize(
    "name", ["lattice", *(one for one in NEEDED if one not in ("domain", "empty"))]
)
def test_a_hypothesis_of_a_theorem_cannot_be_left_out_where_it_is_used(records, name):
    made = records[name]
    last = len(made["theorems"]) - 1
    changed = tampered(made, ("theorems", last, "hypotheses"), [])
    with pytest.raises(ReplayError):
        replay(changed)


def test_a_hypothesis_may_be_added_to_the_claim_only_openly(records):
    made = copy.deepcopy(records["cancel"])
    made["conditions"].append(["=", "N-7"])
    made["theorems"][0]["hypotheses"].append(len(made["conditions"]) - 1)
    with pytest.raises(ReplayError, match="hypothesis"):
        replay(made)
    made["claim"]["hypotheses"].append(len(made["conditions"]) - 1)
    assert replay(made).theorems == 1
    assert statement(made) != statement(records["cancel"])


@pytest.mark.parametrize("field", ["body", "shape", "padded"])
def test_a_definition_is_part_of_the_claim(records, field):
    made = copy.deepcopy(records["unfold"])
    number = next(k for k, one in enumerate(made["tensors"]) if "body" in one)
    tensor = made["tensors"][number]
    tensor[field] = {"body": 0, "shape": ["N+1"], "padded": False}[field]
    with pytest.raises(ReplayError):
        replay(made)


STRANGE = [None, 1.5, "", "x", [], {}, True, -1, 10**30, [[]], {"a": 1}, float("nan")]


def test_a_value_of_another_type_is_refused_in_words(records):
    """Never a TypeError or a KeyError: a ReplayError, or a text that is only shown."""
    rng = random.Random(11)
    places = [
        (name, path, old)
        for name in sorted(EXAMPLES) for path, old in leaves(records[name]) if path
    ]  # fmt: skip
    refused = 0
    for name, path, old in rng.sample(places, 600):
        new = rng.choice([one for one in STRANGE if type(one) is not type(old)])
        try:
            replay(tampered(records[name], path, new))
        except ReplayError:
            refused += 1
            continue
        assert new in ([], "")
    assert refused >= 590


def test_the_records_are_json(records):
    for made in records.values():
        assert json.loads(json.dumps(made)) == made
