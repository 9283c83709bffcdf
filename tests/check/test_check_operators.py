"""Each derivation starts from its real operators, and they would show another operator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.derivations.local_attention_zero import local_attention_zero

from evoproof.check.check import check
from evoproof.check.documents import result
from evoproof.check.operators import OPERATORS, Operator
from evoproof.check.real import against_operators
from evoproof.console.derivations import cells
from evoproof.numeric.backend import one_thread
from evoproof.numeric.footprint import heaviest
from evoproof.numeric.instances import choose_sizes

Change = Callable[[Any], Any]

SPOILED: dict[str, tuple[str, Change]] = {
    "absorption": ("P", lambda p: p.mT),
    "bias_channel": ("bias", torch.zeros_like),
    "block_diagonal": ("X", lambda x: x.flip(2)),
    "concatenated_heads": ("W_V", lambda w: w.flip(0)),
    "conv_cascade": ("W_2", lambda w: w.flip(0)),
    "feed_forward": ("W_1", torch.relu),
    "finite_scores": ("W_conv", lambda w: w.flip(0)),
    "global_attention": ("W_Q", lambda w: w / 2),
    "involution": ("W_Inv", lambda w: w.flip(4)),
    "involution_bottleneck": ("activation", lambda f: replace(f, seed=f.seed + 1)),
    "involution_heads": ("P", lambda p: p.flip(3, 4)),
    "local_attention_mask": ("W_K", lambda w: w / 2),
    "multi_head": ("P", lambda p: p.flip(0)),
    "multi_head_zero": ("W_Q", lambda w: w.flip(0)),
    "one_hot_heads": ("W_V", lambda w: w.flip(0)),
    "permutation_equivariance": ("X", lambda x: x.flip(0)),
    "pointwise_after_depthwise": ("F_d", lambda f: f.flip(5)),
    "positional_extended": ("P", lambda p: 2 * p),
    "positional_mask": ("P", torch.zeros_like),
    "positional_zero": ("P", torch.zeros_like),
    "relative_attention": ("R", lambda r: r.flip(0)),
    "self_attention": ("W_V", lambda w: -w),
    "shared_kernel": ("G", lambda g: g.flip(0)),
    "shared_scores": ("B", lambda b: b.flip(2)),
    "shuffled_samples": ("x", lambda x: 2 * x),
    "token_mixing": ("T", lambda t: t.mT),
    "uniform_attention": ("X", lambda x: x.flip(0)),
    "value_bias_channel": ("bias", torch.zeros_like),
    "value_bias_mask": ("bias", torch.zeros_like),
    "value_bias_zero": ("bias", torch.zeros_like),
}


def spoiled(operator: Operator, which: str, change: Change) -> Operator:
    """The operator of another tensor in the place of `which`."""
    return replace(
        operator,
        run=lambda tensors, sizes: operator.run({**tensors, which: change(tensors[which])}, sizes),
    )


def agreement(name: str, device: str = "cpu") -> list[bool]:
    """Whether the first line agrees with each of the operators of its name."""
    derivation = getattr(import_module(f"evoproof.derivations.{name}"), name)
    claim = derivation.claim
    names = {letter for cond in claim.hypotheses for letter in cond.free} - set(claim.free)
    work = partial(heaviest, (derivation.lines[0].term,), claim.free)
    instances = choose_sizes(names, claim.hypotheses, claim.free, count=2, work=work)
    with one_thread():
        numbers = against_operators(derivation, instances, device=device)
    return [one.agree for one in numbers]


@pytest.mark.parametrize("name", SPOILED)
def test_another_operator_is_told_apart(name, monkeypatch):
    right = OPERATORS[name]
    wrong = tuple(spoiled(one, *SPOILED[name]) for one in right)
    monkeypatch.setitem(OPERATORS, name, right + wrong)
    assert agreement(name) == [True] * len(right) + [False] * len(wrong)


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="torch sees no CUDA device here")
@pytest.mark.parametrize("name", OPERATORS)
def test_the_operators_agree_on_the_device(name):
    assert all(agreement(name, "cuda"))


def test_several_operators_are_several_in_the_document():
    report = check(local_attention_zero, device="cpu")
    found = result(report)
    unfold, dot_product = found["operators"]
    assert found["operator"] == unfold
    assert unfold["name"] == "torch.nn.functional.unfold attention"
    assert dot_product["name"] == "torch.nn.functional.scaled_dot_product_attention"
    assert unfold["agree"] and dot_product["agree"]
    assert cells(report)[5].startswith("unfold attention +1: ")
