"""The same numbers on a CUDA device; skipped, saying so, where there is none."""

from __future__ import annotations

import pytest
from numeric_formulas import FREE, IMAGE, KERNEL, W_K, W_Q, W_V, attention, conv, shifted_conv

torch = pytest.importorskip("torch")

from evoproof.bench.cases import cases_at
from evoproof.bench.operators import OPERATORS
from evoproof.numeric.bounds import Bounded, agree, bounded
from evoproof.numeric.check import Options, check_step, device
from evoproof.numeric.exact import exact
from evoproof.numeric.exactness import exactly
from evoproof.numeric.hashing import Hashed
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.literal import literal
from evoproof.numeric.plan.planner import plan
from evoproof.numeric.prime_field import zeros_of
from evoproof.numeric.primes import P, Q, random_base
from evoproof.numeric.residues import Modular, residues
from evoproof.numeric.survey import functions_used

pytestmark = [
    pytest.mark.torch,
    pytest.mark.cuda,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="torch sees no CUDA device here"),
]

SIZES = {"H": 4, "W": 5, "K": 3, "D": 2, "M": 3, "k": 2, "l": 1}
RANGES = {"i": 4, "j": 5, "m": 3}


def test_auto_takes_the_device():
    assert device("auto").type == device("cuda").type == "cuda"


def test_both_devices_draw_the_same_entries():
    here, there = (random_tensors([IMAGE], SIZES, device=where)[IMAGE] for where in ("cpu", "cuda"))
    assert there.is_cuda
    assert torch.equal(here, there.cpu())


def test_integers_are_the_same_on_both_devices():
    found = [
        exact(conv(), SIZES, RANGES, random_tensors([IMAGE, KERNEL], SIZES, 0, "exact", where))
        for where in ("cpu", "cuda")
    ]
    assert torch.equal(found[0], found[1].cpu())


def test_float64_agrees_across_devices_within_the_bounds():
    tensors = [IMAGE, W_Q, W_K, W_V]
    here, there = (
        bounded(attention("mask"), SIZES, RANGES, random_tensors(tensors, SIZES, device=where))
        for where in ("cpu", "cuda")
    )
    moved = type(there)(there.value.cpu(), there.error.cpu())
    assert agree(here, moved).all()


def test_the_oracle_stays_on_the_device_of_its_entries():
    data = random_tensors([IMAGE, KERNEL], SIZES, device="cuda")
    found = literal(conv(), SIZES, RANGES, data, limit=100)
    assert found.is_cuda
    assert found.shape == (4, 5, 3)


def test_a_step_is_checked_on_the_device():
    right = check_step(conv(), shifted_conv(), FREE, (), Options(device="cuda"))
    wrong = check_step(conv(), shifted_conv(1), FREE, (), Options(device="cuda"))
    assert right.agree and not wrong.agree
    assert right.device.startswith("cuda")


HERE, THERE = torch.device("cpu"), torch.device("cuda")
BASE = random_base(5)
LETTERS = {
    "convolution": {"l": 1, "H": 5, "W": 4, "D_in": 2, "D_out": 3},
    "local_attention": {"l": 1, "H": 5, "W": 4, "D_in": 2, "D_k": 3, "D_out": 6},
    "multi_head": {"l": 1, "H": 5, "W": 4, "D_in": 6, "D_k": 2, "D_h": 3, "D_out": 7, "M": 4},
    "involution": {"l": 1, "H": 5, "W": 4, "D": 6, "G": 3, "D_r": 2},
    "global_attention": {"N": 37, "D_in": 24, "D_k": 2, "D_h": 3, "D_out": 15, "M": 4},
}


def given(name, where):
    """An operator's traditional form at small sizes: term, sizes, ranges, and its tensors."""
    case = cases_at(OPERATORS[name], LETTERS[name], "float64", where)[0]
    return (case.term, case.sizes, case.ranges), tuple(case.tensors)


def drawn(tensors, sizes, lane, where):
    return random_tensors(tensors, sizes, 2, lane, where)


def in_residues(name, where, walk=False):
    """The residues of an operator on one device, by its plan or by the literal walk."""
    (term, sizes, ranges), tensors = given(name, where)
    entries = drawn(tensors, sizes, "residues", where)
    functions = {one: Hashed(one) for one in functions_used(term)}
    if walk:
        return residues(term, sizes, ranges, entries, functions, base=BASE)
    lane = Modular(where, BASE)
    run = plan(term, sizes, ranges, device=where).ready(lane, functions)
    return run({one: lane.entries(data) for one, data in entries.items()}).outer.small()


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("walk", [False, True])
def test_residues_are_the_same_on_both_devices(name, walk):
    here, there = in_residues(name, HERE, walk), in_residues(name, THERE, walk)
    assert there.value.is_cuda
    assert torch.equal(here.value, there.value.cpu())
    assert torch.equal(zeros_of(here), zeros_of(there).cpu())


@pytest.mark.parametrize("name", [name for name in LETTERS if name != "involution"])
def test_a_plan_is_the_literal_walk_within_both_bounds(name):
    (term, sizes, ranges), tensors = given(name, THERE)
    entries = drawn(tensors, sizes, "float64", THERE)
    lane = Bounded(THERE)
    made = plan(term, sizes, ranges, device=THERE)
    found = made.ready(lane)({one: lane.entries(data) for one, data in entries.items()})
    wanted = bounded(term, sizes, ranges, entries)
    assert agree(found, wanted).all()
    room = found.error + wanted.error
    assert ((made.floats(entries) - wanted.value).abs() <= room).all()


@pytest.mark.parametrize("name", [name for name in LETTERS if name != "involution"])
def test_plans_agree_across_devices_within_the_bounds(name):
    found = []
    for where in (HERE, THERE):
        (term, sizes, ranges), tensors = given(name, where)
        lane = Bounded(where)
        entries = {
            one: lane.entries(data) for one, data in drawn(tensors, sizes, "float64", where).items()
        }
        found.append(plan(term, sizes, ranges, device=where).ready(lane)(entries))
    here, there = found
    assert agree(here, type(there)(there.value.cpu(), there.error.cpu())).all()


@pytest.mark.parametrize("modulus", [P, Q])
@pytest.mark.parametrize("count", [1, 2])
def test_hashes_are_the_same_on_both_devices(modulus, count):
    args = [torch.arange(-500.0, 501).double() * (7 + one) for one in range(count)]
    function = Hashed("f", 3)
    here = function.residues(args, modulus, HERE)
    there = function.residues([one.cuda() for one in args], modulus, THERE)
    assert torch.equal(here, there.cpu())


@pytest.mark.parametrize("kernel", [(1, 7), (3, 3), (5, 5)])
@pytest.mark.parametrize("groups", [1, 8])
def test_a_convolution_of_large_integers_is_exact(kernel, groups):
    draw = torch.Generator().manual_seed(4)
    image = torch.randint(-(2**20), 2**20, (2, 8, 33, 29), generator=draw)
    weights = torch.randint(-(2**20), 2**20, (16, 8 // groups, *kernel), generator=draw)
    convolve = torch.nn.functional.conv2d
    with exactly(THERE):
        found = convolve(image.double().cuda(), weights.double().cuda(), groups=groups)
    assert torch.equal(found.cpu().long(), convolve(image, weights, groups=groups))
