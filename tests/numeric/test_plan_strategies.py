"""Every strategy gives exactly the sum over the names of the two operands that meet."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from numeric_plans import Sum, brute, drawn, meetings, met, ways

from evoproof.numeric.contraction import blocks
from evoproof.numeric.contraction.conv import convolution
from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.tape.device import CPU
from evoproof.numeric.tape.labels import alone, shape_of
from evoproof.numeric.tape.operation import Kind
from evoproof.numeric.tape.tape import Recorder
from evoproof.numeric.timing import measuring

MEETINGS = meetings(110)
KINDS = {
    "matmul", "product", "sweep of 1", "sweep of 2", "convolution", "shifts",
    "scores in blocks", "values in blocks",
}  # fmt: skip
PARTS = 6


@pytest.fixture(autouse=True)
def one_thread():
    with measuring(1):
        yield


def check(meeting, draw):
    one = brute(meeting, draw)
    for way in ways(meeting):
        print(way.kind, meeting)
        found, operation = met(way, one)
        one.assert_equal(found, way.strategy.dims)
        assert operation.shape == shape_of(way.strategy.dims, meeting.extents)
        assert operation.terms == meeting.terms
        assert operation.temporary == way.strategy.temporary >= 0


@pytest.mark.parametrize("part", range(PARTS))
def test_every_strategy_gives_exactly_the_sum(part):
    for number in range(part, len(MEETINGS), PARTS):
        check(MEETINGS[number], Random(number))


def test_the_meetings_are_of_every_kind():
    seen = Counter(way.kind for meeting in MEETINGS for way in ways(meeting))
    assert all(seen[kind] >= 10 for kind in KINDS), seen
    assert set(seen) - KINDS <= {"sweep of 3", "sweep of 4"}


def test_blocks_that_are_gathered_line_by_line(monkeypatch):
    monkeypatch.setattr(blocks, "GATHERED", 1)
    several = 0
    for number, meeting in enumerate(MEETINGS):
        if any("blocks" in way.kind for way in ways(meeting)):
            check(meeting, Random(number))
            several += 1
    assert several >= 20


@pytest.mark.parametrize(
    ("amounts", "skips"),
    [
        ((2, 2, 1, 1, 0, 0), True),
        ((0, 0, 3, 3, 0, 0), True),
        ((0, 0, 6, 6, 0, 0), False),
        ((2, 1, 1, 1, 0, 0), False),
        ((2, 2, 1, 1, 1, 0), False),
        ((2, 2, 1, 1, 1, 1), False),
    ],
)  # fmt: skip
def test_a_convolution_pads_what_was_padded_by_even_zeros(amounts, skips):
    extents = {"i": 7, "j": 5, "u": 3, "v": 4, "c": 4, "m": 2}
    image = ((("i", 1), ("u", 2)), (("j", 2), ("v", 1)), alone("c"))
    kernel = (alone("u"), alone("v"), alone("c"), alone("m"))
    meeting = Meeting(image, kernel, frozenset("uvc"), extents)
    pads = tuple(zip(amounts[::2], amounts[1::2], strict=True))
    shape = [n - sum(pad) for n, pad in zip(shape_of(image, extents), pads, strict=True)]
    source = drawn(Random(0), [alone(str(n)) for n in shape], {str(n): n for n in shape})
    padded = torch.nn.functional.pad(source, [n for pad in reversed(pads) for n in pad])
    weights = drawn(Random(1), kernel, extents)
    recorder = Recorder()
    slots = {"source": shape, "padded": padded.shape, "weights": weights.shape}
    first, whole, other = (recorder.record(Kind.LEAF, (), one, None) for one in slots.values())
    recorder.padded[whole] = first, pads
    strategy = convolution(meeting, CPU, 8)
    operation = recorder.operations[strategy.record(recorder, whole, other)]
    assert operation.inputs == (first if skips else whole, other)
    found = operation.run(source if skips else padded, weights)
    one = Sum((image, kernel), meeting.summed, extents, (padded, weights))
    one.assert_equal(found, strategy.dims)
