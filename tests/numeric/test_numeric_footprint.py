"""The largest temporary is known before anything is computed, and what is empty costs nothing."""

from __future__ import annotations

import pytest
from numeric_formulas import KERNEL, below, conv

from evoproof.kernel.build import (
    access,
    at_least,
    bracket,
    equal,
    integer,
    mul,
    number,
    sum_over,
    tensor,
)  # fmt: skip
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Divides, Term

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric import footprint as room
from evoproof.numeric.errors import UnboundedSum
from evoproof.numeric.literal import literal

A = tensor("A", "N")


def elements(term: Term, **ranges: int) -> int:
    return room.footprint(term, {name: (0, size - 1) for name, size in ranges.items()})[1]


def test_a_temporary_has_the_dimensions_that_it_depends_on():
    ranges = {name: (size, size) for name, size in {"K": 3, "H": 9, "W": 9, "D": 2}.items()}
    tile = {**ranges, "M": (4, 4), "i": (0, 4), "j": (0, 5), "m": (0, 3)}
    names, largest = room.footprint(conv(), tile)
    assert names - frozenset(ranges) - {"M"} == {"i", "j", "m"}
    assert largest == 5 * 6 * 4 * 18
    assert room.footprint(access(KERNEL, 0, 0, 0, "m"), tile)[1] == 4


def test_the_conditions_of_a_sum_count_as_dimensions():
    term = sum_over(["a"], [*below("a", 5), at_least("i", "a")], number(1))
    assert elements(term, i=7) == 35


def test_a_strict_read_that_intervals_do_not_show_inside_is_checked_under_its_masks():
    read = access(A, poly("a") - 1)
    ranges = {"i": 7, "j": 3}
    guarded = sum_over(["a"], [*below("a", 4), equal("i", "j")], read)
    assert elements(mul(guarded, access(tensor("B", 9), 0)), N=1, **ranges) == 84
    inner = bracket([at_least("i", "j")], mul(read, number(2)))
    alone = room.footprint(inner, {"i": (0, 6), "j": (0, 2), "a": (0, 3), "N": (4, 4)})
    assert alone[1] == 84
    shown = room.footprint(read, {"a": (1, 4), "N": (4, 4)}, frozenset("ij"))
    assert shown == (frozenset("a"), 4)


def test_a_name_used_twice_counts_with_its_own_extent_each_time():
    read = access(A, poly("a") - 1)
    inner = sum_over(["a"], below("a", 2), read)
    outer = sum_over(["a"], [*below("a", 5), Divides(2, poly("i") + poly("a"))], inner)
    assert elements(outer, i=3, N=0) == 5 * 3 * 2


def test_a_false_condition_on_sizes_spares_the_body():
    huge = sum_over(["a"], below("a", 10**9), integer("a"))
    endless = sum_over(["a"], [], integer("a"))
    for body in (huge, endless):
        term = bracket([at_least(0, "N")], body)
        assert literal(term, {"N": 3}, {}, {}, limit=10).item() == 0
    with pytest.raises(UnboundedSum):
        literal(bracket([at_least("N", 0)], endless), {"N": 3}, {}, {})
