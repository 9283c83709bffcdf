"""Every line of every derivation, planned, has the values that the walk gives to the first one."""

from __future__ import annotations

import pytest

from evoproof.kernel.build import bracket
from evoproof.library.catalogue import Choice, paper
from evoproof.library.loading import load
from evoproof.numeric import instances
from evoproof.numeric.instances import Wishes, choose_sizes
from evoproof.numeric.integers import value

pytestmark = pytest.mark.torch
pytest.importorskip("torch")

from numeric_plan_lanes import assert_equals, planned

from evoproof.numeric.timing import measuring


def sizes_for(terms, claim, most):
    """A few sizes of at most `most`."""
    known = (*terms, *claim.free.values(), *claim.hypotheses)
    names = frozenset().union(*(one.free for one in known)) - set(claim.free)
    wishes = Wishes(at_most=dict.fromkeys(names, most))
    return choose_sizes(names, claim.hypotheses, claim.free, count=1, wishes=wishes)


@pytest.mark.parametrize("entry", paper(), ids=lambda entry: entry.name)
def test_every_line_has_the_values_of_the_first(entry, monkeypatch):
    monkeypatch.setattr(instances, "SAMPLES", 200)
    for derivation in load(Choice(entry.file)):
        claim = derivation.claim
        mixed = [cond for cond in claim.hypotheses if not cond.free.isdisjoint(claim.free)]
        terms = [bracket(mixed, line.term) if mixed else line.term for line in derivation.lines]
        for most, lines in ((3, terms), (4, [terms[0], terms[-1]])):
            for sizes in sizes_for(terms, claim, most):
                print(derivation.name, sizes)
                ranges = {name: value(extent, sizes) for name, extent in claim.free.items()}
                plans = [planned(term, sizes, ranges) for term in lines]
                with measuring(1):
                    assert_equals(plans, lines, sizes, ranges)
