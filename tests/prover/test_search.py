"""The search by cases: what it leaves behind, and that it stops."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evoproof.claims.undeclared import claim_from
from evoproof.judge.judge import judge
from evoproof.judge.terms import to_terms
from evoproof.kernel.arithmetic import begin, counterexample, exhausted, implies, spent
from evoproof.kernel.build import at_least, conditions, equal
from evoproof.kernel.linear import agree
from evoproof.kernel.poly import ONE, poly
from evoproof.kernel.terms import Apply, Ge, Int
from evoproof.prover import Outcome, prove

x, y = poly("x"), poly("y")
HARD = [at_least(x, 1), at_least(y, 1)], at_least(x * y, 1)


@pytest.fixture(autouse=True)
def fresh_account() -> Iterator[None]:
    begin()
    yield
    begin()


def proved(left: str, right: str, **texts: object) -> Outcome:
    formula = to_terms(claim_from(left=left, right=right, **texts))
    return prove(formula.left, formula.right, formula.given[0])


def test_the_region_is_where_the_case_differs() -> None:
    """Only for i >= 5 do the sides differ, and a model of the region is such a place."""
    outcome = proved("(A[i] if i < 5 else 0)", "A[i]", tensors="A[N]", free="i < N")
    assert outcome.theorem is None and outcome.region
    model = counterexample(outcome.region, Ge(-ONE))
    assert model is not None and model["i"] >= 5


def test_what_contradicts_itself_proves_anything() -> None:
    absurd = (at_least(x, 3), at_least(2, x))
    outcome = prove(Int(x), Int(y), absurd)
    assert outcome.theorem is not None and outcome.theorem.hypotheses == conditions(absurd)


def test_work_is_counted_and_bounded() -> None:
    assert implies(*HARD) and spent() > 0
    begin(1)
    assert not exhausted() and implies(*HARD)
    assert exhausted()
    goal = at_least(x * x, 0)
    assert not implies([], goal) and counterexample([], equal(x, y)) is None
    assert not agree([], Apply("max", (Int(x), Int(x))), Int(x))
    assert implies([at_least(x, 1)], at_least(x, 0)), "what is evident costs nothing"
    begin()
    assert implies([], goal)


def test_a_search_without_work_left_says_so() -> None:
    begin(1)
    implies(*HARD)
    outcome = proved("(A[i] if i < 5 else 0)", "A[i]", tensors="A[N]", free="i < N")
    assert outcome.theorem is None and "budget of the solver" in outcome.reason


def test_a_verdict_leaves_no_limit_behind() -> None:
    made = claim_from(left="X[r//M, r%M]", right="X[r//M, r - M*(r//M)]", tensors="X[N, M]",
                      free="r < N*M")  # fmt: skip
    first = judge(made)
    assert first.verdict == "proved" and not exhausted()
    judge(claim_from(left="A[i]", right="A[0]", tensors="A[N]", free="i < N"))
    again = judge(made)
    assert (again.verdict, again.reason, again.warnings) == ("proved", None, first.warnings)


@pytest.mark.parametrize(
    ("left", "right", "texts"),
    [
        ("f(A[i] if i < N else B[i - N])", "(f(A[i]) if i < N else f(B[i - N]))",
         {"tensors": "A[N], B[M]", "free": "i < N + M", "functions": "f"}),
        ("sum(X[r] for r in range(N*M))", "sum(X[a*M + b] for b in range(M) for a in range(N))",
         {"tensors": "X[N*M]"}),
        ("sum(X[2*k] + X[2*k + 1] for k in range(N))", "sum(X[k] for k in range(2*N))",
         {"tensors": "X[2*N]"}),
        ("sum(X[k] for k in range(N + 1))", "X[N] + sum(X[k] for k in range(N))",
         {"tensors": "X[N + 1]"}),
        ("sum(sum(3 for k in range(i, N) if k%2 == 0) for l in range(i, N) if l%2 == 0)",
         "sum(sum(3 for l in range(i, N) if l%2 == 0) for k in range(i, N) if k%2 == 0)",
         {"free": "i < N"}),
        ("6*sum(k*k for k in range(N + 1))", "N*(N + 1)*(2*N + 1)", {}),
        ("1/(1 + exp(-x)) + 1/(1 + exp(x))", "1", {"scalars": "x"}),
        ("max(x, min(x, y))", "x", {"scalars": "x, y"}),
        ("(i//a)//b", "i//(a*b)", {"sizes": "N, a, b", "free": "i < N",
                                   "given": ["a >= 1", "b >= 1"]}),
    ],
    ids=["function", "tiles", "residues", "refine", "number", "telescope", "divisor", "maximum",
         "floors"],
)  # fmt: skip
def test_each_way_through(left: str, right: str, texts: dict[str, object]) -> None:
    outcome = proved(left, right, **texts)
    assert outcome.theorem is not None, outcome.reason
    assert proved(right, left, **texts).theorem is not None
    assert proved(left, f"({right}) + 1", **texts).theorem is None
