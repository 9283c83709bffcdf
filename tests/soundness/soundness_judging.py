"""Many claims judged, none of them for long; and what is wrong with the verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from soundness_exact import objection

from evoproof.claims.syntax import Claim
from evoproof.judge.judge import judge
from evoproof.judge.report import CONTRADICTION, PROVED, ClaimReport
from evoproof.judge.workers import Workers


class Spoiled(Protocol):
    """A claim that may be false: a mutant, or a random claim with a slip."""

    @property
    def table(self) -> dict[str, Any]: ...

    @property
    def claim(self) -> Claim: ...


Judge = Callable[[Claim], ClaimReport]


@contextmanager
def judging(seconds: float) -> Iterator[Judge]:
    """The product's judge in a process of its own, which is ended where it takes longer."""
    with Workers(judge, 1, seconds) as workers:
        yield lambda claim: next(iter(workers.reports([claim])))


def faults(
    spoiled: Sequence[Spoiled], reports: Sequence[ClaimReport], instances: int, seed: int
) -> list[str]:
    """What is proved and is not true or has no meaning; and every contradiction."""
    found = []
    for one, report in zip(spoiled, reports, strict=True):
        if report.verdict == CONTRADICTION:
            found.append(f"{one}: {report.reason}")
        if report.verdict == PROVED:
            against = objection(one.table, one.claim, instances, seed)
            found += [f"{one} is proved, but {against}"] if against is not None else []
    return found
