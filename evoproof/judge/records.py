"""The proof of a claim as records for other checkers: one for each case of its conditions."""

from __future__ import annotations

from typing import Any

from evoproof.claims.syntax import Claim, Kind
from evoproof.judge.judge import Judgement
from evoproof.judge.report import PROVED
from evoproof.record import record


def records(claim: Claim, judgement: Judgement) -> dict[str, dict[str, Any]]:
    """The records by name, none where the claim is not proved: NAME, or NAME.1, NAME.2, ...

    Raises RecordError for a proof that is too long.
    """
    if judgement.attempt is None or judgement.report.verdict != PROVED:
        return {}
    theorems = judgement.attempt.theorems
    sizes = [one.name for one in claim.variables if one.kind is Kind.SIZE]
    names = [f"{claim.name}.{k}" if len(theorems) > 1 else claim.name for k in _count(theorems)]
    return {
        name: record(name, [theorem], title=claim.title, source=claim.file, sizes=sizes)
        for name, theorem in zip(names, theorems, strict=True)
    }


def _count(theorems: tuple[Any, ...]) -> range:
    return range(1, len(theorems) + 1)
