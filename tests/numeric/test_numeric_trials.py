"""Formulas modulo primes: true steps agree in every entry, and slips are seen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from numeric_formulas import IMAGE, KERNEL, W_K, attention, conv, shifted_conv
from numeric_points import A, B, at, evaluated, met

from evoproof.kernel.build import (
    add,
    exp,
    integer,
    mul,
    number,
    reciprocal,
)  # fmt: skip
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Max, Tensor
from evoproof.library.catalogue import choose
from evoproof.library.loading import load

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.errors import NoResidue
from evoproof.numeric.functions import Smooth
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.instances import choose_sizes, wishes_for
from evoproof.numeric.integers import value
from evoproof.numeric.modular import reduced
from evoproof.numeric.primes import P, Q, centred, random_base
from evoproof.numeric.residues import residues
from evoproof.numeric.survey import base_tensors, residue_obstacle

SIZES = {"H": 4, "W": 5, "K": 3, "D": 2, "M": 3, "k": 2, "l": 1}
RANGES = {"i": 4, "j": 5, "m": 3}


def chain(name):
    """The lines of a derivation with the first sizes that its hypotheses allow."""
    (derivation, *_) = load(choose([name])[0])
    claim, terms = derivation.claim, [line.term for line in derivation.lines]
    names = frozenset[str]().union(*(term.free for term in terms)) - frozenset(claim.free)
    wishes = wishes_for(base_tensors(*terms), names)
    sizes = choose_sizes(names, claim.hypotheses, claim.free, seed=2, count=1, wishes=wishes)[0]
    return terms, sizes, {name: value(extent, sizes) for name, extent in claim.free.items()}


@pytest.mark.parametrize(
    "name",
    ["convolution", "local_attention_zero", "multi_head_zero", "involution", "relative_attention",
     "involution_bottleneck", "group_convolution"],
)  # fmt: skip
def test_every_line_of_a_derivation_has_the_same_residues(name):
    terms, sizes, ranges = chain(name)
    first, *others = evaluated(terms, sizes, ranges, 7)
    assert first.value.unique().numel() > 1
    for place, one in enumerate(others):
        assert torch.equal(first.value, one.value), (name, place, sizes)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (conv(), shifted_conv(1)),
        (conv(), conv(before=0)),
        (attention("mask"), attention("zero")),
        (exp(at()), exp(add(at(), number(Fraction(1, 2**40))))),
        (Apply("f", (at(),)), Apply("f", (at(of=B),))),
        (reciprocal(at()), reciprocal(add(at(), number(1)))),
    ],
)
def test_a_mutated_formula_is_seen(left, right):
    ranges = {name: size for name, size in RANGES.items() if name in left.free | right.free}
    found = met(left, right, {**SIZES, "N": 4}, ranges)
    assert found.differs.any() and not found.undecided.any()
    assert not met(left, left, {**SIZES, "N": 4}, ranges).differs.any()


def test_one_changed_entry_is_seen_where_it_is_read_and_nowhere_else():
    data = random_tensors([IMAGE, KERNEL], SIZES, 1, "residues")
    before = residues(conv(), SIZES, RANGES, data, base=4)
    data[KERNEL] = data[KERNEL].clone()
    data[KERNEL][0, 0, 1, 2] += 1
    after = residues(conv(), SIZES, RANGES, data, base=4)
    differs = before.value != after.value
    assert differs[1:, 1:, 2].all() and differs.sum() == 3 * 4


def test_a_score_that_moves_by_one_changes_the_attention():
    where = base_tensors(attention("zero"))
    data = random_tensors(where, SIZES, 1, "residues")
    before = residues(attention("zero"), SIZES, RANGES, data, base=random_base(1))
    data[W_K] = data[W_K] + P
    after = residues(attention("zero"), SIZES, RANGES, data, base=random_base(1))
    assert (before.value != after.value).all()


def test_residues_are_those_of_the_rational_value():
    term = add(mul(number(Fraction(3, 7)), at()), reciprocal(mul(at(of=B), integer("N"))))
    data = {A: torch.tensor([5, -8]), B: torch.tensor([11, 10**6])}
    found = residues(term, {"N": 2}, {"i": 2}, data, base=4).value
    for place, (a, b) in enumerate([(5, 11), (-8, 10**6)]):
        exact = Fraction(3, 7) * a + Fraction(1, 2 * b)
        expected = exact.numerator * pow(exact.denominator, -1, P)
        assert int(found[place]) == centred(expected, P)


def test_exp_takes_the_residue_modulo_q():
    data = {A: torch.tensor([Q + 3, 2 * P], dtype=torch.float64)}
    found = residues(exp(at()), {"N": 2}, {"i": 2}, data, base=9).value
    assert found.tolist() == [9.0**3, centred(pow(9, 2 * P % Q, P), P)]


def test_tiles_change_nothing():
    terms = (attention("mask"), conv())
    assert all(
        torch.equal(one.value, other.value)
        for one, other in zip(
            evaluated(terms, SIZES, RANGES, 3),
            evaluated(terms, SIZES, RANGES, 3, limit=300),
            strict=True,
        )
    )


def test_entries_are_independent_residues_of_the_whole_range():
    data = random_tensors([A], {"N": 4000}, 5, "residues")[A]
    assert torch.equal(data, data.round()) and data.min() >= 0 and 0.9 * P * Q < data.max() < P * Q
    for modulus in (P, Q):
        found = reduced(data, modulus)
        assert abs(float(found.mean())) < modulus / 50
        assert float(found.abs().max()) > 0.49 * modulus


EXP_OF_EXP = exp(at(of=Tensor("E", (poly("N"),), False, (), ("n",), exp(at("n")))))


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        (EXP_OF_EXP, "exp inside exp"),
        (exp(add(number(1), Apply("f", (exp(at()),)))), "exp inside exp"),
        (add(at(), Apply("max", (at(), number(0)))), "max has no residue"),
    ],
)
def test_what_has_no_residue_is_told_before_it_is_evaluated(term, reason):
    assert reason in residue_obstacle(add(at(), term))
    assert "max has no residue" in residue_obstacle(add(at(), Max(("a",), (), at("a"))))
    with pytest.raises(NoResidue, match=reason):
        residues(term, {"N": 1}, {"i": 1}, {A: torch.tensor([1.0])}, base=4)


def test_a_function_of_reals_has_no_residues():
    with pytest.raises(NoResidue, match=r"Smooth.*hashing\.Hashed"):
        residues(
            Apply("f", (at(),)), {"N": 1}, {"i": 1}, {A: torch.tensor([1.0])},
            {"f": Smooth("f")}, base=4,
        )  # fmt: skip
    assert residue_obstacle(exp(Apply("f", (at(),)))) is None
