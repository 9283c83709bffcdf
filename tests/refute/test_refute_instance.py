"""A counterexample as an instance: the shapes there, and both sides at every index."""

from __future__ import annotations

import pytest

from evoproof.claims.claim import Fields, claim_of
from evoproof.claims.syntax import Claim
from evoproof.refute import Counterexample, refute_claim
from evoproof.refute.instance import shape, sides


def claim(left: str, right: str, **fields: object) -> Claim:
    return claim_of("c", Fields(left=left, right=right, sizes="N, K", tensors="X[N, 2*K + 1]",
                                padded="X", **fields))  # fmt: skip


PLAIN = claim("X[i, k]", "X[i, k - 1]", free="i < N, k < K")


def test_the_sides_at_the_index_are_those_of_the_counterexample():
    found = refute_claim(PLAIN)
    both = sides(PLAIN, found, 100)
    at = tuple(found.index[name] for name in both.names)
    assert (both.left[at], both.right[at]) == (found.left, found.right)
    assert at in both.differ


def test_every_index_is_there_and_what_differs_differs():
    found = Counterexample({"N": 2, "K": 2}, {"i": 0, "k": 0}, {"X": [["1"] * 5, ["0"] * 5]})
    both = sides(PLAIN, found, 4)
    assert both.left == {(0, 0): "1", (0, 1): "1", (1, 0): "0", (1, 1): "0"}
    assert both.right == {(0, 0): "0", (0, 1): "1", (1, 0): "0", (1, 1): "0"}
    assert both.differ == {(0, 0)}
    assert sides(PLAIN, found, 3) is None


def test_only_points_that_the_conditions_admit():
    one = claim("X[i, k]", "1", free="i < N, k < K", given=["i == k"])
    found = Counterexample({"N": 2, "K": 2}, {"i": 0, "k": 0}, {"X": [["0"] * 5] * 2})
    assert set(sides(one, found, 10).left) == {(0, 0), (1, 1)}


def test_real_values_that_are_equal_do_not_differ_by_rounding():
    one = claim("exp(X[i, 0])*exp(1)", "exp(X[i, 0] + 1) + X[i, 0]", free="i < N")
    found = Counterexample({"N": 2, "K": 0}, {"i": 1}, {"X": [["0"], ["1"]]})
    both = sides(one, found, 10)
    assert both.differ == {(1,)}
    assert both.left[(0,)] == both.right[(0,)]


def test_a_side_without_a_value_somewhere_gives_nothing():
    one = claim_of("c", Fields(left="x[i]", right="x[i + 1]", sizes="N", tensors="x[N]",
                               free="i < N"))  # fmt: skip
    assert sides(one, Counterexample({"N": 2}, {"i": 0}, {"x": ["0", "1"]}), 10) is None


@pytest.mark.parametrize(("name", "expected"), [("X", (3, 5)), ("Y", None)])
def test_the_shape_at_the_sizes(name, expected):
    assert shape(PLAIN, name, {"N": 3, "K": 2}) == expected
