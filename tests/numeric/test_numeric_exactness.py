"""Nothing inexact passes for a residue: settings, what devices give, and blocks of attention."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from numeric_formulas import IMAGE, W_K, W_Q, W_V
from numeric_formulas import attention as local_attention

from evoproof.bench.cases import cases_at
from evoproof.bench.operators import OPERATORS
from evoproof.numeric import exactness, modular, prime_field
from evoproof.numeric.bounds import Bounded, agree, bounded
from evoproof.numeric.errors import InexactDevice
from evoproof.numeric.exactness import EMULATION, exactly
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.modular import reduced
from evoproof.numeric.plan import attend, moduli
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
    def product_and_more(x, y):
        assert not torch.backends.cudnn.enabled
        found = x @ y
        found[1, 2] = change(found[1, 2])
        return found

    return product_and_more


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
    with pytest.raises(InexactDevice, match=r"product_and_more on cpu"):
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
    with pytest.raises(InexactDevice, match="fractions up to 0.25"):
        run(entries)


@pytest.mark.parametrize("groups, dilation", product((1, 4), (1, 2)))
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


LETTERS = {"N": 37, "D_in": 6, "D_k": 2, "D_h": 3, "D_out": 5, "M": 4}


def sequence_attention():
    return cases_at(OPERATORS["global_attention"], LETTERS, "float64", CPU)[0]


def lanes(case):
    """The plan in residues and with bounds, each beside the literal walk."""
    made = plan(case.term, case.sizes, case.ranges, device=CPU)
    assert any(one.name == "attention" for one in made.tape.operations)
    found = []
    for lane, name in ((Modular(CPU, BASE), "residues"), (Bounded(CPU), "float64")):
        drawn = random_tensors(case.tensors, case.sizes, 3, name)
        entries = {tensor: lane.entries(one) for tensor, one in drawn.items()}
        found.append((drawn, made.ready(lane)(entries)))
    (drawn, exact), (reals, near) = found
    wanted = residues(case.term, case.sizes, case.ranges, drawn, base=BASE)
    assert torch.equal(exact.outer.small().value, wanted.value)
    assert agree(near, bounded(case.term, case.sizes, case.ranges, reals)).all()
    return exact.outer


@pytest.mark.parametrize("scores, count", [(1, 12), (37 * 20, 8), (37 * 37 * 3, 2), (10**6, 1)])
def test_attention_is_the_same_in_blocks_of_any_size(monkeypatch, scores, count):
    monkeypatch.setitem(attend.SCORES, "cpu", scores)
    made = plan(*case_of(sequence_attention()), device=CPU)
    one = next(one for one in made.tape.operations if one.name == "attention")
    blocks = [block for row in one.run.blocks for block in row]
    assert len(blocks) == count
    places = Counter()
    for block in blocks:
        places.update(product(range(4)[block.batch], range(37)[block.rows]))
    assert places == Counter(product(range(4), range(37)))
    lanes(sequence_attention())


def case_of(case):
    return case.term, case.sizes, case.ranges


def modular_products(monkeypatch):
    """How many bilinear operations each modulus takes."""
    taken = Counter()
    real = prime_field.bilinear

    def counted(operation, left, right, terms=1):
        taken[left.modulus] += operation is not torch.mul
        return real(operation, left, right, terms)

    monkeypatch.setattr(prime_field, "bilinear", counted)
    return taken


def test_what_stands_inside_exp_is_computed_modulo_q_alone(monkeypatch):
    taken = modular_products(monkeypatch)
    case = sequence_attention()
    drawn = random_tensors(case.tensors, case.sizes, 1, "residues")
    lane = Modular(CPU, BASE)
    entries = {tensor: lane.entries(one) for tensor, one in drawn.items()}
    made = plan(*case_of(case), device=CPU)
    found = made.ready(lane)(entries)
    thrifty = dict(taken)
    assert found.inner is None
    taken.clear()
    both = [lane] * len(made.tape.operations)
    monkeypatch.setattr("evoproof.numeric.plan.replay.arithmetics", lambda *_: both)
    again = made.ready(lane)(entries)
    assert torch.equal(again.outer.small().value, found.outer.small().value)
    assert thrifty == {P: 3, Q: 3}, "values, weighted values, output; queries, keys, scores"
    assert dict(taken) == {P: 5, Q: 4}


def test_what_is_not_inside_exp_keeps_both_residues():
    case = cases_at(OPERATORS["convolution"], CONVOLVED, "float64", CPU)[0]
    made = plan(*case_of(case), device=CPU)
    lane = Modular(CPU, BASE)
    needed = moduli.arithmetics(made.tape, lane)
    assert all(set(one.moduli) == {P, Q} for one in needed)
    drawn = random_tensors(case.tensors, case.sizes, 1, "residues")
    found = made.ready(lane)({tensor: lane.entries(one) for tensor, one in drawn.items()})
    wanted = residues(*case_of(case), drawn, base=BASE)
    assert torch.equal(found.outer.small().value, wanted.value)
    assert found.inner is not None


CONVOLVED = {"l": 1, "H": 5, "W": 4, "D_in": 2, "D_out": 3}
