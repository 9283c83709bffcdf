"""The two sides are one expression where they differ in bound names, and in nothing else."""

from __future__ import annotations

import pytest
from judge_claims import claim

from evoproof.judge.judge import judge
from evoproof.judge.same import same

NAMES = {
    "sizes": "N, M",
    "tensors": "A[N, N], B[N]",
    "scalars": "w",
    "functions": "f, g",
    "free": "i < N",
}


def alike(left: str, right: str) -> bool:
    made = claim(left, right, **NAMES)
    return same(made.left, made.right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("w", "w"),
        ("sum(B[k] for k in range(N))", "sum(B[l] for l in range(N))"),
        (
            "sum(A[k, l] for k in range(N) for l in range(k) if l > 2)",
            "sum(A[l, k] for l in range(N) for k in range(l) if k > 2)",
        ),
        (
            "max(sum(A[i, k] for k in range(N)) for l in range(3))",
            "max(sum(A[i, l] for l in range(N)) for k in range(3))",
        ),
        ("f(-w) if not (i < 3 or i == 5) else w**2", "f(-w) if not (i < 3 or i == 5) else w**2"),
        ("max(w, exp(w), N // 3)", "max(w, exp(w), N // 3)"),
    ],
)
def test_the_same(left, right):
    assert alike(left, right)
    assert judge(claim(left, left, **NAMES)).verdict in ("proved", "unknown", "ill-formed")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("w", "w + 0"),
        ("w + N", "N + w"),
        ("B[i + 1 - 1]", "B[i]"),
        ("f(w)", "g(w)"),
        ("w**2", "w**3"),
        ("max(w, 1)", "min(w, 1)"),
        ("max(w, 1)", "max(w, 1, 1)"),
        ("N // 3", "N % 3"),
        ("w if i < 3 else 0", "w if i <= 3 else 0"),
        ("w if i < 3 and i > 1 else 0", "w if i < 3 or i > 1 else 0"),
        ("sum(B[k] for k in range(N))", "sum(B[k] for k in range(0, N - 1))"),
        ("sum(B[k] for k in range(N))", "max(B[k] for k in range(N))"),
        ("sum(B[k] for k in range(N))", "sum(B[k] for k in range(N) if k > 0)"),
        ("sum(A[k, l] for k in range(N) for l in range(N))",
         "sum(A[l, k] for k in range(N) for l in range(N))"),
        ("sum(A[k, l] for k in range(N) for l in range(N))",
         "sum(sum(A[k, l] for l in range(N)) for k in range(N))"),
        ("sum(A[k, i] for k in range(N))", "sum(A[k, k] for k in range(N))"),
        ("sum(A[i, k] for k in range(N))", "sum(A[k, k] for k in range(N))"),
    ],
)  # fmt: skip
def test_not_the_same(left, right):
    assert not alike(left, right)
    assert not alike(right, left)


def test_a_proof_that_something_is_itself_does_not_pass():
    report = judge(claim("sum(B[k] for k in range(N))", "sum(B[l] for l in range(N))", **NAMES))
    assert (report.verdict, report.trivial, report.ok) == ("proved", True, False)
    assert report.reason == "both sides are the same expression"


def test_an_identity_of_integers_alone_is_not_trivial():
    report = judge(claim("B[N - 1 - (N - 1 - i)]", "B[i]", **NAMES))
    assert (report.verdict, report.trivial, report.ok) == ("proved", False, True)


def test_an_abbreviation_is_not_the_expression_that_it_stands_for():
    texts = {**NAMES, "let": ["Q[j] = sum(A[j, k] for k in range(N))"]}
    assert not judge(claim("Q[i] + w", "sum(A[i, l] for l in range(N)) + w", **texts)).trivial
    assert judge(claim("Q[i] + w", "Q[ i ]+w", **texts)).trivial


def test_what_is_not_proved_is_not_trivial():
    report = judge(claim("B[i + 1]", "B[i + 1]", **NAMES))
    assert (report.verdict, report.trivial) == ("ill-formed", False)
