"""Every line of every derivation of the paper has a flat formula that means the same."""

from __future__ import annotations

import pytest

from evoproof.kernel.build import bracket
from evoproof.library.catalogue import Choice, paper
from evoproof.library.loading import load
from evoproof.numeric import instances
from evoproof.numeric.integers import value
from evoproof.numeric.survey import free_names

pytestmark = pytest.mark.torch
pytest.importorskip("torch")

from numeric_flat import assert_same_values


@pytest.mark.parametrize("entry", paper(), ids=lambda entry: entry.name)
def test_every_line_of_the_paper(entry, monkeypatch):
    monkeypatch.setattr(instances, "SAMPLES", 300)
    for derivation in load(Choice(entry.file)):
        free, given = derivation.claim.free, derivation.claim.hypotheses
        mixed = [cond for cond in given if not cond.free.isdisjoint(free)]
        terms = [bracket(mixed, line.term) if mixed else line.term for line in derivation.lines]
        names = free_names(terms).union(*(one.free for one in [*free.values(), *given])) - set(free)
        (sizes,) = instances.choose_sizes(
            names, given, free, count=1, wishes=instances.Wishes(at_most=dict.fromkeys(names, 4))
        )  # fmt: skip
        tile = {name: value(extent, sizes) for name, extent in free.items()}
        for term in terms:
            assert_same_values(term, sizes, tile)
