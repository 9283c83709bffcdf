"""A counterexample fits on a few lines, whatever it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from evoproof.console.counterexamples import SIDES, counterexample
from evoproof.console.selection import Selection
from evoproof.gate.messages import LONGEST
from evoproof.library.catalogue import Choice
from evoproof.refute import Counterexample


def shown(**parts: object) -> list[str]:
    found = Counterexample({"N": 2}, {"i": 1}, left="1/2", right="0", **parts)
    return [line.plain.strip() for line in counterexample(found, SIDES)]


def test_sizes_index_entries_and_values():
    assert shown(
        tensors={"A": [["1", "-1/2"], ["0", "3"]]},
        scalars={"w": "2/3"},
        functions={"f": {"0": "1", "1/2": "-1"}},
        note="rounded",
    ) == [
        "counterexample: N = 2, i = 1",
        "A = [[1, -1/2], [0, 3]]",
        "w = 2/3",
        "f(0) = 1, f(1/2) = -1",
        "left = 1/2, right = 0  (rounded)",
    ]


def test_a_large_tensor_is_its_entries_that_are_not_zero():
    rows = [["0"] * 100 for _ in range(100)]
    rows[3][5] = rows[98][99] = "-1/2"
    assert shown(tensors={"A": rows})[1] == "A[3, 5] = -1/2, [98, 99] = -1/2, 0 elsewhere"
    assert shown(tensors={"A": [["0"] * 1000]})[1] == "A = 0 everywhere"


def test_a_tensor_that_is_given_by_its_entries():
    assert shown(tensors={"A": {"7, 12345": "2"}})[1] == "A[7, 12345] = 2, 0 elsewhere"


def test_many_entries_are_cut():
    (line,) = shown(tensors={"A": ["1"] * 5000})[1:2]
    assert LONGEST / 2 < len(line) < 2 * LONGEST
    assert line.endswith("..., 0 elsewhere")


def test_nothing_to_choose_is_said():
    found = Counterexample({}, {}, left="0", right="1")
    assert next(counterexample(found)).plain.endswith("there is nothing to choose")


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("is-associative", True),
        ("is_associative", True),
        ("matmul and not is-commutative", True),
        ("not matmul-is", False),
        ("or-not", False),
        ("peers", True),
        ("T01-matmul or nothing", False),
    ],
)
def test_words_may_have_dashes_and_be_keywords(expression, wanted):
    named = Selection(expression).named(Choice(Path("peers.toml")))
    assert named("matmul-is-associative") is wanted
