"""Claims for the tests of the judge."""

from __future__ import annotations

from typing import Any

from evoproof.claims.syntax import Claim
from evoproof.claims.undeclared import claim_from


def claim(left: str, right: str, **texts: Any) -> Claim:
    """left = right; the sizes are the names in shapes and ranges where they are not given."""
    return claim_from(left=left, right=right, **texts)


BACKWARDS = claim("sum(A[i] for i in range(N))", "sum(A[N-1-i] for i in range(N))", tensors="A[N]")
ONE_LESS = claim("sum(A[i] for i in range(N))", "sum(A[i] for i in range(N-1))", tensors="A[N]")
OUTSIDE = claim("A[i+1]", "A[i+1] + 0", tensors="A[N]", free="i < N")
EITHER = claim(
    "sum(A[i] for i in range(N))",
    "sum(A[i] for i in range(M))",
    tensors="A[N + M]",
    given=["N == M and M < 3 or N == M and M > 5"],
)
"""Its conditions fall into two cases, each of which has a theorem."""
