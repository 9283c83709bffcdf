"""What a claim's expressions mean: every rule of the language, by a claim that tells it apart."""

from __future__ import annotations

import pytest
from test_refute_repeatable import run

from evoproof.claims.syntax import Claim
from evoproof.claims.table import claim_in
from evoproof.refute import (
    admits_something,
    equal_at,
    ill_formed_claim,
    recheck,
    refute_claim,
)


def claim(left: str, right: str, **fields: object) -> Claim:
    return claim_in({"name": "c", "left": left, "right": right, **fields}, 1, 1, {})


A = {"sizes": "N", "tensors": "A[N]"}
AT = {**A, "free": "i < N"}
SIGNED = {"integers": "a, b"}

HOLD = {
    "x / 0 is 0": ("A[i] / 0", "0", AT),
    "x / x is 1 but at 0": ("A[i] * A[i] / A[i]", "A[i]", AT),
    "an empty sum is 0": ("sum(A[k] for k in range(3, 2))", "0", A),
    "ranges are half open": ("sum(1 for k in range(2, N))", "max(N - 2, 0)", A),
    "a sum's condition": ("sum(k for k in range(4) if k != 2)", "4", {}),
    "a later range sees an earlier index": ("sum(1 for k in range(4) for l in range(k))", "6", {}),
    "a maximum over two ranges": ("max(k + l for k in range(3) for l in range(k))", "3", {}),
    "a minimum's condition": ("min(k for k in range(9) if k * k > 10)", "4", {}),
    "x ** 0 is 1": ("A[i] ** 0", "1", AT),
    "floor division rounds down": ("(-7) // 2", "-4", {}),
    "the remainder has the divisor's sign": ("7 % (-2)", "-1", {}),
    "division and remainder": ("(a // 3) * 3 + a % 3", "a", SIGNED),
    "only the chosen side is read": ("A[i + 1] if i + 1 < N else 0",
                                     "0 if i + 1 == N else A[i + 1]", AT),
    "and stops at the first that fails": ("1 if N > 0 and 5 // N >= 0 else 1", "1", A),
    "or stops at the first that holds": ("1 if N == 0 or 5 // N >= 0 else 0", "1", A),
    "a chain stops, too": ("1 if 0 < N <= 5 // N else 1", "1", A),
    "not": ("1 if not (a < b or a > b) else 0", "1 if a == b else 0", SIGNED),
    "a padded tensor is 0 outside": ("sum(A[k] for k in range(-3, N + 3))",
                                     "sum(A[k] for k in range(N))", {**A, "padded": "A"}),
    "equal arguments of a function": ("f(A[i] + A[i])", "f(2 * A[i])", {**AT, "functions": "f"}),
    "a function of rounded numbers": ("f(exp(A[i]) * exp(-A[i] / 2) * exp(-A[i] / 2))", "f(1)",
                                      {**AT, "functions": "f"}),
    "a function of large numbers": ("f(exp(60) * exp(60))", "f(exp(120))", {"functions": "f"}),
    "a maximum of rounded numbers": ("max(exp(A[i] / 3), exp(A[i] / 3) / 2)", "exp(A[i] / 3)", AT),
    "what rounding would lose": ("exp(200 * A[i] / 7) ** 5 * (1 + exp(-200 * A[i] / 7) ** 5 - 1)",
                                 "1", AT),
    "no index, no claim": ("A[0]", "A[1]", {**A, "free": "i < N, j < -1"}),
    "the extent of an index may be negative": ("0", "0", {**A, "free": "i < N - 5"}),
    "a claim about nothing that is drawn": ("2 + 2", "4", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOLD)
def test_what_holds_by_the_rules_is_not_refuted(name: str) -> None:
    left, right, fields = HOLD[name]
    made = claim(left, right, **fields)
    assert ill_formed_claim(made, budget=10_000) is None
    assert refute_claim(made, budget=20_000) is None


ILL = {
    "outside a strict tensor": ("A[i + 1]", "0", AT, "A[1]", {"i": 0}),
    "below": ("A[i - 1]", "0", AT, "A[-1]", {"i": 0}),
    "a factor 0 guards nothing": ("0 * A[N]", "0", A, "A[0]", {}),
    "a second factor": ("(1 if i > 9 else 0) * A[2 * i]", "0", AT, "A[2]", {"i": 1}),
    "the right side": ("0", "A[i + N]", AT, "A[1]", {"i": 0}),
    "inside a sum": ("sum(A[k + 1] for k in range(N))", "0", A, "A[1]", {"k": 0}),
    "in a condition": ("(1 if i % N == 0 and 1 % (N - 1) == 0 else 1)", "1", AT, "1 % 0", {"i": 0}),
    "a division": ("a // b", "0", SIGNED, "0 // 0", {}),
    "values are shown": ("(a + 5) // (b - b)", "0", SIGNED, "5 // 0", {}),
    "a remainder": ("i % (N - 2)", "0", AT, "0 % 0", {"i": 0}),
    "an empty maximum": ("max(A[k] for k in range(N))", "0", A,
                         "max over an empty range of k", {}),
    "an empty minimum": ("min(A[k] for k in range(N) for l in range(k))", "0", A,
                         "min over an empty range of k, l", {}),
    "nothing meets the condition": ("max(k for k in range(N) if k > 3)", "0",
                                    {**A, "given": ["N >= 1"]}, "max over an empty range of k", {}),
    "a shape": ("A[0]", "0", {"sizes": "N", "tensors": "A[6 // N]"}, "6 // 0", {}),
    "an extent": ("A[i]", "A[i]", {**A, "free": "i < 6 // N"}, "6 // 0", {}),
    "a condition of the claim": ("0", "1", {**A, "given": ["4 % N == 0"]}, "4 % 0", {}),
    "ill-formed and false": ("A[N] + 1", "0", A, "A[0]", {}),
    "the bound of a range": ("sum(k for k in range(N // (N - 1)))", "0", {**A, "given": ["N < 2"]},
                               "1 // 0", {}),
    "an argument of exp": ("exp(A[N] / 3)", "0", A, "A[0]", {}),
    "beside a number too large to compute": ("exp(99999) + A[N]", "0", A, "A[0]", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", ILL)
def test_what_has_no_meaning_is_said_with_its_place(name: str) -> None:
    left, right, fields, access, index = ILL[name]
    made = claim(left, right, **fields)
    found = ill_formed_claim(made)
    assert (found.access, found.index) == (access, index)
    assert found.to_dict() == {"sizes": found.sizes, "index": index, "access": access}
    assert recheck(made, found)
    other = refute_claim(made)
    assert other is None or other.access is not None


def test_a_false_condition_hides_the_division_by_zero_of_another() -> None:
    made = claim("N // M", "N // M", sizes="N, M", given=["N % M == 0", "M >= 1"])
    assert ill_formed_claim(made) is None


def test_a_bound_index_of_the_place_is_in_the_counterexample() -> None:
    made = claim("sum(A[i + k] for k in range(3) for l in range(2))", "0", **AT)
    found = ill_formed_claim(made)
    assert found.index == {"i": 0, "k": 1, "l": 0} and found.access == "A[1]"


def test_a_huge_range_ends_and_huge_numbers_are_left_alone() -> None:
    for left in ("sum(k for k in range(10**12))", "sum(A[k] for k in range(10**30) if k < N)",
                 "((9 ** 64) ** 64) ** 64", "exp(10**9)", "(A[0] ** 64) ** 64"):  # fmt: skip
        made = claim(left, "0", **{**A, "given": ["N >= 1"]})
        assert ill_formed_claim(made, budget=20_000) is None
        refute_claim(made, budget=20_000)


def test_a_huge_tensor_is_shown_by_what_is_read_of_it() -> None:
    made = claim("X[5] + X[7]", "0", tensors="X[10**12]")
    found = refute_claim(made)
    assert list(found.tensors["X"]) == ["5", "7"] and recheck(made, found)


def test_a_free_index_of_a_huge_range_is_drawn() -> None:
    made = claim("X[i]", "0", tensors="X[10**20]", free="i < 10**20")
    assert recheck(made, refute_claim(made))


def test_the_counterexample_is_the_object_of_the_report() -> None:
    made = claim("w * f(A[i]) + s", "0", **AT, scalars="w", functions="f", integers="s")
    found = refute_claim(made)
    assert list(found.to_dict()) == [
        "sizes", "index", "tensors", "scalars", "functions", "left", "right",
    ]  # fmt: skip
    assert list(found.sizes) == ["N", "s"] and list(found.index) == ["i"]


def test_a_rounded_argument_of_a_function_is_found_again_in_its_table() -> None:
    made = claim("f(exp(A[i]))", "f(exp(-A[i]))", **AT, functions="f")
    found = refute_claim(made)
    assert found.note and recheck(made, found)


def test_equations_are_solved_and_not_guessed() -> None:
    given = ["K1 + K2 == L1 + L2 + 40", "3 * P == K1 + 30", "L1 == 2 * L2 + 1", "L2 >= 1"]
    made = claim("K1", "0", sizes="K1, K2, L1, L2, P", given=given)
    found = refute_claim(made)
    assert found is not None and recheck(made, found)


@pytest.mark.parametrize(
    "given",
    [
        ["N % M == 0", "M >= 3", "N > M"],
        ["N == 2 * l + 1", "l >= 4"],
        ["s <= e", "e <= N", "N >= 100", "e - s >= 50"],
        ["N * N == M * M + l * l", "M >= 1", "l >= 1"],
        ["N - M == 7 or N - M == -7", "l % 5 == 4"],
    ],
)
def test_conditions_that_few_sizes_meet_are_met(given: list[str]) -> None:
    made = claim("0", "1", sizes="N, M, l, s, e", given=given)
    admitted = admits_something(made)
    assert admitted is not None
    assert equal_at(made, admitted) is False
    assert refute_claim(made) is not None


def test_what_nothing_admits_is_admitted_by_nothing() -> None:
    for given in (["N < 0"], ["N > 2", "N < 2"], ["2 * N == 7"], ["N % 2 == 0", "N % 4 == 1"]):
        assert admits_something(claim("0", "1", sizes="N", given=given)) is None
    assert admits_something(claim("0", "1", **A, free="i < N", given=["i > N"])) is None


def test_a_claim_without_room_for_its_index_is_not_vacuous() -> None:
    assert admits_something(claim("0", "1", **AT, given=["N == 0"])) == {"N": 0}
    assert admits_something(claim("0", "1", **AT, given=["N == 3"])).keys() == {"N", "i"}
    assert admits_something(claim("0", "1")) == {}


def test_equal_at_compares_at_every_index_that_is_left_open() -> None:
    made = claim("A[i]", "A[0]", **AT)
    assert {equal_at(made, {"N": 3}, seed) for seed in range(20)} == {False, True}
    assert {equal_at(made, {"N": 3, "i": 0}, seed) for seed in range(20)} == {True}
    assert equal_at(made, {"N": 0}) is None
    assert equal_at(claim("A[i + 1]", "0", **AT), {"N": 2}) is None
    assert equal_at(claim("0", "0", **A, given=["N >= 3"]), {"N": 2}) is None
    assert equal_at(claim("exp(A[0] / 2) ** 2", "exp(A[0])", **A), {"N": 1}, 4) is True


def test_a_hint_is_tried_first() -> None:
    made = claim("(2 if N * N == 1521 else 1)", "1", sizes="N")
    assert refute_claim(made, budget=5_000) is None
    assert refute_claim(made, budget=5_000, hints=[{"N": 39}]).sizes == {"N": 39}


SCRIPT = """
import json
from evoproof.claims.table import claim_in
from evoproof.refute import admits_something, ill_formed_claim, refute_claim
fields = dict(name="c", sizes="N, M, K", integers="s", tensors="A[N, K], B[K]", functions="f, g",
              scalars="w", free="i < N", given=["N % M == 0", "M >= 1", "K == 2 * M"],
              left="w * f(sum(A[i, k] * B[k] for k in range(K))) + g(s)",
              right="w * sum(f(A[i, k] * B[k]) for k in range(K)) + g(s + 1)")
made = claim_in(fields, 1, 1, {})
wide = claim_in({**fields, "left": "A[i, s]"}, 1, 1, {})
found = refute_claim(made, 3), ill_formed_claim(wide, 3)
print(json.dumps([*(one.to_dict() for one in found), admits_something(made, 3)]))
"""


@pytest.mark.slow
def test_a_claims_counterexample_does_not_depend_on_the_hash_seed() -> None:
    first = run("0", SCRIPT)
    assert '"access"' in first and '"left"' in first
    assert first == run("1", SCRIPT) == run("4242", SCRIPT)


def test_nor_on_earlier_claims() -> None:
    made = claim("sum(A[k] for k in range(N))", "A[0] * N", **A, given=["N >= 1"])
    first = refute_claim(made, 3)
    refute_claim(claim("A[i]", "0", **AT), 9)
    assert refute_claim(made, 3) == first
