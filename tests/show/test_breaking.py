r"""A formula broken into lines is the whole formula; every line can stand, and is short enough."""

from __future__ import annotations

import re

import pytest

from evoproof.show.breaking import lines_of, width

PARTS = [
    (r"a + b", [r"a", r"+ b"]),
    (r"a\,b", [r"a", r"\cdot b"]),
    (r"\sum_{a=0}^{n-1} {T}_{a}", [r"\sum_{a=0}^{n-1} {T}_{a}"]),
    (r"\frac{a + b}{c\,d}", [r"\frac{a + b}{c\,d}"]),
    (r"{T}_{s\,u+v}", [r"{T}_{s\,u+v}"]),
    (r"\left[a + b < c\,d\right]", [r"\left[a + b < c\,d\right]"]),
    (r"\left(a + b\right)", [r"\left(a\right.", r"\left.+ b\right)"]),
    (r"i-a", [r"i-a"]),
    (r"-a - b", [r"-a", r"- b"]),
]
LONG = r"\sum_{k} \left({u}_{k}\,{v}_{k} + {u}_{k}\,{w}_{k}\right)\,{x}_{k} + {y}_{l} - {z}_{l}"


@pytest.mark.parametrize(("formula", "lines"), PARTS, ids=[row[0] for row in PARTS])
def test_where_a_formula_can_be_broken(formula: str, lines: list[str]) -> None:
    assert lines_of(formula, 0) == lines


@pytest.mark.parametrize(("formula", "lines"), PARTS, ids=[row[0] for row in PARTS])
def test_what_fits_is_not_broken(formula: str, lines: list[str]) -> None:
    assert lines_of(formula, 100) == [formula]


@pytest.mark.parametrize("room", range(40))
def test_nothing_is_lost_and_every_line_can_stand(room: int) -> None:
    lines = lines_of(LONG, room)
    for line in lines:
        assert line.count(r"\left") == line.count(r"\right")
        assert line.count("{") == line.count("}")
    assert plain("".join(lines)) == plain(LONG)


def plain(formula: str) -> str:
    """Without what breaking adds, and what it may drop."""
    return re.sub(r"\\left\.|\\right\.|\\cdot|\\,|\s", "", formula)


def test_sums_are_broken_before_products_and_those_before_parentheses() -> None:
    assert lines_of(r"a\,b + c\,d", 4) == [r"a\,b", r"+ c\,d"]
    assert lines_of(r"\left(a + b\right)\,c", 5) == [r"\left(a + b\right)", r"\cdot c"]


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (r"\frac{a}{b}", "ab"),
        (r"\sum_{a=0}^{n} x", r"\frac{\sum_{a=0}^{n} x}{2}"),
        (r"{T}_{a,b}", "Ta,b"),
        (r"\mathrm{in}", "inn"),
        ("x", r"\exp"),
    ],
)
def test_what_is_set_above_below_or_small_takes_less_room(narrow: str, wide: str) -> None:
    assert width(narrow) < width(wide)
