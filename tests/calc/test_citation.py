"""Citing a theorem: for which tensors and sizes it may be cited, and where it does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from calc_files import derive, line_of, write

from evoproof.calc import Derivation
from evoproof.errors import EvoproofError
from evoproof.library.catalogue import Choice
from evoproof.library.errors import LibraryError
from evoproof.library.loading import load

LEMMA = """
Y = tensor("Y", N)
Z = definition("Z", (i,), 2 * Y[i])
lemma_claim = equation(Sum(Z[a], (a, 0, N - 1)), {factor} * Sum(Y[a], (a, 0, N - 1)){given})
lemma = prove(
    lemma_claim,
    Sum(Z[a], (a, 0, N - 1)),
    by({reasons}),
    {factor} * Sum(Y[a], (a, 0, N - 1)),
)
U = tensor("U", N + 1)
P = padded("P", N)
"""
USE = """
claim = equation({left}, {right}{given})
whole = prove(
    claim,
    {left},
    by({reasons}),
    {right},  # below
)
"""
PROVED = LEMMA.format(factor=2, given="", reasons="unfold(Z), distribute")


def lemma(factor: int = 2, given: str = "", reasons: str = "unfold(Z), distribute") -> str:
    return LEMMA.format(factor=factor, given=given, reasons=reasons)


def use(left: str, right: str, reasons: str = "cite(lemma)", given: str = "") -> str:
    return USE.format(left=left, right=right, reasons=reasons, given=given)


def doubled(name: str, top: str = "N - 1") -> tuple[str, str]:
    return f"Sum(2 * {name}[a], (a, 0, {top}))", f"2 * Sum({name}[a], (a, 0, {top}))"


INSIDE = "1 + T[0] * Sum(Z[a], (a, 0, N - 1))", "1 + T[0] * 2 * Sum(Y[a], (a, 0, N - 1))"
LARGE = ", given=[N >= 1]"


def test_a_lemma_is_used_inside_a_line(tmp_path: Path) -> None:
    made = derive(tmp_path, PROVED + use(*INSIDE, given=LARGE))
    assert made.verdict == "proved"
    assert made.results[0].step.by.text == "by lemma"


def test_a_lemma_is_used_for_another_tensor_of_its_shape(tmp_path: Path) -> None:
    made = derive(tmp_path, PROVED + use(*doubled("T"), "cite(lemma, Y=T)"))
    assert made.verdict == "proved"


def test_a_lemma_is_used_for_another_size(tmp_path: Path) -> None:
    made = derive(tmp_path, PROVED + use(*doubled("U", "N"), "cite(lemma, N=N + 1, Y=U)"))
    assert made.verdict == "proved"


def refused(folder: Path, body: str) -> EvoproofError:
    made: Derivation = derive(folder, body)
    with pytest.raises(EvoproofError) as told:
        _ = made.verdict
    return told.value


WRONG_SHAPE = {
    "another rank": ("cite(lemma, Y=A)", doubled("T")),
    "another size": ("cite(lemma, Y=U)", doubled("U")),
    "another size, in part": ("cite(lemma, N=N + 2, Y=U)", doubled("U")),
}


@pytest.mark.parametrize("case", WRONG_SHAPE)
def test_a_tensor_of_another_shape_is_refused(tmp_path: Path, case: str) -> None:
    reasons, lines = WRONG_SHAPE[case]
    told = str(refused(tmp_path, PROVED + use(*lines, reasons)))
    assert "lemma does not hold for these" in told
    assert "shapes differ" in told


def test_a_tensor_that_the_lemma_does_not_speak_of_is_named(tmp_path: Path) -> None:
    told = str(refused(tmp_path, PROVED + use(*doubled("T"), "cite(lemma, V=T)")))
    assert "lemma speaks of no tensor V" in told


def test_a_defined_tensor_of_the_lemma_is_not_replaced(tmp_path: Path) -> None:
    told = str(refused(tmp_path, PROVED + use(*doubled("T"), "cite(lemma, Z=T)")))
    assert "lemma speaks of no tensor Z" in told


def test_padded_stands_for_strict_as_every_value_does(tmp_path: Path) -> None:
    made = derive(tmp_path, PROVED + use(*doubled("P"), "cite(lemma, Y=P)"))
    assert made.verdict == "proved"


def test_strict_does_not_stand_for_padded(tmp_path: Path) -> None:
    body = """
Y = padded("Y", N)
lemma_claim = equation(Sum(Y[a], (a, 0, N - 1)), Sum(Y[a], (a, 0, N + 1)))
lemma = prove(
    lemma_claim, Sum(Y[a], (a, 0, N - 1)), by(padding), Sum(Y[a], (a, 0, N + 1)),
)
V = tensor("V", N)
"""
    lines = "Sum(V[a], (a, 0, N - 1))", "Sum(V[a], (a, 0, N + 1))"
    assert derive(tmp_path, body).verdict == "proved"
    made = derive(tmp_path, body + use(*lines, "cite(lemma, Y=V)"), "used")
    assert made.verdict == "ill-formed"
    with pytest.raises(EvoproofError, match="V is not padded"):
        _ = made.results


UNPROVED = {
    "a reason too many": lemma(reasons="unfold(Z), distribute, floors"),
    "false": lemma(factor=3),
    "vacuous": lemma(given=", given=[N >= 1, N <= 0]"),
}


@pytest.mark.parametrize("case", UNPROVED)
def test_what_is_not_proved_is_not_cited(tmp_path: Path, case: str) -> None:
    factor = 3 if case == "false" else 2
    lines = "Sum(Z[a], (a, 0, N - 1))", f"{factor} * Sum(Y[a], (a, 0, N - 1))"
    told = str(refused(tmp_path, UNPROVED[case] + use(*lines)))
    assert "lemma is cited, but it is not proved" in told


def test_an_ill_formed_lemma_is_not_cited(tmp_path: Path) -> None:
    body = """
lemma_claim = equation(T[N] + D[0], 2 * T[0] + T[N], given=[N >= 1])
lemma = prove(lemma_claim, T[N] + D[0], by(unfold(D)), 2 * T[0] + T[N])
"""
    made = derive(tmp_path, body)
    assert made.verdict == "ill-formed"
    lines = "D[0] + T[N]", "T[N] + 2 * T[0]"
    user = derive(tmp_path, body + use(*lines, given=", given=[N >= 1]"), "used")
    assert user.verdict == "ill-formed"
    with pytest.raises(EvoproofError, match="lemma is cited, but it is not proved"):
        _ = user.results


def test_hypotheses_of_the_lemma_must_hold_here(tmp_path: Path) -> None:
    five = lemma(given=", given=[N >= 5]")
    lines = "7 + Sum(Z[a], (a, 0, N - 1))", "7 + 2 * Sum(Y[a], (a, 0, N - 1))"
    told = str(refused(tmp_path, five + use(*lines)))
    line = line_of(tmp_path / "case.py", "# below")
    assert f"case.py:{line}: lemma does not apply here" in told
    held = derive(tmp_path, five + use(*lines, given=", given=[N >= 6]"), "held")
    assert held.verdict == "proved"


def test_hypotheses_are_those_for_the_sizes_cited(tmp_path: Path) -> None:
    five = lemma(given=", given=[N >= 5]")
    for least, verdict in ((4, "proved"), (3, None)):
        text = use(*doubled("U", "N"), "cite(lemma, N=N + 1, Y=U)", f", given=[N >= {least}]")
        made = derive(tmp_path, five + text, f"least{least}")
        if verdict:
            assert made.verdict == verdict
        else:
            with pytest.raises(EvoproofError, match="does not apply here"):
                _ = made.verdict


def test_a_lemma_that_does_not_occur_in_the_line_does_not_apply(tmp_path: Path) -> None:
    told = str(refused(tmp_path, PROVED + use("D[i]", "2 * T[i]", "cite(lemma, Y=T)")))
    assert "lemma does not apply here" in told


def test_what_a_lemma_gives_must_be_what_is_written(tmp_path: Path) -> None:
    lines = "Sum(Z[a], (a, 0, N - 1))", "3 * Sum(Y[a], (a, 0, N - 1))"
    made = derive(tmp_path, PROVED + use(*lines))
    (result,) = made.results
    assert result.verdict == "refuted"
    assert result.failure is not None and result.failure.counterexample is not None


def test_a_derivation_cannot_cite_itself(tmp_path: Path) -> None:
    """A name is known only below its assignment, so that no circle can be written."""
    with pytest.raises(LibraryError, match="name 'whole' is not defined"):
        derive(tmp_path, use("D[i]", "2 * T[i]", "cite(whole)"))


def test_two_files_cannot_cite_each_other(tmp_path: Path) -> None:
    body = "from .{1} import {1}\n" + USE.format(
        left="D[i]", right="2 * T[i]", reasons="cite({1})", given=""
    ).replace("whole", "{0}")
    for one, other in (("first", "second"), ("second", "first")):
        write(tmp_path, body.format(one, other), one)
    with pytest.raises(LibraryError, match="cannot import name 'first'") as told:
        load(Choice(tmp_path / "first.py"))
    assert "second.py" in str(told.value) or "first.py" in str(told.value)


@pytest.mark.xfail(strict=True, reason="the error says no place")
@pytest.mark.parametrize("reasons", ["cite(lemma, V=T)", "cite(lemma, Y=A)"])
def test_a_citation_that_fails_says_where(tmp_path: Path, reasons: str) -> None:
    told = str(refused(tmp_path, PROVED + use(*doubled("T"), reasons)))
    assert f"case.py:{line_of(tmp_path / 'case.py', '# below')}" in told


@pytest.mark.xfail(strict=True, reason="an unproved lemma is named without a place")
def test_an_unproved_lemma_is_cited_somewhere(tmp_path: Path) -> None:
    told = str(refused(tmp_path, UNPROVED["false"] + use(*doubled("T"), "cite(lemma, Y=T)")))
    assert f"case.py:{line_of(tmp_path / 'case.py', '# below')}" in told


@pytest.mark.xfail(strict=True, reason="a name that the lemma does not have is not told")
@pytest.mark.parametrize("reasons", ["cite(lemma, Q=N)", "cite(lemma, Y=N)"])
def test_a_size_that_the_lemma_does_not_speak_of_is_named(tmp_path: Path, reasons: str) -> None:
    told = str(refused(tmp_path, PROVED + use(*doubled("T"), reasons)))
    assert "lemma speaks of no size" in told


@pytest.mark.xfail(strict=True, raises=AttributeError, reason="cite takes anything with a name")
def test_only_a_derivation_is_cited(tmp_path: Path) -> None:
    try:
        _ = derive(tmp_path, use("D[i]", "2 * T[i]", "cite(D)")).verdict
    except EvoproofError as error:
        assert "cite" in str(error) and "derivation" in str(error)
        return
    pytest.fail("it was cited")


@pytest.mark.xfail(strict=True, reason="beside auto a citation is not used and not refused")
def test_a_citation_beside_auto_is_not_needed(tmp_path: Path) -> None:
    lines = "Sum(Z[a], (a, 0, N - 1))", "2 * Sum(Y[a], (a, 0, N - 1))"
    assert derive(tmp_path, PROVED + use(*lines, "auto, cite(lemma)")).verdict == "wrong-reason"
