"""What the terms of a claim have lost still needs a meaning.

The sizes are such that no search of small ones meets what is wrong.
"""

from __future__ import annotations

import pytest
from judge_claims import claim

from evoproof.judge.judge import judge
from evoproof.judge.readings import met

FAR = {"sizes": "N, M", "tensors": "A[1000], B[3]"}
ZERO = "(M * M - 1234321)"


@pytest.mark.parametrize(
    ("left", "right", "access"),
    [
        (f"0 * (N // {ZERO}) + N", "N + 0", "0 // 0"),
        (f"N // {ZERO} - N // {ZERO}", "0", "0 // 0"),
        (f"B[0 * (N % {ZERO})] + 0", "B[0]", "0 % 0"),
        (f"0 if N // {ZERO} > 0 else 0", "N - N", "0 // 0"),
        (f"0 if M < 0 or M > 5 and N // {ZERO} > 0 else 0", "N - N", "0 // 0"),
        (f"sum(0 for k in range(3) if k // {ZERO} == 0) + 1", "1", "0 // 0"),
        (f"sum(0 for k in range(3) for l in range(k, k // {ZERO})) + 1", "1", "0 // 0"),
        ("A[N] ** 0", "1", "A[1000]"),
        ("N + 0 if M % 2 == 0 else N + 0 * (N // (M - 4321))", "N", "0 // 0"),
    ],
)
def test_what_has_no_meaning_far_away_is_found(left, right, access):
    report = judge(claim(left, right, **FAR))
    assert report.verdict == "ill-formed"
    assert report.counterexample.access == access


@pytest.mark.parametrize("field", ["free", "given"])
def test_conditions_and_extents_need_a_meaning_too(field):
    text = {"free": "i < N // (M - 4321)", "given": ["N // (M - 4321) > 0"]}
    report = judge(claim("N + N", "2 * N", sizes="N, M", **{field: text[field]}))
    assert report.verdict == "ill-formed"
    assert report.counterexample.sizes["M"] == 4321


@pytest.mark.parametrize(
    "left",
    [
        "1 if M == 0 or N // M == 0 else 1",
        "1 + sum(0 for k in range(5) if M > 0 and k // M == 0)",
        "1 + 0 * (N // M) if M > 0 else 1",
        "1 if M == 0 else 1 + 0 * (N // M)",
        "1 + sum(0 for k in range(N) if k > 0 if N // k > 3)",
        "1 + sum(0 for k in range(1, N) for l in range(N // k))",
        "1 + 0 * (N // 2) + 0 * (N % -3)",
        "1 + sum(k // M - k // M for k in range(M))",
        "(B[0] if N > 3 else 5) ** 0",
    ],
)
def test_what_guards_a_division_is_seen(left):
    assert judge(claim(left, "2 - 1", **FAR)).verdict == "proved"


def test_numbers_other_than_zero_are_no_question():
    assert [*met(claim("N // 2 + N % -3", "N", sizes="N"))] == []
    assert len([*met(claim("N // 0 + N % N", "N // (N - 1)", sizes="N"))]) == 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("(1 if i < 5 else 0)*B[i]", "(B[i] if i < 5 else 0)"),
        ("sum((1 if k < 5 else 0)*B[k] for k in range(N))", "sum(B[k] for k in range(N) if k < 5)"),
        ("(C[0] if i < 60000 else 0)*B[i]", "(C[0]*B[i] if i < 60000 else 0)"),
        ("max((1 if i < 60000 else 0)*B[i], 0)", "(max(B[i], 0) if i < 60000 else 0)"),
        ("(1 if i < 60000 else 0)/B[i]", "(1/B[i] if i < 60000 else 0)"),
    ],
)
def test_a_factor_guards_nothing(left, right):
    """B[60000] lies beyond what a search tries, so it is the proof that must not go through."""
    texts = {"sizes": "N", "tensors": "B[60000], C[3]", "free": "i < N"}
    assert judge(claim(left, right, **texts)).verdict in ("ill-formed", "unknown")


def test_an_index_is_looked_at_by_its_value():
    """(h*D + d)//D is h under the range of d: only then is the bound of K shown."""
    made = claim(
        "sum(Q[h*D + d]*K[((h*D + d)//D//G)*D + (h*D + d)%D] for d in range(D))",
        "sum(Q[h*D + d]*K[(h//G)*D + d] for d in range(D))",
        sizes="H, G, D", tensors="Q[H*G*D], K[H*D]", free="h < H*G", given=["G >= 1", "D >= 1"],
    )  # fmt: skip
    assert judge(made).verdict == "proved"
    beyond = claim(
        "sum(Q[h*D + d]*K[((h*D + d)//D//G)*D + (h*D + d)%D + 1] for d in range(D))",
        "sum(Q[h*D + d]*K[(h//G)*D + d + 1] for d in range(D))",
        sizes="H, G, D", tensors="Q[H*G*D], K[H*D]", free="h < H*G", given=["G >= 1", "D >= 1"],
    )  # fmt: skip
    assert judge(beyond).verdict == "ill-formed"
