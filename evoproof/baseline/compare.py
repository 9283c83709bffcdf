"""What is known against what was recorded: pure functions on plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evoproof.baseline.known import AUTO, NAMED, PROVED, TESTED, UNKNOWN, Baseline, Known

DROPPED, CHANGED, APPEARED, VANISHED = "dropped", "changed", "appeared", "vanished"
BETTER, NOT_TAKEN = "better", "not taken"

_RANKS = {NAMED: 3, PROVED: 3, AUTO: 2, TESTED: 1, UNKNOWN: 0}
_DECIDED = 2
_SAID = {NAMED: "proved by named reasons", AUTO: "proved by auto"}


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was recorded: its key, in which way, and in words."""

    key: str
    kind: str
    said: str

    @property
    def fails(self) -> bool:
        """Whether the gate fails for it."""
        return self.kind not in (BETTER, NOT_TAKEN)

    def __str__(self) -> str:
        return f"{self.key}: {self.said}"


def compare(recorded: Baseline, found: Baseline, *, numbers: bool = True) -> tuple[Change, ...]:
    """Every change, by key. Where `numbers` were not taken, what was tested is none."""
    changes = (
        _change(key, recorded.get(key), found.get(key), numbers)
        for key in sorted({*recorded, *found})
    )
    return tuple(one for one in changes if one is not None)


def _change(key: str, old: Known | None, new: Known | None, numbers: bool) -> Change | None:
    if old == new:
        return None
    if old is None:
        return Change(key, APPEARED, "is not recorded")
    if new is None:
        return Change(key, VANISHED, "is recorded, and is not there")
    if not new.statement:
        return Change(key, DROPPED, f"was {old.known}, and was given up now")
    if old.statement != new.statement:
        return Change(key, CHANGED, "states something else than was recorded")
    if not numbers and _untested(old) == new:
        return Change(key, NOT_TAKEN, "was tested by numbers, which are not taken now")
    return _moved(key, old if numbers else _untested(old), new)


def _untested(known: Known) -> Known:
    """What is left of it without numbers."""
    steps = tuple(UNKNOWN if one == TESTED else one for one in known.steps)
    return replace(known, known=UNKNOWN if known.known == TESTED else known.known, steps=steps)


def _moved(key: str, old: Known, new: Known) -> Change:
    """The first loss, or the first gain where there is no loss."""
    if len(old.steps) != len(new.steps):
        said = f"had {len(old.steps)} steps, has {len(new.steps)}"
        return Change(key, CHANGED, said)
    moves = list(_moves(old, new))
    lost = [said for said, gain in moves if not gain]
    if lost:
        return Change(key, DROPPED, lost[0])
    return Change(key, BETTER, moves[0][0])


def _moves(old: Known, new: Known) -> Iterator[tuple[str, bool]]:
    """What is known otherwise than before, in words, and whether it is known better."""
    if old.known != new.known:
        yield f"was {old.known}, is {new.known}", _gained(old.known, new.known)
    for number, (before, now) in enumerate(zip(old.steps, new.steps, strict=True), 1):
        if before != now:
            said = f"step {number} was {_SAID.get(before, before)}, is {_SAID.get(now, now)}"
            yield said, _gained(before, now)


def _gained(before: str, now: str) -> bool:
    """Better known: a verdict that was decided can only turn into another by a fault."""
    return before in (AUTO, TESTED, UNKNOWN) and _rank(now) > _rank(before)


def _rank(word: str) -> int:
    return _RANKS.get(word, _DECIDED)
