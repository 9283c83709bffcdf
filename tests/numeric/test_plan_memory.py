"""What a plan needs is known before it runs: tiled where that is too much, refused, and true."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from numeric_plan_lanes import CPU, assert_same, planned

from evoproof.bench.cases import FUNCTIONS, cases, cases_at
from evoproof.bench.operators import OPERATORS
from evoproof.numeric.arithmetic import Plain
from evoproof.numeric.errors import OutOfMemory
from evoproof.numeric.peak import peak_bytes
from evoproof.numeric.plan import planner
from evoproof.numeric.timing import measuring

TIGHT = {
    "convolution": 2,
    "local_attention": 2,
    "multi_head": 2,
    "involution": 2,
    "global_attention": 4,
}


@pytest.fixture(autouse=True)
def one_thread():
    with measuring(1):
        yield


def small(name):
    return cases(OPERATORS[name], "small", "float64", "cpu")[0]


def run(case, made):
    return made.ready(Plain(CPU, torch.float64), FUNCTIONS)(case.tensors)


@pytest.mark.parametrize("name", OPERATORS)
def test_tiles_have_the_same_values_in_less_memory(name):
    case = small(name)
    whole = planned(case.term, case.sizes, case.ranges)
    room = whole.peak_bytes // TIGHT[name]
    tiled = planned(case.term, case.sizes, case.ranges, max_bytes=room)
    assert tiled.peak_bytes <= room < whole.peak_bytes
    found, wanted = run(case, tiled), run(case, whole)
    torch.testing.assert_close(found, wanted, rtol=1e-11, atol=1e-13)
    assert peak_bytes(lambda: run(case, tiled), CPU) <= room


def test_tiles_agree_with_the_walk_in_all_lanes():
    sizes = {"N": 6, "M": 2, "D_in": 4, "D_k": 3, "D_h": 3, "D_out": 4}
    case, _ = cases_at(OPERATORS["global_attention"], sizes, "float64", "cpu")
    room = planned(case.term, case.sizes, case.ranges).peak_bytes * 3 // 4
    tiled = planned(case.term, case.sizes, case.ranges, max_bytes=room)
    assert any(one.name == "join" for one in tiled.tape.operations)
    assert_same(tiled, case.term, case.sizes, case.ranges)


def test_what_no_tile_changes_is_computed_once():
    case = small("global_attention")
    whole = planned(case.term, case.sizes, case.ranges)
    tiled = planned(case.term, case.sizes, case.ranges, max_bytes=whole.peak_bytes // 4)
    operations = tiled.tape.operations
    assert sum(one.name == "attention" for one in operations) >= 8
    weights = next(k for k, one in enumerate(operations) if one.name == "W_K")
    assert sum(weights in one.inputs for one in operations) == 1
    assert tiled.flops <= whole.flops * 1.01


@pytest.mark.parametrize("rooms", [16, 0])
@pytest.mark.parametrize("name", OPERATORS)
def test_what_has_no_room_is_refused_before_anything_runs(name, rooms, monkeypatch):
    def never(*_):
        raise AssertionError("something ran")

    monkeypatch.setattr(planner, "replay", never)
    case = small(name)
    with pytest.raises(OutOfMemory) as refused:
        planned(case.term, case.sizes, case.ranges, max_bytes=rooms)
    assert refused.value.room == rooms < refused.value.needed
    assert f"{rooms} bytes are allowed" in str(refused.value)


def test_one_entry_that_has_no_room_is_refused_with_its_need():
    case, _ = cases_at(
        OPERATORS["convolution"], {"l": 2, "H": 2, "W": 1, "D_in": 9, "D_out": 2}, "float64", "cpu"
    )
    with pytest.raises(OutOfMemory) as refused:
        planned(case.term, case.sizes, case.ranges, max_bytes=80)
    assert refused.value.needed > 80


@pytest.mark.parametrize("size", ["small", "medium"])
@pytest.mark.parametrize("name", OPERATORS)
def test_the_peak_is_what_torch_allocates(name, size):
    for case in cases(OPERATORS[name], size, "float64", "cpu"):
        made = planned(case.term, case.sizes, case.ranges)
        measured = peak_bytes(lambda case=case, made=made: run(case, made), CPU)
        print(name, size, case.form, "predicted", made.peak_bytes, "measured", measured)
        attended = [one for one in made.tape.operations if one.name == "attention"]
        never_formed = 8 * sum(one.temporary for one in attended)  # torch fuses them in float64
        assert measured <= made.peak_bytes * 1.01
        assert made.peak_bytes - never_formed <= 2 * measured
