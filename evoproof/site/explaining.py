"""The tasks of the audit, done so that the proofs of claims can be read."""

from __future__ import annotations

from evoproof.audit.run import Summary, Task, done
from evoproof.claims.syntax import Claim
from evoproof.judge.account import report_on
from evoproof.judge.report import ClaimReport


def explained(task: Task, seed: int = 0) -> ClaimReport | Summary:
    """As `done` of the audit does it; the report on a claim has the lines of its proof."""
    if isinstance(task, Claim):
        return report_on(task, seed, "unicode", watch=False)
    return done(task, seed)
