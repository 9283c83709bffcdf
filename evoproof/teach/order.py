"""Order the lines: every order in which each reason leads to the next line is right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from evoproof.prover import Outcome
from evoproof.teach.declarations import Spoken
from evoproof.teach.exercise import Exercise, Grade, Remark, Row, numbers, where
from evoproof.teach.reasons import NoExercise, holds, reach, read, shown, stops
from evoproof.teach.setting import Setting

FEWEST = 3


@dataclass(frozen=True, kw_only=True)
class Order(Exercise):
    """Lines in disorder, and the reasons in the order in which they are used."""

    lines: tuple[str, ...]
    reasons: tuple[str, ...]


def make(spoken: Spoken, random: Random) -> Order:
    """Of the longest run of steps that hold as data. Raises NoExercise."""
    first, reasons = _run(spoken)
    if len(reasons) + 1 < FEWEST:
        raise NoExercise(
            "there are too few steps in a row that hold as data: without a citation, not by auto"
        )
    lines = spoken.lines[first : first + len(reasons) + 1]
    order = list(range(len(lines)))
    while order == sorted(order):
        random.shuffle(order)
    made = Order(
        title=f"{spoken.name}, lines {first + 1} to {first + len(lines)}",
        declarations=spoken.declarations,
        lines=tuple(lines[k] for k in order),
        reasons=tuple(reasons),
        solution=" ".join(str(order.index(k) + 1) for k in range(len(lines))),
    )
    grade = PlayOrder(made).grade(made.solution)
    if not grade.right:
        raise NoExercise(f"the order of the derivation cannot be graded: {grade.remark.said}")
    return made


def _run(spoken: Spoken) -> tuple[int, list[str]]:
    """The first line of the longest run, and its reasons."""
    runs: list[tuple[int, list[str]]] = [(0, [])]
    for step in spoken.steps:
        try:
            runs[-1][1].append(holds(spoken, step))
        except NoExercise:
            runs.append((step.index, []))
    return max(runs, key=lambda run: len(run[1]))


class PlayOrder:
    """Raises ClaimError, OutOfFragment and NoExercise for data that make no exercise."""

    def __init__(self, exercise: Order) -> None:
        self._exercise = exercise
        self._setting = Setting(exercise.declarations)
        self._lines = [self._setting.line(one, "lines") for one in exercise.lines]
        self._reasons = [read(one, self._setting) for one in exercise.reasons]
        self._known: dict[tuple[int, int, int], Outcome] = {}
        if len(self._lines) != len(self._reasons) + 1 or len(self._reasons) < 1:
            raise NoExercise("lines and reasons: there is one line more than there are reasons")

    @property
    def question(self) -> str:
        count = len(self._lines)
        return f"In which order do the lines make a proof? Give {count} numbers, such as 2 1 3."

    @property
    def rows(self) -> tuple[Row, ...]:
        return (
            *(Row(f"{k}", line.term) for k, line in enumerate(self._lines, 1)),
            *(Row(f"reason {k}", text=shown(one)) for k, one in enumerate(self._reasons, 1)),
            *where(self._exercise),
        )

    @property
    def hints(self) -> int:
        return len(self._reasons) - 1

    def hint(self, number: int) -> Remark:
        """Two lines that follow each other by the reason of this number."""
        pairs = ((a, b) for a in range(len(self._lines)) for b in range(len(self._lines)))
        for above, below in pairs:
            if above != below and self._step(above, below, number).theorem is not None:
                reason = shown(self._reasons[number])
                return Remark(f"Line {below + 1} follows from line {above + 1} by {reason}.")
        return Remark(f"No line follows from another by reason {number + 1}.")

    def grade(self, answer: str) -> Grade:
        """Right only through a theorem for each two neighbours, by the reason between them."""
        order = [number - 1 for number in numbers(answer)]
        if sorted(order) != list(range(len(self._lines))):
            last = len(self._lines)
            return Grade("unreadable", Remark(f"An answer has the numbers 1 to {last}, each once."))
        theorems = []
        for reason, (above, below) in enumerate(pairwise(order)):
            outcome = self._step(above, below, reason)
            if outcome.theorem is None:
                by = shown(self._reasons[reason])
                said = f"Line {below + 1} does not follow from line {above + 1} by {by}."
                return Grade("wrong", Remark(said, formulas=tuple(stops(outcome))))
            theorems.append(outcome.theorem)
        return Grade("right", Remark("every line follows from the one before."), tuple(theorems))

    def _step(self, above: int, below: int, reason: int) -> Outcome:
        asked = above, below, reason
        if asked not in self._known:
            self._known[asked] = reach(
                self._setting, self._lines[above], self._lines[below], self._reasons[reason]
            )
        return self._known[asked]
