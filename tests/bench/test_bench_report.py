"""The figures of a cell: ratios round by round, memory, and whether the aims are met."""

from __future__ import annotations

import pytest

from evoproof.bench.report import Cell, Contestant


def one(name: str, kind: str, *seconds: float, peak: int = 100) -> Contestant:
    return Contestant(name, kind, seconds, peak)


SLOW = one("slow", "reference", 4.0, 5.0, 6.0)
FAST = one("fast", "reference", 1.0, 2.0, 10.0, peak=200)
OURS = one("traditional", "ours", 2.0, 2.0, 30.0, peak=240)


def cell(*contestants: Contestant, aim: float | None = 2.0, **more) -> Cell:
    return Cell("convolution", "small", "float64", contestants, aim, **more)


def test_the_best_reference_has_the_least_median():
    assert cell(SLOW, FAST, OURS).best is FAST


def test_a_ratio_is_the_median_of_ratios_and_not_the_ratio_of_medians():
    assert cell(SLOW, FAST, OURS).ratio(OURS) == 2.0
    assert OURS.median / FAST.median == 1.0


def test_memory_is_compared_with_the_best():
    assert cell(SLOW, FAST, OURS).memory(OURS) == 1.2
    assert cell(SLOW, FAST, OURS).lean
    assert not cell(SLOW, OURS).lean


@pytest.mark.parametrize(("aim", "met"), [(2.0, True), (1.99, False), (None, None)])
def test_an_aim_is_met_or_not(aim, met):
    assert cell(FAST, OURS, aim=aim).met is met


def test_the_slower_of_our_forms_decides():
    other = one("evolution", "ours", 3.0, 6.0, 30.0)
    assert cell(FAST, OURS, aim=2.5).met
    assert not cell(FAST, OURS, other, aim=2.5).met


def test_a_refused_form_meets_no_aim():
    assert cell(FAST, OURS, refused={"evolution": "too large"}).met is False
    assert cell(FAST).met is False


def test_the_usual_form_is_no_reference():
    usual = one("unfold", "usual", 0.1, 0.1, 0.1)
    assert cell(FAST, OURS, usual).best is FAST
    assert cell(usual, OURS).best is None
