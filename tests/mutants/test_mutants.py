"""Derivations spoiled in many small ways: each mutant is refused, or true and listed as such.

A mutant that is proved and not listed fails here even if it is true, so that somebody looks at it:
it may be a hole in the reasons or in the prover. One that is listed and not proved fails too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from mutants_counting import agree
from mutants_edits import Source
from mutants_judging import quickly, verdict
from mutants_slips import chosen
from mutants_survivors import SURVIVORS

from evoproof.calc import Derivation
from evoproof.derivations import FOLDER

pytestmark = pytest.mark.slow

SEED = 14
MOST = 44  # mutants of one derivation, of all kinds of slip
LEAST = 40
INSTANCES = 100

FILES = sorted(file for file in FOLDER.glob("*.py") if not file.name.startswith("_"))


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with quickly():
        yield


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_mutant_is_refused_or_true(
    file: Path, record_property: pytest.RecordProperty
) -> None:
    source, name = Source(file), file.stem
    assert verdict(source.text, name)[0] == "proved"
    mutants = chosen(source, SEED, MOST)
    assert len(mutants) >= LEAST
    verdicts = {mutant.key: verdict(mutant.text, name) for mutant in mutants}
    proved = {key: made for key, (found, made) in verdicts.items() if found == "proved"}
    counts = Counter(found for found, _ in verdicts.values())
    record_property("mutants", dict(counts))
    print(f"{name}, seed {SEED}: {len(mutants)} mutants, {dict(counts)}")
    check_true(proved)
    listed = set(SURVIVORS.get(name, {}))
    assert set(proved) - listed == set(), "proved, and not listed as true"
    assert listed - set(proved) == set(), "listed as true, and not proved (or not made)"


def check_true(proved: dict[str, Derivation | None]) -> None:
    """Exactly, at many instances; chains of the same lines are counted once."""
    done = set()
    for key, made in proved.items():
        assert made is not None and made.theorem is not None
        lines = (made.claim.hypotheses, *(line.term for line in made.lines))
        if lines not in done:
            done.add(lines)
            assert agree(made, INSTANCES, SEED) == INSTANCES, key


def test_a_survivor_is_listed_with_a_reason() -> None:
    assert set(SURVIVORS) <= {file.stem for file in FILES}
    assert all(len(why) > 15 for table in SURVIVORS.values() for why in table.values())
