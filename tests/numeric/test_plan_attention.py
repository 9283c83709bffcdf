"""Attention in blocks, and residues only where they are needed."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.bench.cases import cases_at
from evoproof.bench.operators import OPERATORS
from evoproof.numeric import prime_field
from evoproof.numeric.bounds import Bounded, agree, bounded
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.plan import attend, moduli
from evoproof.numeric.plan.planner import plan
from evoproof.numeric.primes import P, Q, random_base
from evoproof.numeric.residues import Modular, residues

CPU = torch.device("cpu")
BASE = random_base(5)
CONVOLVED = {"l": 1, "H": 5, "W": 4, "D_in": 2, "D_out": 3}
LETTERS = {"N": 37, "D_in": 24, "D_k": 2, "D_h": 3, "D_out": 15, "M": 4}


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
    assert thrifty == {P: 3, Q: 3}, "weighted entries, values, output; queries, keys, scores"
    assert dict(taken) == {P: 5, Q: 3}, "queries and keys modulo p as well"


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
