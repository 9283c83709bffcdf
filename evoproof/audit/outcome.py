"""What becomes of one part of an entry, by the means that its kind has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol, TypeAlias

from evoproof.audit.entry import Derived, Entry, Formula, Identity, Part, Rank
from evoproof.check.report import DerivationReport
from evoproof.claims.syntax import Claim
from evoproof.judge.report import ILL_FORMED, PROVED, REFUTED, UNKNOWN, ClaimReport
from evoproof.refute import Counterexample, rank_witness
from evoproof.refute.rank import OPPOSITE
from evoproof.refute.values import NotEvaluable


class Proved(Protocol):
    """What is found out about a derivation."""

    @property
    def verdict(self) -> str: ...

    @property
    def counterexample(self) -> Counterexample | None: ...

    @property
    def reason(self) -> str | None: ...

    @property
    def seconds(self) -> float: ...


Prove: TypeAlias = "Callable[[str], Proved]"
Reports: TypeAlias = "Iterator[ClaimReport]"


@dataclass(frozen=True)
class Outcome:
    """The verdict on a part, as the claims language has it.

    `found` is the counterexample of what is refuted or ill-formed, and the witness of a rank.
    `report` is there for a claim, `derivation` for a derivation that this process has proved.
    """

    part: Part
    verdict: str
    found: Counterexample | None = None
    reason: str | None = None
    seconds: float = 0.0
    report: ClaimReport | None = None
    derivation: DerivationReport | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """The denominators that are not shown to be non-zero."""
        return self.report.warnings if self.report is not None else ()

    @property
    def name(self) -> str:
        """Of the claim or derivation."""
        return self.part.derivation if isinstance(self.part, Derived) else self.part.claim.name


def parts(entry: Entry) -> Iterator[Part]:
    """Every part of the entry, each derivation that corrects it too, in the order of judging."""
    yield from entry.printed
    yield from entry.without
    yield from (reading.part for reading in entry.readings)
    yield from (Derived("", name) for name in entry.by)
    yield from entry.proof


def claims(part: Part) -> Iterator[Claim]:
    """The claims that have to be judged for the outcome, in the order in which it takes them."""
    match part:
        case Formula(claim=claim):
            yield claim
        case Identity(claim=claim, premise=premise):
            yield claim
            if premise is not None:
                yield premise


def outcome(part: Part, reports: Reports, prove: Prove) -> Outcome:
    """Take the reports on the part's claims, prove its derivation, look for its witness."""
    match part:
        case Derived(derivation=name):
            report = prove(name)
            known = report if isinstance(report, DerivationReport) else None
            return Outcome(
                part, report.verdict, report.counterexample, report.reason, report.seconds,
                derivation=known,
            )  # fmt: skip
        case Rank():
            return _ranked(part)
        case Formula():
            return _of(part, next(reports))
    return _implied(part, reports)


def _of(part: Part, report: ClaimReport) -> Outcome:
    """An identity whose two sides are one expression says nothing, and shows nothing."""
    empty = report.trivial and isinstance(part, Identity)
    return Outcome(
        part, UNKNOWN if empty else report.verdict, report.counterexample, report.reason,
        report.seconds, report,
    )  # fmt: skip


def _implied(part: Identity, reports: Reports) -> Outcome:
    """A conclusion that is refuted refutes the implication where its premise is proved."""
    conclusion = _of(part, next(reports))
    if part.premise is None:
        return conclusion
    premise = next(reports)
    if conclusion.verdict == PROVED or premise.verdict == PROVED:
        return conclusion
    reason = f"the premise is not proved but {premise.verdict}: it decides nothing"
    verdict = ILL_FORMED if premise.verdict == ILL_FORMED else UNKNOWN
    return Outcome(part, verdict, premise.counterexample, reason, premise.seconds, premise)


def _ranked(part: Rank) -> Outcome:
    """A witness shows what is said of some entries, and refutes what is said of all."""
    start = perf_counter()
    relation = OPPOSITE[part.relation] if part.every else part.relation
    try:
        found = rank_witness(part.claim, relation)
    except NotEvaluable as error:
        return Outcome(part, UNKNOWN, reason=str(error))
    seconds = perf_counter() - start
    if found is None:
        return Outcome(part, UNKNOWN, reason="no sizes and entries were found", seconds=seconds)
    return Outcome(part, REFUTED if part.every else PROVED, found, "a witness", seconds)


WRONG = (ILL_FORMED, REFUTED)
"""Verdicts that say that a statement does not hold."""
