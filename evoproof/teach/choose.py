"""Choose the reason: of four, one leads from the line above to the line below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from evoproof.calc.reasons import LAWS
from evoproof.teach.declarations import Spoken
from evoproof.teach.exercise import Exercise, Grade, Remark, Row, numbers, where
from evoproof.teach.reasons import NoExercise, holds, reach, read, shown, stops, written
from evoproof.teach.setting import Setting

CHOICES = 4


@dataclass(frozen=True, kw_only=True)
class Choose(Exercise):
    """Two lines, and reasons of which one leads from the first to the second."""

    above: str
    below: str
    choices: tuple[str, ...]


def make(spoken: Spoken, number: int, random: Random) -> Choose:
    """Of step `number`; the wrong choices are those that the prover does not get through with.

    Raises NoExercise where there are not enough of them.
    """
    step = spoken.steps[number - 1]
    right = holds(spoken, step)
    setting = Setting(spoken.declarations)
    above, below = (setting.line(spoken.lines[k]) for k in (number - 1, number))
    choices = [right]
    for other in _others(spoken, number, setting, random):
        if len(choices) < CHOICES and other not in choices:
            outcome = reach(setting, above, below, read(other, setting))
            choices += [other] if outcome.theorem is None else []
    if len(choices) < CHOICES:
        raise NoExercise(f"step {number} has too few reasons that do not suffice")
    random.shuffle(choices)
    return Choose(
        title=f"{spoken.name}, step {number}",
        declarations=spoken.declarations,
        above=spoken.lines[number - 1],
        below=spoken.lines[number],
        choices=tuple(choices),
        solution=str(choices.index(right) + 1),
    )


def _others(spoken: Spoken, number: int, setting: Setting, random: Random) -> Iterator[str]:
    """The reasons of the other steps, then opening one definition, then the laws; each shuffled."""
    steps = [one for one in spoken.steps if one.index != number]
    elsewhere = [
        written(spoken, one) for one in steps if not one.by.automatic and not one.by.citations
    ]
    opening = [f"{verb}({name})" for name in setting.definitions for verb in ("unfold", "fold")]
    for group in (elsewhere, opening, [law.written for law in LAWS]):
        yield from random.sample(group, len(group))


class PlayChoose:
    """Raises ClaimError, OutOfFragment and NoExercise for data that make no exercise."""

    question = "Which reason leads from the line above to the line below? Give its number."

    def __init__(self, exercise: Choose) -> None:
        self._exercise = exercise
        self._setting = Setting(exercise.declarations)
        self._above = self._setting.line(exercise.above, "above")
        self._below = self._setting.line(exercise.below, "below")
        self._choices = [read(one, self._setting) for one in exercise.choices]
        if len(self._choices) < 2:
            raise NoExercise("choices: there are two or more")

    @property
    def rows(self) -> tuple[Row, ...]:
        return (
            Row("the line above", self._above.term),
            *(Row(f"{k}", text=shown(one)) for k, one in enumerate(self._choices, 1)),
            Row("the line below", self._below.term),
            *where(self._exercise),
        )

    @property
    def hints(self) -> int:
        return len(self._choices) - 2

    def hint(self, number: int) -> Remark:
        """One choice fewer, and where it stops."""
        wrong = (k for k in range(1, len(self._choices) + 1) if not self._grade(k).right)
        left_out = [k for _, k in zip(range(number + 1), wrong, strict=False)]
        if len(left_out) <= number:
            return Remark("There is nothing more to say.")
        stopped = self._grade(left_out[number]).remark
        return Remark(f"It is not {left_out[number]}.", formulas=stopped.formulas)

    def grade(self, answer: str) -> Grade:
        """Right only through a theorem that the chosen rules have made."""
        number = numbers(answer)
        if len(number) != 1 or not 1 <= number[0] <= len(self._choices):
            last = len(self._choices)
            return Grade("unreadable", Remark(f"An answer is one number, from 1 to {last}."))
        return self._grade(number[0])

    def _grade(self, number: int) -> Grade:
        named = self._choices[number - 1]
        outcome = reach(self._setting, self._above, self._below, named)
        if outcome.theorem is not None:
            return Grade(
                "right", Remark("this reason leads to the line below."), (outcome.theorem,)
            )
        said = f"{shown(named)} does not lead to the line below."
        return Grade("wrong", Remark(said, formulas=tuple(stops(outcome))))
