"""Each named law does its own work: it is needed where it is named, and no other does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from calc_files import derive

from evoproof.calc import (
    auto,
    by,
    cancel,
    cases,
    delta,
    distribute,
    exchange,
    exp_laws,
    floors,
    fold,
    padding,
    reindex,
    unfold,
)
from evoproof.calc.attempt import attempt
from evoproof.calc.reasons import Reason
from evoproof.errors import ChainError
from evoproof.language import definition, exp, indices, sizes, tensor
from evoproof.prover import ALL, NAMED
from evoproof.theory import Ev, conv

N, M = sizes("N M")
(i,) = indices(i=N)
T = tensor("T", N)
D = definition("D", (i,), 2 * T[i])

STEP = """
claim = equation({above}, {below}{given})
whole = prove(claim, {above}, by({reasons}), {below})
"""

# a law, the line above, the line below, the conditions: the law alone makes the step
LAWS = {
    "exchange": ("Sum(A[a, b], (b, 0, M - 1), (a, 0, N - 1))",
                 "Sum(A[a, b], (a, 0, N - 1), (b, 0, M - 1))", ""),
    "distribute": ("3 * Sum(T[a], (a, 0, N - 1))", "Sum(3 * T[a], (a, 0, N - 1))", ""),
    "reindex": ("Sum(T[a], (a, 0, N - 1))", "Sum(T[N - 1 - b], (b, 0, N - 1))", ""),
    "padding": ("Sum(X[a], (a, 0, N - 1))", "Sum(X[a], (a, -3, N + 5))", ""),
    "delta": ("Sum(KroneckerDelta(a, i) * T[a], (a, 0, N - 1))", "T[i]", ""),
    "floors": ("T[floor((i * M + j) / M)]", "T[i]", ""),
    "exp_laws": ("exp(T[i]) * exp(2 * T[0])", "exp(T[i] + 2 * T[0])", ""),
    "cancel": ("exp(T[i]) * Sum(exp(T[a]), (a, 0, N - 1)) / Sum(exp(T[b]), (b, 0, N - 1))",
               "exp(T[i])", ""),
    "cases": ("Sum(T[a], (a, 0, N - 1))",
              "Sum(T[a], (a, 0, i)) + Sum(T[a], (a, i + 1, N - 1))", ""),
}  # fmt: skip


def step(folder: Path, law: str, reasons: str) -> str:
    above, below, given = LAWS[law]
    text = STEP.format(above=above, below=below, given=given, reasons=reasons)
    return derive(folder, text).verdict


@pytest.mark.parametrize("law", LAWS)
def test_a_law_makes_its_own_step(tmp_path: Path, law: str) -> None:
    assert step(tmp_path, law, law) == "proved"


@pytest.mark.parametrize("law", LAWS)
def test_no_other_law_makes_that_step(tmp_path: Path, law: str) -> None:
    others = [one for one in LAWS if one not in (law, *INSTEAD.get(law, ()))]
    above, below, given = LAWS[law]
    text = STEP.format(above=above, below=below, given=given, reasons=", ".join(others))
    made = derive(tmp_path, text)
    assert attempt(made.claim, made.steps[0]).theorem is None


# a permutation of summation variables is also an affine change of them
INSTEAD = {"exchange": ("reindex",)}


def test_by_needs_a_reason() -> None:
    with pytest.raises(ChainError) as told:
        by()
    assert "needs a reason" in str(told.value)
    assert "by(unfold(conv))" in str(told.value)


@pytest.mark.parametrize(
    ("given", "shown"), [("magic", "'magic'"), (D, "D[N]"), (3, "3"), (None, "None")]
)
def test_what_is_no_reason_is_shown_with_what_is_one(given: object, shown: str) -> None:
    with pytest.raises(ChainError) as told:
        by(unfold(D), given)
    assert f"by({shown})" in str(told.value)
    for part in ("unfold(F)", "fold(F)", "cite(lemma)", "reindex"):
        assert part in str(told.value)


@pytest.mark.parametrize("verb", [unfold, fold])
def test_only_what_has_a_definition_is_unfolded(verb: object) -> None:
    name = verb.__name__
    with pytest.raises(ChainError, match=rf"{name}\(T\): T has no definition"):
        verb(T)
    with pytest.raises(ChainError, match=rf"{name}\(3\): not a definition or an operator"):
        verb(3)
    with pytest.raises(ChainError, match=rf"{name}\(\.\.\.\) names one definition"):
        verb(D, D)


def test_reasons_are_printed_as_a_reader_would_say_them() -> None:
    assert by(unfold(D), reindex, exp_laws).text == "unfold D, reindexing, laws of exp"
    assert by(fold(Ev), unfold(conv)).text == "fold Ev, unfold Conv"


def test_reasons_are_written_as_an_author_writes_them() -> None:
    assert by(unfold(D), reindex, exp_laws).written == "by(unfold(D), reindex, exp_laws)"
    assert by(auto).written == "by(auto)"
    laws = (exchange, distribute, reindex, padding, delta, floors, exp_laws, cancel, cases)
    assert [one.written for one in laws] == list(LAWS)


def test_every_ability_has_its_reason() -> None:
    named = (exchange, distribute, reindex, padding, delta, floors, exp_laws, cancel, cases)
    assert frozenset().union(*(one.abilities for one in named)) == NAMED
    assert auto.abilities == ALL
    assert all(len(one.abilities) == 1 for one in named)


def test_an_operator_opens_every_tensor_of_its_name_and_an_instance_only_itself() -> None:
    K, H = sizes("K H")
    W, V = (tensor(name, 1, 1, K, K) for name in "WV")
    X = tensor("X", H, H, K)
    one, other = conv(W, X), conv(V, X)
    assert by(unfold(conv)).opened(below=False)(one.tensor)
    assert by(unfold(conv)).opened(below=False)(other.tensor)
    assert by(unfold(one)).opened(below=False)(one.tensor)
    assert not by(unfold(one)).opened(below=False)(other.tensor)
    assert by(unfold(one)).text == "unfold Conv(W, X)"


def test_unfold_is_of_the_line_above_and_fold_of_the_line_below() -> None:
    assert by(unfold(D)).opened(below=False)(D.tensor)
    assert not by(unfold(D)).opened(below=True)(D.tensor)
    assert by(fold(D)).opened(below=True)(D.tensor)
    assert not by(fold(D)).opened(below=False)(D.tensor)


def test_exp_needs_its_laws_even_for_one(tmp_path: Path) -> None:
    text = STEP.format(above="exp(0 * T[i] + N - N) * T[i]", below="T[i]", reasons="auto", given="")
    assert derive(tmp_path, text).verdict == "trivial"  # SymPy writes exp(0) as 1
    assert exp(0) == 1


@pytest.mark.parametrize(
    "reasons", [(unfold(D), unfold(D)), (unfold(D), reindex, reindex), (fold(Ev), fold(Ev))]
)
def test_a_reason_is_named_once(reasons: tuple[Reason, ...]) -> None:
    written = ", ".join(one.written for one in reasons)
    with pytest.raises(ChainError, match="a reason is named once") as told:
        by(*reasons)
    assert f"by({written})" in str(told.value)


@pytest.mark.parametrize("other", [unfold(D), fold(D), reindex, unfold(conv)])
def test_auto_stands_alone(other: Reason) -> None:
    for reasons in ((auto, other), (other, auto)):
        with pytest.raises(ChainError, match="auto stands alone") as told:
            by(*reasons)
        assert f"by({', '.join(one.written for one in reasons)})" in str(told.value)


def test_both_ways_of_a_definition_are_two_reasons() -> None:
    assert len(by(unfold(D), fold(D)).reasons) == 2
