"""Find the broken line: all lines are equal but one, which has a slip in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from evoproof.claims.text import text
from evoproof.teach.declarations import Spoken
from evoproof.teach.exercise import Exercise, Grade, Remark, Row, numbers, where
from evoproof.teach.mutants import mutants
from evoproof.teach.reasons import NoExercise
from evoproof.teach.setting import Setting
from evoproof.teach.telling import Told, proved, refuted, told

FEWEST = 3
TRIES = 12
"""How many slips in one line are looked at."""


@dataclass(frozen=True, kw_only=True)
class Broken(Exercise):
    """Lines that are equal but for one."""

    lines: tuple[str, ...]


def make(spoken: Spoken, number: int | None, random: Random) -> Broken:
    """With a slip below step `number`, or in any line; one that is refuted. Raises NoExercise."""
    lines = spoken.lines
    if len(lines) < FEWEST:
        raise NoExercise(f"a broken line is told among {FEWEST} or more, here are {len(lines)}")
    setting = Setting(spoken.declarations)
    for place in [number] if number is not None else random.sample(range(len(lines)), len(lines)):
        if not _told_apart(setting, lines, place):
            continue
        slips = dict.fromkeys(text(one) for one in mutants(setting.tree(lines[place])))
        for slip in random.sample(list(slips), min(TRIES, len(slips))):
            slipped = (*lines[:place], slip, *lines[place + 1 :])
            if _is_refuted(setting, slipped, place):
                return Broken(
                    title=f"{spoken.name}, {len(lines)} lines",
                    declarations=spoken.declarations,
                    lines=slipped,
                    solution=str(place + 1),
                )
    raise NoExercise("no slip was found that is refuted beside lines that are proved equal")


def _told_apart(setting: Setting, lines: Sequence[str], place: int) -> bool:
    """Whether the two lines next to this one are proved equal without it."""
    one, other = (setting.line(lines[k]) for k in _next_to(place, len(lines)))
    return proved(setting, one, other).equal


def _is_refuted(setting: Setting, lines: Sequence[str], place: int) -> bool:
    """Whether a short search refutes the line beside the one that it is graded beside."""
    pair = sorted((_next_to(place, len(lines))[0], place))
    one, other = (setting.line(lines[k]) for k in pair)
    return refuted(setting, one, other).different


class PlayBroken:
    """Raises ClaimError, OutOfFragment and NoExercise for data that make no exercise."""

    question = "One of these lines is not equal to the others. Give its number."
    hints = 1

    def __init__(self, exercise: Broken) -> None:
        self._exercise = exercise
        self._setting = Setting(exercise.declarations)
        self._lines = [self._setting.line(one, "lines") for one in exercise.lines]
        self._known: dict[tuple[int, int], Told] = {}
        if len(self._lines) < FEWEST:
            raise NoExercise(f"lines: there are {FEWEST} or more")

    @property
    def rows(self) -> tuple[Row, ...]:
        rows = (Row(f"{k}", line.term) for k, line in enumerate(self._lines, 1))
        return (*rows, *where(self._exercise))

    def hint(self, number: int) -> Remark:
        """A place where two neighbours differ."""
        for one, other in pairwise(range(len(self._lines))):
            found = self._judged(one, other)
            if found.different:
                said = f"Lines {one + 1} and {other + 1} differ."
                return Remark(said, found.found, _sides(one, other))
        return Remark("No two neighbours are refuted.")

    def grade(self, answer: str) -> Grade:
        """Right where two other lines are proved equal, and this one is refuted beside them."""
        given = numbers(answer)
        if len(given) != 1 or not 1 <= given[0] <= len(self._lines):
            last = len(self._lines)
            return Grade("unreadable", Remark(f"An answer is one number, from 1 to {last}."))
        place = given[0] - 1
        one, other = _next_to(place, len(self._lines))
        found = self._judged(one, place)
        if found.equal:
            return Grade("wrong", Remark(f"Lines {one + 1} and {place + 1} are equal."))
        if found.found is None:
            return Grade("undecided", Remark(found.reason))
        rest = self._judged(one, other)
        if rest.theorem is not None:
            said = Remark("it differs from its neighbours.", found.found, _sides(one, place))
            return Grade("right", said, (rest.theorem,))
        if rest.different:
            return Grade("wrong", Remark(f"Without it, lines {one + 1} and {other + 1} differ."))
        return Grade("undecided", Remark(rest.reason))

    def _judged(self, one: int, other: int) -> Told:
        pair = min(one, other), max(one, other)
        if pair not in self._known:
            self._known[pair] = told(self._setting, *(self._lines[k] for k in pair))
        return self._known[pair]


def _next_to(place: int, count: int) -> tuple[int, int]:
    """The two lines next to this one, of so many."""
    others = sorted((k for k in range(count) if k != place), key=lambda k: abs(k - place))
    return min(others[:2]), max(others[:2])


def _sides(one: int, other: int) -> tuple[str, str]:
    first, second = sorted((one, other))
    return f"line {first + 1} is", f"line {second + 1} is"
