"""Nothing inexact passes for a residue: the settings of devices, and what they give."""

from __future__ import annotations

from collections import Counter

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from numeric_formulas import IMAGE, W_K, W_Q, W_V
from numeric_formulas import attention as local_attention

from evoproof.numeric import exactness, modular
from evoproof.numeric.errors import InexactDevice
from evoproof.numeric.exactness import EMULATION, exactly
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.modular import reduced
from evoproof.numeric.plan.planner import plan
from evoproof.numeric.primes import P, Q, ceiling, centred, half, random_base
from evoproof.numeric.residues import Modular, residues

CPU = torch.device("cpu")
CUDA = torch.device("cuda")
BASE = random_base(5)
SIZES = {"H": 4, "W": 5, "K": 3, "D": 2, "M": 3, "k": 2, "l": 1}
RANGES = {"i": 4, "j": 5, "m": 3}


@pytest.fixture
def doubted(monkeypatch):
    """A CPU that is looked at as a CUDA device is."""
    monkeypatch.delenv(EMULATION, raising=False)
    monkeypatch.setattr(exactness, "trusted", lambda device: False)


def flags():
    backends = torch.backends
    return backends.cudnn.enabled, backends.cuda.matmul.fp32_precision


def test_settings_are_exact_inside_and_as_before_outside(monkeypatch):
    monkeypatch.delenv(EMULATION, raising=False)
    matmul = torch.backends.cuda.matmul
    before = matmul.fp32_precision
    matmul.fp32_precision = "tf32"
    try:
        with pytest.raises(KeyError), exactly(CUDA):
            assert flags() == (False, "ieee")
            raise KeyError
        assert flags() == (True, "tf32")
    finally:
        matmul.fp32_precision = before


def test_a_cpu_is_left_as_it_is(monkeypatch):
    monkeypatch.setenv(EMULATION, "1")
    before = flags()
    with exactly(CPU):
        assert flags() == before


@pytest.mark.parametrize("setting, refused", [("1", True), ("2", True), ("0", False), ("", False)])
def test_emulated_float64_is_refused(monkeypatch, setting, refused):
    monkeypatch.setenv(EMULATION, setting)
    before = flags()
    if refused:
        with pytest.raises(InexactDevice, match=f"{EMULATION}={setting}"), exactly(CUDA):
            pytest.fail("it went on")
    else:
        with exactly(CUDA):
            assert flags() == (False, "ieee")
    assert flags() == before


def numbers(*shape, modulus=P, seed=0):
    draw = torch.Generator().manual_seed(seed)
    most = half(modulus)
    return torch.randint(-most, most + 1, shape, generator=draw).double()


def spoiled(change):
    def run(x, y):
        assert not torch.backends.cudnn.enabled
        found = x @ y
        found[1, 2] = change(found[1, 2])
        return found

    return run


WRONG = {
    "a quarter more": lambda one: one + 0.25,
    "a quarter less": lambda one: one - 0.25,
    "too large": lambda one: one * 0 + 2.0**60,
    "too small": lambda one: one * 0 - 2.0**60,
    "infinite": lambda one: one - torch.inf,
    "no number": lambda one: one * torch.nan,
}


@pytest.mark.parametrize("change", WRONG.values(), ids=list(WRONG))
def test_one_entry_that_cannot_be_is_caught(doubted, change):
    field = Modular(CPU, BASE)
    left, right = (field.entries(numbers(*shape)) for shape in ((3, 7), (7, 5)))
    exact = field.bilinear(spoiled(lambda one: one), left, right, 7)
    assert torch.equal(exact.outer.value, left.outer.value @ right.outer.value)
    with pytest.raises(InexactDevice, match=r"^spoiled on cpu gave"):
        field.bilinear(spoiled(change), left, right, 7)


def test_the_bound_is_the_largest_sum_that_there_is(doubted):
    left, right = torch.full((2, 3), -6.0), torch.full((3, 4), 5.0)
    assert (exactness.bilinear(torch.mm, left.double(), right.double(), 90) == -90).all()
    with pytest.raises(InexactDevice, match="integers up to 89"):
        exactness.bilinear(torch.mm, left.double(), right.double(), 89)


def test_products_of_entries_and_nothing_at_all_are_not_looked_at(doubted):
    halves = torch.tensor([0.5, 3.0], dtype=torch.float64)
    assert exactness.bilinear(torch.mul, halves, halves, 1).tolist() == [0.25, 9.0]
    empty = torch.zeros(0, 3, dtype=torch.float64)
    assert exactness.bilinear(torch.mm, empty, empty.T, 1).shape == (0, 0)


def test_a_whole_formula_is_looked_at(doubted, monkeypatch):
    term = local_attention("mask")
    drawn = random_tensors([IMAGE, W_Q, W_K, W_V], SIZES, 0, "residues")
    lane = Modular(CPU, BASE)
    entries = {tensor: lane.entries(one) for tensor, one in drawn.items()}
    run = plan(term, SIZES, RANGES, device=CPU).ready(lane)
    wanted = residues(term, SIZES, RANGES, drawn, base=BASE)
    assert torch.equal(run(entries).outer.small().value, wanted.value)
    real = torch.mm
    monkeypatch.setattr(torch, "mm", lambda x, y: real(x, y) + 0.25)
    run = plan(term, SIZES, RANGES, device=CPU).ready(lane)
    with pytest.raises(InexactDevice, match=r"^Matmul on cpu .* fractions up to 0\.25,"):
        run(entries)


@pytest.mark.parametrize("groups, dilation", [(1, 1), (4, 1), (1, 2), (4, 2)])
def test_a_cpu_convolves_float64_by_im2col(groups, dilation):
    image = torch.zeros(1, 64, 40, 40, dtype=torch.float64)
    kernel = torch.zeros(64, 64 // groups, 5, 5, dtype=torch.float64)
    space = [1, 1], [2, 2], [dilation, dilation]
    found = torch._C._select_conv_backend(image, kernel, None, *space, False, [0, 0], groups, None)
    assert found.name == ("Slow2d" if dilation == 1 else "SlowDilated2d")


@pytest.mark.parametrize("modulus", [P, Q])
def test_reduction_by_a_multiplication_is_exact_up_to_its_bound(modulus):
    top = ceiling(modulus) // 4
    turns = torch.arange(1, 30_001).double() * (top // modulus // 30_001)
    near = [turns * modulus + sign * half(modulus) for sign in (1, -1)]
    last = torch.tensor([top, top - 1, 0.0])
    values = torch.cat([*near, last.double()])
    both = torch.cat([values, -values])
    assert both.abs().max() == top
    exact = [centred(int(one), modulus) for one in both.tolist()]
    assert reduced(both, modulus, top).tolist() == exact


def test_a_multiplication_is_not_used_beyond_its_bound(monkeypatch):
    used = Counter()
    monkeypatch.setattr(modular, "divisor", lambda *of: used.update([of[0]]) or P)
    value, top = numbers(4), ceiling(P) // 4
    for bound, divisions in ((top, 0), (top + 1, 1), (None, 2)):
        reduced(value, P, bound)
        assert used[P] == divisions
