"""What is false is refuted, small, and the counterexample holds when it is computed again."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from sympy import Eq, Ge, Integer, Piecewise, Sum, Symbol, exp, floor

from evoproof.language.symbols import bound, indices, sizes
from evoproof.language.tensors import definition, function, padded, tensor
from evoproof.refute import Counterexample, ill_formed, refute
from evoproof.refute.evaluate import Environment, evaluate

l, H, W, D, M, N, G, L = sizes("l H W D M N G L")
i, j, m, n, r, s = indices(i=H, j=W, m=M, n=N, r=H, s=W)
a, b, c, d = bound("a b c d")
X = padded("X", H, W, D)
Wc = tensor("W", 2 * l + 1, 2 * l + 1, D, M)
S, T, V = tensor("S", N), tensor("T", N), tensor("V", G)
Vp = padded("V", G)
phi = function("phi")


def conv(weight: object, image: object, last: object = l) -> Sum:
    return Sum(weight * image, (c, 0, D - 1), (b, -l, l), (a, -l, last))


WEIGHT, IMAGE = Wc[l - a, l - b, c, m], X[i - a, j - b, c]
RIGHT = conv(WEIGHT, IMAGE)

FALSE = {
    "index off by one": (RIGHT, conv(WEIGHT, X[i - a + 1, j - b, c]), ()),
    "indices swapped": (RIGHT, conv(WEIGHT, X[j - b, i - a, c]), ()),
    "index twice": (RIGHT, conv(WEIGHT, X[i - a, j - a, c]), ()),
    "kernel not flipped": (RIGHT, conv(Wc[l + a, l + b, c, m], IMAGE), ()),
    "factor missing": (RIGHT, conv(WEIGHT, Integer(1)), ()),
    "range narrowed": (RIGHT, conv(WEIGHT, IMAGE, l - 1), ()),
    "wrong sign": (RIGHT, -RIGHT, ()),
    "wrong head": (Vp[floor(m * G / M)], Vp[floor(m / l)], (Eq(M, G * L), Ge(l, 1))),
    "softmax without its sum": (exp(S[n]) / Sum(exp(S[a]), (a, 0, N - 1)), exp(S[n]), ()),
    "exp is not linear": (exp(S[n] + T[n]), exp(S[n]) + exp(T[n]), ()),
    "unknown function is not linear": (phi(S[n] + T[n]), phi(S[n]) + phi(T[n]), ()),
    "sum of products": (
        Sum(S[a] * T[a], (a, 0, N - 1)),
        Sum(S[a], (a, 0, N - 1)) * Sum(T[a], (a, 0, N - 1)),
        (),
    ),
}


def again(found: Counterexample, side: object) -> Fraction:
    """The value of a side at a counterexample, by evaluate alone."""
    tables = {
        name: {key: Fraction(value) for key, value in table.items()}
        for name, table in found.functions.items()
    }
    world = Environment(
        {**found.sizes, **found.index},
        {name: _fractions(entries) for name, entries in found.tensors.items()},
        {name: (lambda x, table=table: table[str(x)]) for name, table in tables.items()},
        digits=60 if found.note else None,
    )
    return evaluate(side, world)


def _fractions(entries: object) -> object:
    return [_fractions(one) for one in entries] if isinstance(entries, list) else Fraction(entries)


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_has_a_counterexample_that_holds(name: str) -> None:
    left, right, given = FALSE[name]
    found = refute(left, right, given)
    assert found is not None and found.access is None
    values = again(found, left), again(found, right)
    assert values[0] != values[1]
    if not found.note:
        assert tuple(map(str, values)) == (found.left, found.right)
    else:
        assert [float(one) for one in values] == pytest.approx(
            [float(Fraction(found.left)), float(Fraction(found.right))], rel=1e-6
        )


@pytest.mark.parametrize("name", FALSE)
def test_no_size_of_a_counterexample_is_above_two_but_what_must_be(name: str) -> None:
    found = refute(*FALSE[name])
    assert max(found.sizes.values()) <= (4 if name == "wrong head" else 2)


def test_the_entries_are_minimised_to_zero_and_one() -> None:
    found = refute(RIGHT, conv(WEIGHT, X[i - a, j - a, c]))
    assert found.sizes == {"D": 1, "H": 1, "M": 1, "W": 1, "l": 1}
    assert found.index == {"i": 0, "j": 0, "m": 0}
    entries = [cell[0][0] for row in found.tensors["W"] for cell in row]
    assert sorted(entries) == ["0"] * 8 + ["1"]
    assert found.tensors["X"] == [[["1"]]]
    assert {found.left, found.right} == {"0", "1"}


def test_a_range_that_leaves_a_strict_tensor_is_ill_formed() -> None:
    found = refute(RIGHT, conv(WEIGHT, IMAGE, l + 1))
    assert found.access == "W[-1, 0, 0, 0]"
    assert found.sizes == {"D": 1, "H": 1, "M": 1, "W": 1, "l": 0}
    assert found.index == {"i": 0, "j": 0, "m": 0, "a": 1, "b": 0, "c": 0}
    assert found.to_dict() == {
        "sizes": found.sizes, "index": found.index, "access": "W[-1, 0, 0, 0]"
    }  # fmt: skip


def test_a_floor_whose_divisor_may_be_zero_is_ill_formed() -> None:
    found = refute(V[floor(m * G / M)], V[floor(m / L)], (Eq(G, M),))
    assert found.access == "floor(m/L)" and found.sizes["L"] == 0
    assert (found.index, found.left) == ({"m": 0}, None)
    assert ill_formed([V[floor(m * G / M)]], (Ge(G, 1),)) is None


def test_ill_formed_sees_the_second_expression() -> None:
    found = ill_formed([S[n], S[n + 1]])
    assert (found.access, found.sizes, found.index) == ("S[1]", {"N": 1}, {"n": 0})
    assert ill_formed([RIGHT], budget=20_000) is None


def softmax_at_the_border(masked: bool) -> Sum:
    """Local attention in one dimension; `masked` leaves out the neighbours outside the image."""
    image, score = padded("X1", H), tensor("q", H)
    (p,) = indices(p=H)
    key = definition("Key", (p,), image[p] * score[p], padded=True)
    within = Piecewise((1, (i - a >= 0) & (i - a < H)), (0, True)) if masked else Integer(1)
    weights = Sum(within * exp(key[i - a]), (a, -l, l))
    return Sum(exp(key[i - b]) / weights * image[i - b], (b, -l, l))


def test_a_softmax_over_different_borders_is_told_apart() -> None:
    found = refute(softmax_at_the_border(True), softmax_at_the_border(False))
    assert found.sizes == {"H": 1, "l": 1}
    assert found.tensors["X1"] == [["1"]] or found.tensors["X1"] == ["1"]
    assert found.left != found.right


def test_two_padded_convolutions_are_not_one() -> None:
    """The commonest slip: the intermediate map is cropped."""
    wide, first = padded("I", H), tensor("A", 3)
    (p,) = indices(p=H)
    inner = Sum(first[1 - a] * wide[p - a], (a, -1, 1))
    once = definition("Once", (p,), inner, padded=True)
    whole = Sum(first[1 - b] * first[1 - a] * wide[i - a - b], (a, -1, 1), (b, -1, 1))
    found = refute(Sum(first[1 - b] * once[i - b], (b, -1, 1)), whole)
    assert found.sizes == {"H": 1}


def test_what_two_to_the_x_cannot_tell_the_true_exp_does() -> None:
    found = refute(exp(Integer(1)), Integer(2))
    assert (found.left, found.right) == ("2.718282", "2") and found.note


def test_rounded_values_show_enough_digits_to_differ() -> None:
    found = refute(exp(Integer(1)), exp(Integer(1)) + Integer(10) ** -12)
    assert found.left != found.right and len(found.left) > 12


def test_conditions_are_kept() -> None:
    left, right = Sum(S[a], (a, 0, N - 1)), S[0]
    assert refute(left, right, (Eq(N, 1),)) is None
    found = refute(left, right, (Ge(N, 3),))
    assert found.sizes == {"N": 3}


def test_a_size_far_away_is_found_by_a_hint() -> None:
    far = Piecewise((2, Eq(N * N, 400)), (1, True))
    assert refute(far, Integer(1), budget=5_000) is None
    found = refute(far, Integer(1), budget=5_000, hints=[{"N": 20}])
    assert found.sizes == {"N": 20}


def test_a_hint_may_name_an_index() -> None:
    left = Piecewise((2, Eq(n * n, 1089)), (1, True))
    assert refute(left, Integer(1), budget=5_000) is None
    found = refute(left, Integer(1), budget=5_000, hints=[{"N": 40, "n": 33}])
    assert found is not None and found.index["n"] == 33


def test_a_scalar_is_part_of_a_counterexample() -> None:
    w = Symbol("w", real=True)
    found = refute(w * S[n], S[n])
    assert found.to_dict()["scalars"] == {"w": "0"}
    assert (found.left, found.right) == ("0", "1")


def test_json_is_the_object_of_the_report() -> None:
    found = refute(phi(S[n] + 1), phi(S[n]))
    text = json.loads(json.dumps(found.to_dict()))
    assert list(text) == ["sizes", "index", "tensors", "scalars", "functions", "left", "right"]
    assert text["sizes"] == {"N": 1} and text["tensors"] == {"S": ["0"]}
    assert text["functions"] == {"phi": {"0": text["right"], "1": text["left"]}}
