"""Numbers refute and contradict, and the real operators are what the derivations start from."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytestmark = pytest.mark.torch
pytest.importorskip("torch")

from evoproof.derivations.convolution import convolution
from evoproof.derivations.local_attention_mask import local_attention_mask
from evoproof.derivations.local_attention_zero import local_attention_zero

from evoproof.check.check import check
from evoproof.check.exit_codes import exit_code
from evoproof.check.operators import OPERATORS
from evoproof.library.catalogue import Choice, paper
from evoproof.library.loading import load
from evoproof.numeric.check import Failure
from evoproof.numeric.errors import NoInstance, OutOfBounds

OTHER = {local_attention_mask: local_attention_zero, local_attention_zero: local_attention_mask}


def test_every_operator_belongs_to_a_derivation_of_the_paper():
    assert set(OPERATORS) <= {name for entry in paper() for name in entry.names}


def test_the_first_line_is_the_operator_bit_for_bit():
    found = check(convolution, device="cpu")
    assert found.ok
    assert found.operator is not None
    assert (found.operator.difference, found.operator.tolerance) == (0.0, 0.0)


@pytest.mark.parametrize("derivation", OTHER, ids=lambda one: one.name)
def test_the_two_borders_are_told_apart(derivation, monkeypatch):
    other = OPERATORS[OTHER[derivation].name]
    monkeypatch.setitem(OPERATORS, derivation.name, other)
    found = check(derivation, device="cpu")
    assert found.verdict == "refuted"
    assert found.operator is not None
    assert found.operator.difference > 1e-3
    assert [one.agree for one in found.operators] == [False, False]
    assert "the first line is not torch.nn.functional.unfold attention" in (found.reason or "")
    assert exit_code([found]) == 1


def test_a_flipped_convolution_is_told_apart(monkeypatch):
    (true,) = OPERATORS["convolution"]

    def flipped(tensors, sizes):
        return true.run({**tensors, "W_conv": tensors["W_conv"].flip(0, 1)}, sizes)

    monkeypatch.setitem(OPERATORS, "convolution", (replace(true, run=flipped),))
    assert check(convolution, device="cpu").verdict == "refuted"


def test_numbers_against_a_proof_are_a_contradiction(monkeypatch):
    def differing(*arguments, **options):
        wrong = Failure("exact", {"l": 1}, {"i": 0}, 3.0, 4.0)
        return [replace(one, agree=False, failure=wrong) for one in true(*arguments, **options)]

    from evoproof.check import numbers

    true = numbers.evaluate_all
    monkeypatch.setattr(numbers, "evaluate_all", differing)
    found = check(convolution, device="cpu")
    assert found.verdict == "contradiction"
    assert not found.ok
    assert "CONTRADICTION: proved by the kernel, but exact gives 3.0 and 4.0" in (
        found.reason or ""
    )
    assert exit_code([found]) == 1


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (NoInstance("no sizes were found"), "unknown"),
        (OutOfBounds("X", (3,), (2,), {}, {}), "contradiction"),
    ],
)
def test_numbers_that_cannot_be_taken_do_not_pass(monkeypatch, error, verdict):
    def stopped(*arguments, **options):
        raise error

    monkeypatch.setattr("evoproof.check.numbers.evaluate_all", stopped)
    found = check(convolution, device="cpu")
    assert found.verdict == verdict
    assert str(error) in (found.reason or "")


def test_a_derivation_of_the_same_name_elsewhere_has_no_operator(tmp_path):
    file = tmp_path / "convolution.py"
    file.write_text(
        '''"""Twice a sum."""

from evoproof import Sum, bound, by, equation, indices, padded, prove, reindex, sizes

n, m = sizes("n m")
i, j = indices(i=n, j=m)
k, c = bound("k c")
X = padded("X", n, m)
claim = equation(Sum(X[i, k], (k, 0, m - 1)), Sum(X[i, k - 1], (k, 1, m)))
convolution = prove(claim, claim.left, by(reindex), claim.right)
''',
        encoding="utf-8",
    )
    (other,) = load(Choice(file))
    found = check(other, device="cpu")
    assert found.ok
    assert found.operator is None
