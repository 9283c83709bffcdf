"""A step and a chain held against numbers: what agrees, what does not, and what is said of it."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from math import prod

import pytest
from numeric_formulas import FREE, attention, conv, shifted_conv

from evoproof.errors import EvoproofError
from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    equal,
    exp,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)  # fmt: skip
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Pow, Term

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric import chains
from evoproof.numeric.chains import KINDS
from evoproof.numeric.check import Options, check_step, device, evaluate_all
from evoproof.numeric.errors import (
    NumericError,
    NumericUnavailable,
    OutOfBounds,
    OutOfMemory,
    Undecided,
)  # fmt: skip

A, B = tensor("A", "N"), tensor("B", "N")
N = {"i": poly("N")}


def over(body: Term, name: str = "a") -> Term:
    return sum_over([name], between(0, name, poly("N") - 1), body)


def test_a_true_step_agrees_in_both_lanes():
    found = check_step(conv(), shifted_conv(), FREE)
    assert found.agree and found.failure is None
    assert found.lanes == ("exact", "float64")
    assert found.difference <= found.tolerance < 1e-10
    assert found.scales == (*KINDS, "point", "medium")
    assert len(set(map(str, found.instances))) == len(found.scales)
    assert any(sizes["K"] > sizes["H"] for sizes in found.instances)


@pytest.mark.parametrize("slip", [-1, 1])
def test_a_slip_by_one_is_told_apart_and_shown(slip):
    found = check_step(conv(), shifted_conv(slip), FREE)
    assert not found.agree
    assert found.difference > 1e6 * found.tolerance
    failure = found.failure
    assert failure.sizes == found.instances[0]
    assert set(failure.index) == {"i", "j", "m"}
    assert failure.left != failure.right


def test_a_wrong_equation_is_told_apart_in_each_lane_alone():
    wrong = add(access(A, "i"), number(1))
    (exact_and_float,) = evaluate_all([access(A, "i"), wrong], N)
    assert not exact_and_float.agree and exact_and_float.lanes == ("exact", "float64")
    real = check_step(exp(access(A, "i")), exp(wrong), N)
    assert not real.agree and real.lanes == ("exact", "float64")


def test_the_exact_lane_sees_what_float64_cannot():
    tiny = mul(access(A, "i"), Pow(number(10), 3), number(10**3))
    close = add(mul(tiny, Pow(number(10), 11)), access(B, "i"))
    found = check_step(add(mul(tiny, Pow(number(10), 11))), close, N)
    assert not found.agree and found.failure.lane == "exact"


def test_huge_coefficients_are_exact_too():
    huge = mul(Pow(number(10), 30), access(A, "i"))
    found = check_step(huge, add(huge, access(B, "i")), N)
    assert not found.agree and found.lanes == ("exact", "float64")
    assert found.failure.lane == "exact"


def test_the_exact_lane_says_where_it_could_not_run():
    larger = Apply("max", (access(A, "i"), access(B, "i")))
    found = check_step(larger, Apply("max", larger.args[::-1]), N)
    assert found.agree and found.lanes == ("float64",) and found.trials == 0
    assert found.notes == ("exact lane not run: max has no residue: residues have no order",)


def test_a_chain_compares_neighbours_only():
    terms = [conv(), shifted_conv(), shifted_conv(1), shifted_conv(1)]
    assert [step.agree for step in evaluate_all(terms, FREE)] == [True, False, True]


def test_lanes_of_a_chain_are_those_of_each_two_neighbours():
    larger = Apply("max", (access(A, "i"), access(A, "i")))
    steps = evaluate_all([access(A, "i"), mul(access(A, "i"), number(1)), larger], N)
    assert [step.lanes for step in steps] == [("exact", "float64"), ("float64",)]
    assert all(step.agree for step in steps)


def test_the_two_borders_of_attention_are_told_apart():
    found = check_step(attention("mask"), attention("zero"), FREE, (), Options(scale="small"))
    assert not found.agree and found.lanes == ("exact", "float64")


def test_an_evolution_form_of_attention_agrees():
    weight = exp(mul(access(A, "i"), access(B, "a")))
    inside = over(mul(weight, reciprocal(over(weight)), access(A, "a")))
    outside = mul(over(mul(access(A, "a"), weight)), reciprocal(over(weight)))
    assert check_step(inside, outside, N).agree


def test_unknown_functions_are_equal_on_equal_arguments_only():
    left = Apply("phi", (over(mul(access(A, "a"), access(B, "a"))), access(A, "i")))
    right = Apply("phi", (over(mul(access(B, "b"), access(A, "b")), "b"), access(A, "i")))
    swapped = Apply("phi", (access(A, "i"), over(mul(access(A, "a"), access(B, "a")))))
    assert check_step(left, right, N).agree
    assert not check_step(left, swapped, N).agree
    assert not check_step(left, Apply("psi", left.args), N).agree


def test_hypotheses_on_sizes_decide_what_is_tested():
    last = over(bracket([at_least("a", 2)], access(A, "a")))
    nothing = number(0)
    assert not check_step(last, nothing, {}).agree
    assert check_step(last, nothing, {}, (at_least(2, "N"),)).agree


def test_hypotheses_on_indices_guard_reads_and_decide_what_is_compared():
    left = access(A, poly("i") - 1)
    right = bracket([at_least("i", 1)], left)
    assert check_step(left, right, N, (at_least("i", 1),)).agree
    with pytest.raises(OutOfBounds, match=r"A\[-1\] is outside"):
        check_step(left, right, N)


def test_a_claim_true_at_equal_sizes_only_is_told_apart():
    x = tensor("X", "N", "M")
    trace = sum_over(["a"], between(0, "a", poly("N") - 1), access(x, "a", 0))
    short = sum_over(
        ["a"],
        between(0, "a", poly("M") - 1),
        bracket([at_least(poly("N") - 1, "a")], access(x, "a", 0)),
    )
    assert not check_step(trace, short, {}).agree
    assert check_step(trace, short, {}, (equal("N", "M"),)).agree


def test_a_denominator_that_cannot_be_told_from_zero_decides_nothing():
    gap = add(mul(number(-1), over(access(A, "a"))), over(access(A, "a")))
    with pytest.raises(Undecided, match="cannot be told from 0"):
        check_step(reciprocal(gap), number(0), {})


def test_the_report_is_repeatable_and_cannot_be_changed():
    options = Options(seed=5, device="cpu")
    first = check_step(conv(), shifted_conv(1), FREE, (), options)
    assert first == check_step(conv(), shifted_conv(1), FREE, (), options)
    assert (first.seed, first.device) == (5, "cpu")
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.agree = True


def test_a_chain_has_two_expressions():
    with pytest.raises(NumericError, match="1 expressions: a chain has two or more"):
        evaluate_all([conv()], FREE)


def test_devices_are_named_or_refused():
    assert device("cpu").type == "cpu"
    assert device("auto").type in ("cpu", "cuda")
    with pytest.raises(NumericUnavailable, match="the devices are auto, cpu and cuda"):
        device("tpu")


def test_cuda_is_refused_where_torch_sees_none(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert device("auto").type == "cpu"
    with pytest.raises(NumericUnavailable, match="torch sees no CUDA device here"):
        device("cuda")


def test_without_torch_one_line_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(EvoproofError) as caught:
        check_step(conv(), shifted_conv(), FREE)
    assert str(caught.value) == (
        "numbers need torch: pip install 'evoproof[torch]', or use --symbolic-only"
    )


def test_importing_the_room_loads_no_torch():
    code = (
        "import sys, evoproof.numeric.check, evoproof.numeric.operators;"
        "sys.exit('torch' in sys.modules or 'sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_larger_sizes_give_way_to_what_memory_there_is():
    free = check_step(conv(), shifted_conv(), FREE, (), Options(device="cpu"))
    tight = check_step(conv(), shifted_conv(), FREE, (), Options(device="cpu", max_bytes=2**18))
    assert tight.agree and tight.scales[-1] == "medium" and tight.notes == ()
    assert prod(tight.instances[-1].values()) < prod(free.instances[-1].values())
    with pytest.raises(OutOfMemory, match=r"12 bytes are allowed"):
        check_step(conv(), shifted_conv(), FREE, (), Options(device="cpu", max_bytes=12))


def test_larger_sizes_that_are_not_found_are_named(monkeypatch):
    monkeypatch.setattr(chains, "scaled_sizes", lambda *given, **known: None)
    found = check_step(conv(), shifted_conv(), FREE, (), Options(device="cpu"))
    assert found.agree and "medium" not in found.scales
    assert found.notes == (
        "no medium sizes: none that were tried are cheap enough and within the memory",
    )
