"""What is found out about a claim, as plain data: it goes from process to process."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from evoproof.claims.errors import ClaimError, FileError
from evoproof.claims.syntax import Claim
from evoproof.refute import Counterexample

PROVED, REFUTED, UNKNOWN = "proved", "refuted", "unknown"
VACUOUS, ILL_FORMED, ERROR, CONTRADICTION = "vacuous", "ill-formed", "error", "contradiction"


@dataclass(frozen=True)
class ChainLine:
    """A line of a proof: `label` says what led there; `parts` is the formula, cut into summands.

    A line without a formula opens the proof below it, which is one deeper.
    """

    depth: int
    label: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proof:
    """A proof: the kernel's local steps, how often each rule was used, and the chain to be read."""

    steps: int
    rules: tuple[tuple[str, int], ...]
    lines: tuple[ChainLine, ...]


@dataclass(frozen=True)
class Forms:
    """The forms that the two sides were brought to, cut into summands, and those on one side only.

    `given` are the conditions under which they were compared, where there are several cases.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True)
class ClaimReport:
    """The verdict on a claim, or on a text that makes no claim (verdict "error").

    Verdicts are those of the claims language, and contradiction: a proof and a counterexample, or
    conditions shown to be impossible that something satisfies; a fault of evoproof.
    `proofs` and `forms` are there where they were asked for: one proof for each case of `given`.
    `fault`: the claim is undecided because evoproof failed; the reason says where.
    `why` says why something else than "proved" is expected; `line` is where the claim begins in its
    file (0: not known).
    """

    file: str
    name: str
    verdict: str
    expected: str = PROVED
    trivial: bool = False
    warnings: tuple[str, ...] = ()
    reason: str | None = None
    counterexample: Counterexample | None = None
    seconds: float = 0.0
    proofs: tuple[Proof, ...] = ()
    forms: Forms | None = None
    fault: bool = False
    why: str = ""
    line: int = 0

    @property
    def ok(self) -> bool:
        """As expected; a claim that says nothing does not pass."""
        return self.verdict == self.expected and not self.trivial


def failed(claim: Claim, error: Exception) -> ClaimReport:
    """The report on a claim at which evoproof failed; the other claims are still judged."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    reason = f"internal error in {place}, please report it: {type(error).__name__}: {error}"
    return ClaimReport(
        claim.file, claim.name, UNKNOWN, claim.expect, reason=reason, fault=True, why=claim.why,
        line=claim.line,
    )  # fmt: skip


def unreadable(error: ClaimError | FileError) -> ClaimReport:
    """The report on a claim, or a whole file of them, that cannot be read."""
    name = error.claim if isinstance(error, ClaimError) else ""
    line = error.line if isinstance(error, ClaimError) else 0
    return ClaimReport(error.file, name, ERROR, reason=str(error), line=line)
