"""Small tensors as tables: every entry at its place, and what is read outside marked in words."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evoproof.claims.claim import Fields, claim_of
from evoproof.refute import Counterexample, refute_claim
from evoproof.site.drawn import MOST_POINTS, drawing
from evoproof.site.grids import MOST, Tensor, drawn, outside

SHAPES = st.lists(st.integers(1, 3), max_size=4).map(tuple)


def nested(shape: tuple[int, ...], at: tuple[int, ...] = ()) -> Any:
    """The entry at [i, j] is the text ij."""
    if len(at) == len(shape):
        return "".join(map(str, at)) or "7"
    return [nested(shape, (*at, one)) for one in range(shape[len(at)])]


def entries(tensor: Tensor) -> dict[str, str]:
    """Every cell by its index, read off captions and heads alone."""
    found = {}
    for grid in tensor.grids:
        lead = [one for one in grid.caption.partition("[")[2].rstrip("]").split(", ") if one]
        lead = [one for one in lead if one != "·"]
        for head, cells in grid.rows:
            assert len(cells) == max(1, len(grid.columns))
            for column, cell in zip(grid.columns or ("",), cells, strict=True):
                found[",".join(one for one in (*lead, head, column) if one)] = cell.text
    return found


@given(SHAPES)
def test_every_entry_is_at_its_place(shape):
    found = entries(drawn("X", nested(shape)))
    assert found == {
        ",".join(map(str, at)): "".join(map(str, at)) or "7" for at in product(*map(range, shape))
    }


def test_zeros_are_marked_and_nothing_else():
    ((_, cells),) = drawn("x", ["0", "1", "-1/2"]).grids[0].rows
    assert [one.mark for one in cells] == ["zero", "", ""]


def test_a_tensor_without_entries_has_no_grid_with_cells():
    assert drawn("x", []).size == "0"
    assert all(not cells for grid in drawn("x", []).grids for _, cells in grid.rows)
    assert drawn("X", [[], []]).size == "2 × 0"


def test_a_large_tensor_is_its_entries_that_are_not_0():
    long = ["0"] * (MOST + 1)
    long[5] = "3"
    assert drawn("x", long).entries == (("5", "3"),)
    assert drawn("x", {"1, 2": "4", "0, 0": "0"}).entries == (("1, 2", "4"),)


@given(SHAPES.filter(bool), st.data())
def test_what_is_read_outside_is_marked_and_is_the_only_such_cell(shape, data):
    read = [data.draw(st.integers(-2, size + 1)) for size in shape]
    axis = data.draw(st.integers(0, len(shape) - 1))
    read[axis] = data.draw(st.sampled_from([-1, shape[axis]]))
    drawing = outside("X", shape, tuple(read))
    cells = [cell for grid in drawing.grids for _, row in grid.rows for cell in row]
    assert [cell.text for cell in cells if cell.mark == "read"] == ["×"]
    assert ",".join(map(str, read)) in entries(drawing)
    for place, cell in zip(entries(drawing), cells, strict=True):
        at = [int(one) for one in place.split(",")]
        inside = all(0 <= one < size for one, size in zip(at, shape, strict=True))
        assert inside == (cell.mark == "")


def found(fields: Fields) -> tuple[Any, Counterexample]:
    claim = claim_of("c", fields)
    one = refute_claim(claim)
    assert one is not None
    return claim, one


SHIFTED = Fields(
    left="X[i]", right="X[i + 1] if i + 1 < N else X[i]", sizes="N", tensors="X[N]", free="i < N"
)


def test_both_sides_are_drawn_with_the_entries_in_which_they_differ():
    claim, one = found(SHIFTED)
    left, right = drawing(claim, one, every=True).sides
    assert entries(left) == {str(k): value for k, value in enumerate(one.tensors["X"])}
    marks = [cell.mark == "differs" for _, row in left.grids[0].rows for cell in row]
    apart = [entries(left)[at] != entries(right)[at] for at in entries(left)]
    assert marks == apart
    assert marks[one.index["i"]]


def test_sides_at_too_many_points_are_left_out():
    claim, one = found(Fields(
        left="X[0]", right="2*X[0]", sizes="N", tensors="X[N]", free="i < N",
        given=[f"N == {MOST_POINTS + 1}"],
    ))  # fmt: skip
    assert drawing(claim, one, every=True).sides == ()


@pytest.mark.parametrize("access", ["0 // 0", "the range of a", "Z[0]", "X[0, 1]"])
def test_what_is_no_reading_of_a_tensor_of_the_claim_is_not_drawn(access):
    claim = claim_of("c", SHIFTED)
    one = Counterexample({"N": 2}, {"i": 0}, access=access)
    assert drawing(claim, one, every=True).around is None
