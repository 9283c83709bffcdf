"""A baseline against what is found: the same is silent, and no change goes by unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evoproof.baseline.compare import (
    APPEARED,
    BETTER,
    CHANGED,
    DROPPED,
    NOT_TAKEN,
    VANISHED,
    compare,
)
from evoproof.baseline.file import parsed, written
from evoproof.baseline.known import Known

VERDICTS = ("proved", "tested", "unknown", "refuted", "ill-formed", "vacuous", "wrong-reason")
STEPS = ("named", "auto", "tested", "unknown", "refuted", "wrong-reason")

hashes = st.sampled_from(["0" * 16, "0123456789abcdef", "f" * 16])
knowns = st.builds(
    Known,
    st.sampled_from(VERDICTS),
    hashes,
    st.lists(st.sampled_from(STEPS), max_size=4).map(tuple),
)
keys = st.builds("{}::{}".format, st.sampled_from(["a.toml", "b/c.py", "audit"]), st.text("xyz-1"))
baselines = st.dictionaries(keys, knowns, max_size=5)


@given(baselines)
def test_what_is_written_is_read_again_and_compares_silently(found):
    assert parsed(written(found)) == found
    assert compare(parsed(written(found)), found) == ()
    assert compare(found, found, numbers=False) == ()


@given(baselines, keys, knowns, st.booleans())
def test_any_single_change_is_seen_where_it_is(found, key, known, numbers):
    assume(found.get(key) != known)
    (change,) = compare(found, {**found, key: known}, numbers=numbers)
    assert change.key == key
    (back,) = compare({**found, key: known}, found, numbers=numbers)
    assert back.key == key


@given(baselines, keys, knowns)
def test_what_appears_or_vanishes_fails(found, key, known):
    less = {name: one for name, one in found.items() if name != key}
    more = {**less, key: known}
    assert [(one.kind, one.fails) for one in compare(less, more)] == [(APPEARED, True)]
    assert [(one.kind, one.fails) for one in compare(more, less)] == [(VANISHED, True)]


@given(knowns, knowns)
def test_a_way_that_does_not_fail_fails_back(one, other):
    """Nothing is better known than something that is better known than it."""
    assume(one != other)
    (there,), (back,) = compare({"k::": one}, {"k::": other}), compare({"k::": other}, {"k::": one})
    assert there.fails or back.fails


@given(baselines)
def test_rows_stand_in_the_order_of_their_keys_a_line_each(found):
    backwards = dict(reversed(found.items()))
    assert written(backwards) == written(found)
    assert len(written(found).splitlines()) == 2 + max(1, len(found))


def moved(old: Known, new: Known, *, numbers: bool = True):
    (change,) = compare({"a::b": old}, {"a::b": new}, numbers=numbers)
    return change.kind, change.fails


KNOWN = Known("proved", "0" * 16, ("named", "auto"))


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        (replace(KNOWN, known="tested", steps=("named", "tested")), DROPPED),
        (replace(KNOWN, known="unknown", steps=("named", "unknown")), DROPPED),
        (replace(KNOWN, known="refuted", steps=("named", "refuted")), DROPPED),
        (replace(KNOWN, steps=("auto", "auto")), DROPPED),
        (replace(KNOWN, steps=("auto", "named")), DROPPED),
        (replace(KNOWN, steps=("named", "named")), BETTER),
        (replace(KNOWN, steps=("named", "auto", "named")), CHANGED),
        (replace(KNOWN, statement="1" * 16), CHANGED),
        (Known("unknown", ""), DROPPED),
    ],
)
def test_from_proved_with_one_step_by_auto(new, kind):
    assert moved(KNOWN, new) == (kind, kind != BETTER)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("unknown", "tested", BETTER),
        ("tested", "proved", BETTER),
        ("unknown", "refuted", BETTER),
        ("refuted", "proved", DROPPED),
        ("refuted", "ill-formed", DROPPED),
        ("refuted", "unknown", DROPPED),
        ("tested", "unknown", DROPPED),
    ],
)
def test_from_one_verdict_to_another(old, new, kind):
    statement = "0" * 16
    assert moved(Known(old, statement), Known(new, statement)) == (kind, kind != BETTER)


def test_numbers_that_are_not_taken_drop_nothing():
    tested = Known("tested", "0" * 16, ("named", "tested"))
    unknown = Known("unknown", "0" * 16, ("named", "unknown"))
    assert moved(tested, unknown, numbers=False) == (NOT_TAKEN, False)
    assert moved(tested, unknown) == (DROPPED, True)
    lost = Known("unknown", "0" * 16, ("unknown", "unknown"))
    assert moved(tested, lost, numbers=False) == (DROPPED, True)
