"""The verdict on an entry of the audit, from those on its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evoproof.audit.entry import ASSERTION, INFORMAL, NATURAL, Entry
from evoproof.audit.outcome import WRONG, Outcome
from evoproof.judge.report import ILL_FORMED, PROVED, REFUTED, UNKNOWN
from evoproof.refute import Counterexample

FALSE, TRUE, TRUE_IF = "false", "true", "true-if"


@dataclass(frozen=True)
class EntryReport:
    """What a run finds out about an entry. `proofs` are the outcomes of what corrects it.

    Verdicts are those of `entry.VERDICTS`, and unknown, where a part is not decided.
    """

    entry: Entry
    printed: tuple[Outcome, ...]
    without: tuple[Outcome, ...]
    readings: tuple[Outcome, ...]
    proofs: tuple[Outcome, ...]

    @property
    def name(self) -> str:
        return self.entry.id

    @property
    def expected(self) -> str:
        return self.entry.expect

    @property
    def verdict(self) -> str:
        """Of the statement as printed."""
        kind = self.entry.kind
        if kind == ASSERTION:
            return self._asserted()
        decided = all(one.verdict == PROVED for one in self.printed)
        if kind == INFORMAL:
            decided = not self.printed and self.readings_as_expected
        return NATURAL[kind] if decided else _worst(self.printed)

    def _asserted(self) -> str:
        if not self.printed or any(one.verdict != PROVED for one in self.printed):
            return _worst(self.printed)
        if not self.entry.conditions:
            return TRUE
        needed = [one.verdict in WRONG for one in self.without]
        return TRUE_IF if needed and all(needed) else UNKNOWN

    @property
    def corrected(self) -> str | None:
        """The verdict on the corrected statement; None where there is nothing to correct."""
        if not self.proofs:
            return None
        return next((one.verdict for one in self.proofs if one.verdict != PROVED), PROVED)

    @property
    def readings_as_expected(self) -> bool:
        pairs = zip(self.entry.readings, self.readings, strict=True)
        return all(reading.expect == one.verdict for reading, one in pairs)

    @property
    def counterexample(self) -> Counterexample | None:
        """Of the printed statement, or of what it says without its conditions."""
        found = (one.found for one in (*self.printed, *self.without) if one.verdict in WRONG)
        return next(found, None)

    @property
    def reason(self) -> str | None:
        """Why the verdict is not the one that was expected, or a part is not."""
        surprises = [one for one in self.printed if one.verdict == UNKNOWN]
        surprises += [one for one in self.without if one.verdict not in WRONG]
        pairs = zip(self.entry.readings, self.readings, strict=True)
        surprises += [one for reading, one in pairs if reading.expect != one.verdict]
        surprises += [one for one in self.proofs if one.verdict != PROVED]
        said = [f"{one.name} is {one.verdict}: {one.reason}" for one in surprises]
        return "; ".join(said) or None

    @property
    def seconds(self) -> float:
        return sum(one.seconds for one in (*self.printed, *self.without))

    @property
    def fault(self) -> bool:
        """Whether evoproof failed at one of the claims."""
        outcomes = (*self.printed, *self.without, *self.readings, *self.proofs)
        return any(one.report is not None and one.report.fault for one in outcomes)

    @property
    def ok(self) -> bool:
        """The verdict that was expected, every reading too, and the correction proved."""
        corrected = self.corrected in (None, PROVED)
        return self.verdict == self.expected and self.readings_as_expected and corrected


def _worst(printed: Sequence[Outcome]) -> str:
    verdicts = [one.verdict for one in printed]
    if ILL_FORMED in verdicts:
        return ILL_FORMED
    return FALSE if REFUTED in verdicts else UNKNOWN
