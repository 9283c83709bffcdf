"""Sizes satisfy the hypotheses, differ in kind, and are the same for the same seed."""

from __future__ import annotations

from math import prod

import pytest
from numeric_formulas import FREE, IMAGE, KERNEL, W_K, W_Q, W_V

from evoproof.kernel.build import at_least, equal, tensor
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Divides

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.errors import NoInstance
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.instances import LIGHT, Wishes, choose_sizes, wishes_for
from evoproof.numeric.integers import all_hold

CONV = wishes_for([IMAGE, KERNEL], "HWKDM")


@pytest.mark.parametrize("seed", range(5))
def test_the_four_kinds_of_a_convolution(seed):
    distinct, one, large, other = choose_sizes("HWKDM", (), FREE, seed=seed, wishes=CONV)
    for sizes in (distinct, other):
        assert len(set(sizes.values())) == 5 and min(sizes.values()) >= 2
    assert list(one.values()).count(1) == 1
    assert large["K"] > max(large["H"], large["W"])
    assert all(sizes["H"] != sizes["W"] for sizes in (distinct, one, large, other))
    assert sum(distinct[name] != other[name] for name in "HWKDM") >= 3


def test_what_is_a_side_and_what_a_kernel():
    assert Wishes(("H", "W"), ("K", "M")) == CONV
    assert wishes_for([IMAGE, W_Q, W_K, W_V], "HWDkMl") == Wishes(("H", "W"), ("M", "k", "l"))
    assert wishes_for([tensor("A", "N", "K")], "NK").image == ()


def test_a_seed_fixes_the_sizes_and_another_changes_them():
    first = choose_sizes("HWKDM", (), FREE, seed=1, wishes=CONV)
    assert first == choose_sizes(tuple("MDKWH"), (), FREE, seed=1, wishes=CONV)
    assert first != choose_sizes("HWKDM", (), FREE, seed=2, wishes=CONV)


def test_hypotheses_hold_equalities_and_divisions_among_them():
    given = (
        equal("K", poly("l") * 2 + 1),
        equal("D", poly("G") * poly("d")),
        Divides(3, poly("H")),
        at_least("W", 2),
        equal(poly("M"), floor(poly("D"), poly(2))),
    )
    found = choose_sizes("HWKDMGdl", given, FREE)
    assert len(found) == 4
    assert all(all_hold(given, sizes) for sizes in found)


def test_a_wish_that_the_hypotheses_forbid_is_let_go():
    given = (at_least("H", "K"), equal("H", "W"))
    found = choose_sizes("HWKDM", given, FREE, wishes=CONV)
    assert len(found) == 4
    assert all(sizes["H"] == sizes["W"] >= sizes["K"] for sizes in found)


def test_a_hypothesis_on_an_index_needs_an_index_that_satisfies_it():
    found = choose_sizes(["N"], (at_least("i", 3),), {"i": poly("N")})
    assert all(sizes["N"] >= 4 for sizes in found)


def test_the_output_is_not_empty():
    extent = poly("H") - poly("K") + 1
    found = choose_sizes("HK", (), {"i": extent})
    assert all(sizes["H"] >= sizes["K"] for sizes in found)


def test_hypotheses_that_nothing_satisfies_are_an_error_that_shows_them():
    with pytest.raises(NoInstance, match=r"no sizes N were found with N >= 0, -N-1 >= 0"):
        choose_sizes(["N"], (at_least("N", 0), at_least(-1, "N")))


def test_one_solution_is_given_once_and_no_names_are_one_instance():
    assert choose_sizes(["N"], (equal("N", 3),)) == ({"N": 3},)
    assert choose_sizes([]) == ({},)


def test_a_caller_may_cap_a_size():
    found = choose_sizes("HWKDM", (), FREE, wishes=Wishes(("H", "W"), ("K",), {"D": 2}))
    assert all(sizes["D"] <= 2 for sizes in found)


def test_heavy_sizes_give_way_to_smaller_ones_and_light_ones_stay():
    first = choose_sizes("HWKDM", (), FREE, wishes=CONV)
    assert choose_sizes("HWKDM", (), FREE, wishes=CONV, work=lambda sizes: LIGHT) == first
    found = choose_sizes("HWKDM", (), FREE, wishes=CONV, work=lambda s: prod(s.values()) ** 3)
    assert all(prod(sizes.values()) ** 3 <= LIGHT for sizes in found) and len(found) == 4
    assert choose_sizes("H", work=lambda sizes: LIGHT + 1)[0] == {"H": 1}


def test_entries_depend_on_name_and_seed_and_on_no_other_tensor():
    sizes = {"N": 50, "M": 40}
    a, b = tensor("A", "N", "M"), tensor("B", "N", "M")
    alone, both = random_tensors([a], sizes, 7), random_tensors([b, a], sizes, 7)
    assert torch.equal(alone[a], both[a])
    assert not torch.equal(both[a], both[b])
    assert not torch.equal(alone[a], random_tensors([a], sizes, 8)[a])


def test_entries_are_scaled_so_that_scores_stay_of_size_one():
    sizes = {"N": 50, "M": 40}
    weights, image = tensor("A", "N", "M"), tensor("X", "N", "M", padded=True)
    data = random_tensors([weights, image], sizes)
    assert data[weights].std() * 50**0.5 == pytest.approx(1, abs=0.1)
    assert data[image].std() == pytest.approx(1, abs=0.1)
    whole = random_tensors([image], sizes, lane="exact", largest=3)[image]
    assert (whole.dtype, whole.min(), whole.max()) == (torch.int64, -3, 3)
