"""A claim: its letters, its hypotheses; what says nothing is vacuous or trivial, never proved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from calc_files import derive

from evoproof.calc import auto, equation, prove, reindex, unfold
from evoproof.calc import by as because
from evoproof.errors import ChainError, EvoproofError
from evoproof.kernel.build import at_least, between
from evoproof.language import Bound, Sum, bound, definition, exp, indices, sizes, tensor

N, M, K = sizes("N M K")
i, j = indices(i=N, j=M + 1)
a, b, t = bound("a b t")
T = tensor("T", N)
B = tensor("B", K)
D = definition("D", (i,), 2 * T[i])


def test_letters_are_those_of_both_sides_the_conditions_and_the_extents() -> None:
    claim = equation(D[i] + 0 * K, T[i] * 2 + j - j, given=[K >= 1])
    assert [one.name for one in claim.letters] == ["K", "N", "i"]
    assert claim.sizes == ("K", "N")
    wider = equation(D[i] + j, T[i] * 2 + j)
    assert wider.sizes == ("M", "N")  # M only by the extent of j
    assert {name: str(extent.key) for name, extent in wider.free.items()} == {"i": "N", "j": "M+1"}


def test_letters_of_a_shape_count_too() -> None:
    claim = equation(B[0], B[0] * 1 + T[i] - T[i])
    assert claim.sizes == ("K",)


def test_hypotheses_are_sizes_ranges_and_what_is_given() -> None:
    claim = equation(D[i], 2 * T[i], given=(N >= 3))
    expected = {at_least("N", 0), *between(0, "i", "N"), at_least("N", 3)}
    assert set(claim.hypotheses) >= {at_least("N", 0), at_least("N", 3), at_least("i", 0)}
    assert len(claim.hypotheses) == len(expected)


def test_one_condition_needs_no_list() -> None:
    one, many = (equation(D[i], 2 * T[i], given=given) for given in (N >= 3, [N >= 3]))
    assert one.hypotheses == many.hypotheses


def test_a_free_bound_variable_is_refused_with_what_would_do() -> None:
    with pytest.raises(ChainError) as told:
        equation(D[a] + T[t], T[t] + 2 * T[a])
    assert "a, t" in str(told.value) and "free" in str(told.value)
    assert "indices" in str(told.value)


def test_a_variable_of_a_sum_is_not_free() -> None:
    claim = equation(Sum(T[a], (a, 0, N - 1)), Sum(T[b], (b, 0, N - 1)))
    assert claim.sizes == ("N",) and claim.free == {}


@pytest.mark.parametrize("given", [[N >= 1, N <= 0], [N * M >= 1, M <= 0], [N >= 2, N <= 1]])
def test_conditions_that_nothing_satisfies_are_vacuous(given: list[object]) -> None:
    made = prove(equation(D[i], 3 * T[i], given=given), D[i], because(unfold(D)), 3 * T[i])
    assert made.vacuous and made.verdict == "vacuous"
    assert made.theorem is None


def test_a_condition_that_sympy_knows_to_be_false_is_refused() -> None:
    """A size is not negative: SymPy writes N < 0 as false, and no condition is left to show."""
    with pytest.raises(EvoproofError, match="nothing false"):
        equation(D[i], 2 * T[i], given=[N < 0])


def test_an_index_with_an_empty_range_is_vacuous() -> None:
    (never,) = indices(never=0)
    made = prove(equation(T[never], 2 * T[never]), T[never], because(reindex), 2 * T[never])
    assert made.verdict == "vacuous" and made.theorem is None


def test_both_sides_the_same_are_trivial() -> None:
    made = prove(equation(2 * T[i], T[i] * 2), 2 * T[i], because(reindex), 2 * T[i])
    assert made.trivial and made.verdict == "trivial"
    assert made.theorem is None


def test_a_longer_way_from_a_side_to_itself_is_trivial(tmp_path: Path) -> None:
    made = derive(
        tmp_path,
        "claim = equation(D[i], D[i])\n"
        "whole = prove(claim, D[i], by(unfold(D)), 2 * T[i], by(fold(D)), D[i])\n",
    )
    assert [one.verdict for one in made.results] == ["proved", "proved"]
    assert made.verdict == "trivial" and made.theorem is None


def test_ill_formed_comes_first() -> None:
    made = prove(equation(T[N], T[N], given=[N >= 1, N <= 0]), T[N], because(reindex), T[N])
    assert made.verdict in ("ill-formed", "vacuous")
    assert made.theorem is None


def twice(one: Bound, two: Bound) -> Any:
    """A sum in a sum, the range of the inner one up to the name of the outer one."""
    inner = Sum(T[one] * D[two], (two, 0, one))
    return 2 + Sum(exp(inner) * T[N - 1 - one], (one, 0, N - 1))


def verdict(left: Any, right: Any) -> str:
    made = prove(equation(left, right), left, because(auto), right)
    assert (made.theorem is not None) is (made.verdict == "proved")
    return made.verdict


@pytest.mark.parametrize(("one", "two"), [(b, a), (t, b), (a, t)])
def test_sides_that_differ_in_bound_names_only_are_trivial(one: Bound, two: Bound) -> None:
    assert verdict(Sum(T[a], (a, 0, N - 1)), Sum(T[t], (t, 0, N - 1))) == "trivial"
    assert verdict(twice(a, b), twice(one, two)) == "trivial"


def test_sides_that_differ_in_more_are_not_trivial() -> None:
    left = Sum(T[a] * B[b], (b, 0, K - 1), (a, 0, N - 1))
    exchanged = Sum(T[a] * B[b], (a, 0, N - 1), (b, 0, K - 1))
    moved = Sum(T[b - 1], (b, 1, N))
    assert verdict(left, exchanged) == verdict(Sum(T[a], (a, 0, N - 1)), moved) == "proved"


def test_bound_names_that_order_the_terms_are_trivial_too() -> None:
    left = Sum(T[a] + T[b], (a, 0, N - 1), (b, 0, N - 1))
    right = Sum(T[t] + T[a], (t, 0, N - 1), (a, 0, N - 1))
    assert verdict(left, right) == "trivial"


def test_the_conditions_are_read_before_the_sides() -> None:
    with pytest.raises(EvoproofError, match="'N >= 1': not a SymPy relation"):
        equation(D[a], 2.5 * T[i], given="N >= 1")
