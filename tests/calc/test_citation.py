"""Citing a theorem: for which tensors and sizes it may be cited, and where it does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from calc_files import derive, line_of, write

from evoproof.calc import Derivation
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


def message(folder: Path, made: Derivation, name: str = "case") -> str:
    """Why the only step fails, at its line; nothing is searched for where a citation fails."""
    (result,) = made.results
    failure = result.failure
    assert failure is not None and result.verdict == failure.verdict == "wrong-reason"
    assert made.theorem is None and result.theorem is None and result.known_by is None
    assert failure.counterexample is None and failure.would == ()
    place = result.step.below.place
    assert Path(place.file).name == f"{name}.py"
    assert place.line == line_of(folder / f"{name}.py", "# below")
    return failure.reason


def refused(folder: Path, body: str, name: str = "case") -> str:
    """What is said of a citation that fails; the derivation as a whole fails by it."""
    made = derive(folder, body, name)
    assert made.verdict == "wrong-reason"
    return message(folder, made, name)


WRONG_SHAPE = {
    "another rank": ("cite(lemma, Y=A)", doubled("T")),
    "another size": ("cite(lemma, Y=U)", doubled("U")),
    "another size, in part": ("cite(lemma, N=N + 2, Y=U)", doubled("U")),
}


@pytest.mark.parametrize("case", WRONG_SHAPE)
def test_a_tensor_of_another_shape_is_refused(tmp_path: Path, case: str) -> None:
    reasons, lines = WRONG_SHAPE[case]
    told = refused(tmp_path, PROVED + use(*lines, reasons))
    assert "lemma does not hold for these" in told
    assert "shapes differ" in told


def test_a_tensor_that_the_lemma_does_not_speak_of_is_named(tmp_path: Path) -> None:
    told = refused(tmp_path, PROVED + use(*doubled("T"), "cite(lemma, V=T)"))
    assert "lemma speaks of no tensor V" in told


def test_a_defined_tensor_of_the_lemma_is_not_replaced(tmp_path: Path) -> None:
    told = refused(tmp_path, PROVED + use(*doubled("T"), "cite(lemma, Z=T)"))
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
    told = message(tmp_path, made, "used")
    assert "lemma does not hold for these" in told and "V is not padded" in told


UNPROVED = {
    "a reason too many": lemma(reasons="unfold(Z), distribute, floors"),
    "false": lemma(factor=3),
    "vacuous": lemma(given=", given=[N >= 1, N <= 0]"),
}


@pytest.mark.parametrize("case", UNPROVED)
def test_what_is_not_proved_is_not_cited(tmp_path: Path, case: str) -> None:
    factor = 3 if case == "false" else 2
    lines = "Sum(Z[a], (a, 0, N - 1))", f"{factor} * Sum(Y[a], (a, 0, N - 1))"
    told = refused(tmp_path, UNPROVED[case] + use(*lines))
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
    assert message(tmp_path, user, "used") == "lemma is cited, but it is not proved"


def test_hypotheses_of_the_lemma_must_hold_here(tmp_path: Path) -> None:
    five = lemma(given=", given=[N >= 5]")
    lines = "7 + Sum(Z[a], (a, 0, N - 1))", "7 + 2 * Sum(Y[a], (a, 0, N - 1))"
    told = refused(tmp_path, five + use(*lines))
    assert told == "lemma does not apply here: its left side is not there"
    held = derive(tmp_path, five + use(*lines, given=", given=[N >= 6]"), "held")
    assert held.verdict == "proved"


def test_hypotheses_are_those_for_the_sizes_cited(tmp_path: Path) -> None:
    five = lemma(given=", given=[N >= 5]")
    for least, verdict in ((4, "proved"), (3, "wrong-reason")):
        text = use(*doubled("U", "N"), "cite(lemma, N=N + 1, Y=U)", f", given=[N >= {least}]")
        made = derive(tmp_path, five + text, f"least{least}")
        assert made.verdict == verdict
        if verdict == "wrong-reason":
            assert "does not apply here" in message(tmp_path, made, f"least{least}")


def test_a_lemma_that_does_not_occur_in_the_line_does_not_apply(tmp_path: Path) -> None:
    told = refused(tmp_path, PROVED + use("D[i]", "2 * T[i]", "cite(lemma, Y=T)"))
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


@pytest.mark.parametrize("reasons", ["cite(lemma, Q=N)", "cite(lemma, Y=N)"])
def test_a_size_that_the_lemma_does_not_speak_of_is_named(tmp_path: Path, reasons: str) -> None:
    told = refused(tmp_path, PROVED + use(*doubled("T"), reasons))
    assert told == f"lemma speaks of no size {reasons[12]}"


def test_a_citation_that_fails_fails_its_step_only(tmp_path: Path) -> None:
    """The steps around it are judged, and the worst of them is the verdict on the whole."""
    left, right = doubled("T")
    for last, verdict in (("2", "wrong-reason"), ("3", "refuted")):
        end = f"{last} * Sum(D[a] / 2, (a, 0, N - 1))"
        body = f"""
claim = equation(Sum(D[a], (a, 0, N - 1)), {end})
whole = prove(
    claim, Sum(D[a], (a, 0, N - 1)), by(unfold(D)), {left}, by(cite(lemma, V=T)), {right},
    by(fold(D)), {end},
)
"""
        made = derive(tmp_path, PROVED + body, f"last{last}")
        assert made.verdict == verdict and made.theorem is None
        assert [one.verdict for one in made.results] == [
            "proved", "wrong-reason", "refuted" if last == "3" else "proved"
        ]  # fmt: skip


@pytest.mark.parametrize("what", ["D", "lemma_claim", "3", "'lemma'"])
def test_only_a_derivation_is_cited(tmp_path: Path, what: str) -> None:
    with pytest.raises(LibraryError, match=r"cite\(.*\): not a derivation") as told:
        derive(tmp_path, PROVED + use(*INSIDE, f"cite({what})"))
    assert f"case.py:{line_of(tmp_path / 'case.py', f'by(cite({what}))')}: " in str(told.value)


SIMPLE = "Sum(Z[a], (a, 0, N - 1))", "2 * Sum(Y[a], (a, 0, N - 1))"


@pytest.mark.parametrize("reasons", ["auto, cite(lemma)", "cite(lemma), auto"])
def test_a_citation_beside_auto_is_not_needed(tmp_path: Path, reasons: str) -> None:
    with pytest.raises(LibraryError, match="auto stands alone") as told:
        derive(tmp_path, PROVED + use(*SIMPLE, reasons))
    assert f"by({reasons})" in str(told.value)


def test_what_a_citation_makes_needless_is_refused(tmp_path: Path) -> None:
    """The law that the lemma was proved by is not needed beside it; nor is the lemma beside it."""
    (result,) = derive(tmp_path, PROVED + use(*SIMPLE, "cite(lemma), distribute")).results
    assert result.failure is not None
    assert result.failure.reason == "the step holds without: distributivity"
    reasons = "unfold(Z), distribute, cite(lemma)"
    (result,) = derive(tmp_path, PROVED + use(*SIMPLE, reasons), "more").results
    assert result.failure is not None and "by lemma" in result.failure.reason


def test_what_is_missing_beside_a_citation_is_named(tmp_path: Path) -> None:
    lines = f"{SIMPLE[0]} + D[i]", f"{SIMPLE[1]} + 2 * T[i]"
    (result,) = derive(tmp_path, PROVED + use(*lines)).results
    assert result.verdict == "wrong-reason" and result.failure is not None
    assert result.failure.would == ("cite(lemma)", "unfold(D)")
    made = derive(tmp_path, PROVED + use(*lines, "cite(lemma), unfold(D)"), "more")
    assert made.verdict == "proved"


def test_a_citation_is_written_with_what_stands_for_its_names(tmp_path: Path) -> None:
    left, right = doubled("U", "N")
    lines = f"{left} + D[0]", f"{right} + 2 * T[0]"
    reasons = "cite(lemma, N=N + 1, Y=U)"
    (result,) = derive(tmp_path, PROVED + use(*lines, reasons, LARGE)).results
    assert result.step.by.written == f"by({reasons})"
    assert result.failure is not None and result.failure.would == (reasons, "unfold(D)")
