"""Every claim of tests/claims gets the verdict that its file expects, with what shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evoproof.claims.files import read_file
from evoproof.claims.syntax import Claim
from evoproof.judge.judge import judge
from evoproof.refute.recheck import recheck

FOLDER = Path(__file__).parent.parent / "claims"

CLAIMS = [
    (path.stem, one)
    for path in sorted(FOLDER.glob("*.toml"))
    for one in read_file(path)
    if isinstance(one, Claim)
]


CASES = [pytest.param(one, id=f"{stem}-{one.name}") for stem, one in CLAIMS]


@pytest.mark.slow
@pytest.mark.parametrize("claim", CASES)
def test_the_verdict_is_the_expected_one(claim: Claim) -> None:
    report = judge(claim)
    assert report.verdict == claim.expect, report.reason
    assert not report.trivial, "both sides are the same expression"
    if claim.expect in ("refuted", "ill-formed"):
        assert report.counterexample is not None
        assert recheck(claim, report.counterexample)


def test_there_are_claims_of_every_verdict() -> None:
    assert {one.expect for _, one in CLAIMS} >= {"proved", "refuted", "ill-formed", "vacuous"}
    assert len(CLAIMS) > 300
