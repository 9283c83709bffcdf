"""What is read beside a factor 0 is read: only a case distinction leaves something unread.

The shapes are too large for a search to meet what is outside by chance.
"""

from __future__ import annotations

import pytest

from evoproof.claims.undeclared import claim_from
from evoproof.judge.judge import judgement
from evoproof.judge.report import PROVED

OUTSIDE = [
    ("(1 if i < 5 else 0)*B[i]", "(B[i] if i < 5 else 0)"),
    ("(C[0] if i < 9 else 0)*B[i]", "(C[0]*B[i] if i < 9 else 0)"),
    ("max((1 if i < 9 else 0)*B[i], 0)", "(max(B[i], 0) if i < 9 else 0)"),
    ("(1 if i < 9 else 0)/B[i]", "(1/B[i] if i < 9 else 0)"),
    ("sum((1 if k < 5 else 0)*B[k] for k in range(N))", "sum(B[k] for k in range(N) if k < 5)"),
]


@pytest.mark.parametrize(("left", "right"), OUTSIDE)
def test_it_is_not_proved(left: str, right: str) -> None:
    claim = claim_from(left=left, right=right, sizes="N", tensors="B[900], C[3]", free="i < N")
    assert judgement(claim).report.verdict != PROVED


@pytest.mark.parametrize(("left", "right"), OUTSIDE)
def test_it_is_proved_where_everything_is_inside(left: str, right: str) -> None:
    claim = claim_from(left=left, right=right, sizes="N", tensors="B[N], C[3]", free="i < N")
    assert judgement(claim).report.verdict == PROVED
