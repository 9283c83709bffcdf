"""The same numbers on a CUDA device; skipped, saying so, where there is none."""

from __future__ import annotations

import pytest
from numeric_formulas import FREE, IMAGE, KERNEL, W_K, W_Q, W_V, attention, conv, shifted_conv

torch = pytest.importorskip("torch")

from evoproof.numeric.bounds import agree, bounded
from evoproof.numeric.check import Options, check_step, device
from evoproof.numeric.exact import exact
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.literal import literal

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
