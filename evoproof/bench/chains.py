"""A chain of n matrix products, multiplied from the left and from the right: how proofs grow."""

from __future__ import annotations

from time import perf_counter

from evoproof.claims.syntax import Claim
from evoproof.claims.undeclared import claim_from
from evoproof.judge.terms import to_terms
from evoproof.prover import prove


def chain_claim(n: int) -> Claim:
    """((A0 A1) A2) ... = A0 (A1 (A2 ...)), n matrices, every size its own."""
    names = ["i", *(f"k{m}" for m in range(1, n)), "j"]
    left, right = "A0[i,k1]", f"A{n - 1}[{names[n - 1]},j]"
    for m in range(1, n):
        left = f"sum({left}*A{m}[k{m},{names[m + 1]}] for k{m} in range(N{m}))"
    for m in reversed(range(n - 1)):
        right = f"sum(A{m}[{names[m]},k{m + 1}]*{right} for k{m + 1} in range(N{m + 1}))"
    tensors = [f"A{m}[N{m},N{m + 1}]" for m in range(n)]
    return claim_from(left=left, right=right, tensors=tensors, free=["i < N0", f"j < N{n}"])


def chain_seconds(n: int) -> float:
    """Seconds to prove it. Raises ArithmeticError where that fails."""
    formula = to_terms(chain_claim(n))
    start = perf_counter()
    outcome = prove(formula.left, formula.right, formula.given[0])
    taken = perf_counter() - start
    if outcome.theorem is None:
        raise ArithmeticError(f"the chain of {n} products was not proved")
    return taken
