"""Points: a task has ten; a hint costs two of them and a wrong answer three."""

from __future__ import annotations

from dataclasses import dataclass

from evoproof.teach.exercise import Grade

FULL, HINT, MISTAKE = 10, 2, 3


@dataclass
class Score:
    """What happened at one task. What cannot be read costs nothing."""

    solved: bool = False
    hints: int = 0
    mistakes: int = 0

    def count(self, grade: Grade) -> None:
        self.solved = self.solved or grade.right
        self.mistakes += not grade.right and grade.verdict not in ("unreadable", "undecided")

    @property
    def points(self) -> int:
        return max(1, FULL - HINT * self.hints - MISTAKE * self.mistakes) if self.solved else 0
