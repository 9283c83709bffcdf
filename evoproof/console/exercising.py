"""Exercises in the terminal: the question, answers until one is right, points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from evoproof.console.answers import line
from evoproof.console.counterexamples import counterexample
from evoproof.console.formulas import formula
from evoproof.console.terminal import Terminal
from evoproof.teach.exercise import Exercise, Grade, Play, Remark
from evoproof.teach.kinds import kind_of, play
from evoproof.teach.score import FULL, Score

COMMANDS = {
    "hint": "a hint, which costs 2 points",
    "show": "the question again",
    "give up": "no points, and the solution where it is known",
    "help": "this text (or ?)",
    "quit": "the end of all exercises",
}
COLOURS = {"right": "bold green", "undecided": "bold yellow"}


class Quit(Exception):
    """The learner ends the exercises."""


class Session:
    """One exercise after the other; `undecided` is whether an answer was left open."""

    def __init__(self, terminal: Terminal) -> None:
        self._to = terminal
        self.scores: list[Score] = []
        self.undecided = False

    @property
    def solved(self) -> bool:
        return bool(self.scores) and all(score.solved for score in self.scores)

    def answered(self, exercise: Exercise, answer: str) -> None:
        """One answer, and no question."""
        score = Score()
        self.scores.append(score)
        self._graded(play(exercise), answer, score)

    def asked(self, exercises: Sequence[Exercise]) -> None:
        """Question after question, until the input ends."""
        self.scores += [Score() for _ in exercises]
        for exercise, score in zip(exercises, self.scores[-len(exercises) :], strict=True):
            try:
                self._ask(exercise, score)
            except Quit:
                break
        self._say(self._summary())

    def _ask(self, exercise: Exercise, score: Score) -> None:
        playing = play(exercise)
        self._question(exercise, playing)
        while not score.solved:
            said = line(self._to)
            if said is None:
                raise Quit
            match " ".join(said.split()).lower():
                case "":
                    continue
                case "?" | "help":
                    self._commands()
                case "hint":
                    self._hint(playing, score)
                case "show":
                    self._question(exercise, playing)
                case "give up":
                    self._say(f"The solution: {exercise.solution or 'it is not in the file.'}")
                    return
                case "quit":
                    raise Quit
                case _:
                    self._graded(playing, said, score)

    def _question(self, exercise: Exercise, playing: Play) -> None:
        self._to.line(Text(f"{exercise.title} ({kind_of(exercise)})", style="bold"))
        width = max(len(row.label) for row in playing.rows)
        for row in playing.rows:
            lead = f"  {row.label:<{width}}  "
            if row.term is not None:
                for one in formula(row.term, self._to.glyphs, self._to.width, lead=lead):
                    self._to.line(one)
            if row.text:
                self._say((lead if row.term is None else " " * len(lead)) + row.text)
        self._say(playing.question)
        self._say("? for help")

    def _commands(self) -> None:
        width = max(map(len, COMMANDS))
        for name, does in COMMANDS.items():
            self._say(f"    {name:<{width}}  {does}")

    def _hint(self, playing: Play, score: Score) -> None:
        if score.hints >= playing.hints:
            self._say("There is no further hint.")
            return
        with self._to.working("looking for a hint ..."):
            found = playing.hint(score.hints)
        score.hints += 1
        self._remark(Text("hint: "), found)

    def _graded(self, playing: Play, answer: str, score: Score) -> None:
        with self._to.working("judging ..."):
            grade = playing.grade(answer)
        score.count(grade)
        self.undecided = self.undecided or (grade.verdict == "undecided" and not score.solved)
        self._remark(_verdict(grade), grade.remark)

    def _remark(self, head: Text, remark: Remark) -> None:
        first, *rest = remark.said.splitlines()
        self._to.line(Text.assemble(head, first))
        for more in rest:
            self._say(more)
        for shown in self._shown(remark):
            self._to.line(shown)

    def _shown(self, remark: Remark) -> Iterator[Text]:
        for label, term in remark.formulas:
            lead = f"    {label + ':':<18}"
            yield from formula(term, self._to.glyphs, self._to.width, lead=lead)
        if remark.counterexample is not None:
            yield from counterexample(remark.counterexample, remark.sides)

    def _summary(self) -> str:
        points, full = sum(score.points for score in self.scores), FULL * len(self.scores)
        solved = sum(score.solved for score in self.scores)
        hints = sum(score.hints for score in self.scores)
        mistakes = sum(score.mistakes for score in self.scores)
        said = f"{points} of {full} points: {solved} of {len(self.scores)} solved"
        return f"{said}, hints {hints}, wrong answers {mistakes}"

    def _say(self, said: str) -> None:
        self._to.line(said)


def _verdict(grade: Grade) -> Text:
    return Text(f"{grade.verdict}: ", style=COLOURS.get(grade.verdict, "bold red"))
