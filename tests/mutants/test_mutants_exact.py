"""Wrong expressions are seen by residues alone: each mutant is told apart, refused, or true.

What no numbers tell apart is proved equal, or listed: as true, or as what the sizes of a check
cannot show. One that is listed and is seen, or is proved, fails too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from mutants_edits import Mutant, Source
from mutants_judging import quickly, run
from mutants_slips import chosen
from mutants_survivors import SURVIVORS
from test_mutants import FILES, MOST, SEED

pytestmark = [pytest.mark.slow, pytest.mark.torch]
pytest.importorskip("torch")

from mutants_exact import MISSED, OF_THE_CHAIN, Original
from mutants_exact_missed import MISSED_FALSE, MISSED_TRUE

from evoproof.derivations import FOLDER
from evoproof.numeric.backend import one_thread

PLANNED = {"convolution": "conv", "local_attention_zero": "blocks"}
AT_MEDIUM = 4
MOST_EXACT = 12  # of those that test_mutants judges


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with quickly(), one_thread():
        yield


def of_expressions(source: Source) -> list[Mutant]:
    made = [one for one in chosen(source, SEED, MOST) if one.kind not in OF_THE_CHAIN]
    return made[:MOST_EXACT]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_wrong_expression_is_told_apart(
    file: Path, record_property: pytest.RecordProperty
) -> None:
    source, name = Source(file), file.stem
    original = Original(run(source.text, name))
    listed = {**MISSED_FALSE.get(name, {}), **MISSED_TRUE.get(name, {})}
    known = dict.fromkeys(SURVIVORS.get(name, {}), True) | dict.fromkeys(listed, False)
    found = {one: original.verdict(one, known.get(one.key)) for one in of_expressions(source)}
    counts = Counter((one.kind, verdict) for one, verdict in found.items())
    for (kind, verdict), count in sorted(counts.items()):
        print(f"{kind:16} {verdict:8} {count}")
    record_property("exact", dict(Counter(found.values())))
    missed = {one.key for one, verdict in found.items() if verdict == MISSED}
    assert missed - set(listed) == set(), "not told apart, and neither proved nor listed"
    assert set(listed) - missed == set(), "listed as missed, and seen (or not made)"


def test_what_is_missed_is_listed_once_and_with_a_reason() -> None:
    for table in (MISSED_FALSE, MISSED_TRUE):
        assert set(table) <= {file.stem for file in FILES}
        assert all(len(why) > 15 for one in table.values() for why in one.values())
    for name in MISSED_FALSE:
        assert not set(MISSED_FALSE[name]) & {*MISSED_TRUE.get(name, {}), *SURVIVORS.get(name, {})}


@pytest.mark.parametrize("name", PLANNED)
def test_wrong_expressions_are_told_apart_at_sizes_that_are_planned(name: str) -> None:
    source = Source(FOLDER / f"{name}.py")
    original = Original(run(source.text, name))
    *_, (scale, sizes) = original.instances()
    assert scale == "medium" and PLANNED[name] in original.strategies(sizes)
    seen = [one for one in of_expressions(source) if original.verdict(one, True) == "small"]
    for one in seen[:AT_MEDIUM]:
        pairs = original.pairs(run(one.text, name))
        assert any(pair.differ(sizes) for pair in pairs), one.key
    assert len(seen) >= AT_MEDIUM
