"""The harness of the mutants can fail: it sees what is false, and judges as the product does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from mutants_counting import Different, agree
from mutants_edits import Source
from mutants_judging import quickly, run, verdict
from mutants_slips import all_mutants, chosen

from evoproof.derivations import FOLDER
from evoproof.refute.world import OutOfShape

pytestmark = pytest.mark.slow

CONVOLUTION = FOLDER / "convolution.py"
KINDS = {
    "off by one", "sign", "+ for -", "swapped indices", "another letter", "dropped factor",
    "doubled factor", "range", "swapped ranges", "border", "strictness", "option", "size", "body",
    "reason dropped", "reason added", "reason replaced", "reasons swapped", "lines swapped",
    "line dropped", "condition dropped", "citation",
}  # fmt: skip


def test_every_kind_of_slip_is_made_somewhere() -> None:
    files = [file for file in FOLDER.glob("*.py") if not file.name.startswith("_")]
    made = {mutant.kind for file in files for mutant in chosen(Source(file), 0, 30)}
    assert made == KINDS


def test_mutants_are_different_and_each_can_be_read() -> None:
    source = Source(CONVOLUTION)
    mutants = all_mutants(source)
    assert len({mutant.key for mutant in mutants}) == len(mutants) > 300
    trees = {ast.dump(ast.parse(mutant.text)) for mutant in mutants}
    assert ast.dump(source.tree) not in trees


def test_a_slip_in_the_claim_is_made_in_the_chain_too() -> None:
    mutants = {mutant.key: mutant for mutant in all_mutants(Source(CONVOLUTION))}
    spoiled = mutants["off by one in left: conv(W_conv, X)[i, j, m]: i -> i + 1"]
    assert spoiled.text.count("conv(W_conv, X)[i + 1, j, m]") == 2
    assert verdict(spoiled.text, "convolution")[0] == "refuted"


def test_which_mutants_are_chosen_depends_on_the_seed_alone() -> None:
    source = Source(CONVOLUTION)
    assert chosen(source, 1, 40) == chosen(Source(CONVOLUTION), 1, 40)
    assert chosen(source, 1, 40) != chosen(source, 2, 40)


FALSE = """
from evoproof import *
N, M = sizes("N M")
(i,) = indices(i=N)
T = tensor("T", N)
D = definition("D", (i,), {body})
claim = equation(D[{at}], 2 * T[{at}])
false = prove(claim, D[{at}], by(unfold(D)), 2 * T[{at}])
"""


def test_the_counter_check_sees_what_is_false() -> None:
    good = run(FALSE.format(body="2 * T[i]", at="i"), "false")
    assert agree(good, 200, 0) == 30  # three sizes have six indices, and one of five entries
    for body in ("2 * T[i] + 1", "2 * T[i] * T[i]", "-2 * T[i]", "2 * T[N - 1 - i]"):
        with pytest.raises(Different):
            agree(run(FALSE.format(body=body, at="i"), "false"), 200, 0)


def test_the_counter_check_sees_what_is_read_outside() -> None:
    with pytest.raises(OutOfShape):
        agree(run(FALSE.format(body="2 * T[i]", at="i + 1"), "false"), 200, 0)


def test_the_counter_check_counts_no_instance_twice() -> None:
    """There are three sizes and an index below them, and no entry is read."""
    made = run(FALSE.format(body="i + i", at="i").replace("T[i])\n", "i)\n")
               .replace("2 * T[i])", "2 * i)"), "false")  # fmt: skip
    assert agree(made, 200, 0) == 1 + 2 + 3


@pytest.mark.parametrize("name", ["pointwise_convolution"])
def test_quick_judging_is_the_products_own(name: str) -> None:
    source = Source(Path(FOLDER / f"{name}.py"))
    mutants = chosen(source, 3, 20)[::2]
    slow = [verdict(mutant.text, name)[0] for mutant in mutants]
    with quickly():
        quick = [verdict(mutant.text, name)[0] for mutant in mutants]
    failed = {"refuted", "wrong-reason", "unknown"}
    for one, other in zip(slow, quick, strict=True):
        assert one == other or {one, other} <= failed
    assert failed & set(slow) and "ill-formed" in slow


def test_what_was_judged_before_does_not_colour_the_next() -> None:
    """One claim, and a false body, a reason too many, a failure before the last step."""
    good = FALSE.format(body="2 * T[i]", at="i")
    false = FALSE.format(body="3 * T[i]", at="i")
    idle = good.replace("by(unfold(D))", "by(unfold(D), reindex)")
    way = "by(unfold(D)), 2 * T[i], by(fold(D)), D[i], by(unfold(D))"
    longer = good.replace("by(unfold(D))", way)
    late = longer.replace("by(fold(D))", "by(fold(D), delta)")
    texts = (good, false, idle, good, late, longer, idle, false, late, good)
    with quickly():
        proved = [verdict(text, "false")[0] == "proved" for text in texts]
    assert proved == [text in (good, longer) for text in texts]


def test_an_option_that_nothing_bounds_is_refused() -> None:
    """Without S >= 1 the output of the strided convolution is a division by zero."""
    source = Source(FOLDER / "strided_convolution.py")
    (without,) = [one for one in all_mutants(source) if one.kind == "condition dropped"]
    assert verdict(without.text, "strided_convolution")[0] == "ill-formed"
