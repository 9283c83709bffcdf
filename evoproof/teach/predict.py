"""Predict the next line: any line that the reason leads to is right, however it is written."""

from __future__ import annotations

from dataclasses import dataclass

from evoproof.claims.errors import ClaimError
from evoproof.judge.alternatives import OutOfFragment
from evoproof.kernel.wellformed import fault
from evoproof.prover import Outcome
from evoproof.teach.declarations import Spoken
from evoproof.teach.exercise import Exercise, Grade, Remark, Row, where
from evoproof.teach.reasons import NoExercise, holds, reach, read, same, shown, stops, unneeded
from evoproof.teach.setting import Line, Setting
from evoproof.teach.telling import told
from evoproof.teach.words import in_words


@dataclass(frozen=True, kw_only=True)
class Predict(Exercise):
    """The line above and the reason; the line below is asked for."""

    above: str
    reason: str


def make(spoken: Spoken, number: int) -> Predict:
    """Of step `number`. Raises NoExercise where the step's own line would not pass."""
    step = spoken.steps[number - 1]
    reason = holds(spoken, step)
    made = Predict(
        title=f"{spoken.name}, step {number}",
        declarations=spoken.declarations,
        above=spoken.lines[number - 1],
        reason=reason,
        solution=spoken.lines[number],
    )
    grade = PlayPredict(made).grade(made.solution)
    if not grade.right:
        raise NoExercise(f"the line below step {number} cannot be graded: {grade.remark.said}")
    return made


class PlayPredict:
    """Raises ClaimError, OutOfFragment and NoExercise for data that make no exercise."""

    question = "Which line comes next? Write it in the claims language; definitions may be used."

    def __init__(self, exercise: Predict) -> None:
        self._exercise = exercise
        self._setting = Setting(exercise.declarations)
        self._above = self._setting.line(exercise.above, "above")
        self._named = read(exercise.reason, self._setting)

    @property
    def rows(self) -> tuple[Row, ...]:
        return (
            Row("the line above", self._above.term, self._above.text),
            Row("the reason", text=shown(self._named)),
            *where(self._exercise),
        )

    @property
    def hints(self) -> int:
        return 1 + bool(self._exercise.solution)

    def hint(self, number: int) -> Remark:
        if number == 0:
            words = (in_words(reason) for one in self._named for reason in one.reasons)
            return Remark(" ".join(dict.fromkeys(words)))
        text = self._exercise.solution
        return Remark(f"It begins: {text[: max(1, len(text) // 3)]} ...")

    def grade(self, answer: str) -> Grade:
        """Right only through a theorem of the kernel that the reason's own rules have made."""
        try:
            line = self._setting.line(answer)
        except (ClaimError, OutOfFragment) as error:
            return Grade("unreadable", Remark(str(error)))
        if same(self._setting, self._above, line):
            return Grade("repeated", Remark("This is the line above again, written otherwise."))
        if fault(self._setting.hypotheses, line.term) is not None:
            return self._judged(line, Outcome(None))
        outcome = reach(self._setting, self._above, line, self._named)
        if outcome.theorem is None:
            return self._judged(line, outcome)
        spare = unneeded(self._setting, self._above, line, self._named)
        if spare:
            names = ", ".join(one.text for one in spare)
            said = f"True, but it is not what the reason says: it holds without {names}."
            return Grade("other-reason", Remark(said))
        return Grade("right", Remark("the reason leads to this line."), (outcome.theorem,))

    def _judged(self, line: Line, outcome: Outcome) -> Grade:
        """What a line is that the reason does not lead to."""
        found = told(self._setting, self._above, line)
        if found.different:
            said = "This line is not equal to the line above."
            return Grade("false", Remark(said, found.found))
        if found.meaningless:
            return Grade(
                "no-meaning", Remark("This line does not always have a meaning.", found.found)
            )
        if found.equal:
            said = f"True, but not by this reason: {shown(self._named)} does not lead there."
            return Grade("other-reason", Remark(said, formulas=tuple(stops(outcome))))
        return Grade("undecided", Remark(found.reason))
