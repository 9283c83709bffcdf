"""What every kind of exercise has: data to be played, rows to be shown, grades and hints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from evoproof.kernel.terms import Term
from evoproof.kernel.theorem import Theorem
from evoproof.refute import Counterexample
from evoproof.teach.declarations import Declarations


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """An exercise as data: texts of the claims language; `solution` is "" where it is kept back."""

    title: str
    declarations: Declarations
    solution: str = ""


@dataclass(frozen=True)
class Row:
    """A part of the question: a label, a formula, a text (in the claims language, or plain)."""

    label: str
    term: Term | None = None
    text: str = ""


@dataclass(frozen=True)
class Remark:
    """Something that is said to the learner, with what shows it.

    `sides` are what the counterexample calls its two values.
    """

    said: str
    counterexample: Counterexample | None = None
    sides: tuple[str, str] = ("the line above is", "your line is")
    formulas: tuple[tuple[str, Term], ...] = ()


@dataclass(frozen=True)
class Grade:
    """What became of an answer.

    `verdict`: right; repeated (the line above again); other-reason (true, but not by the reason);
    false; no-meaning; wrong; undecided; unreadable. `theorems` are what "right" rests on.
    """

    verdict: str
    remark: Remark
    theorems: tuple[Theorem, ...] = ()

    @property
    def right(self) -> bool:
        return self.verdict == "right" and bool(self.theorems)


class Play(Protocol):
    """An exercise while it is played: what is asked, what is shown, how answers are graded."""

    @property
    def question(self) -> str: ...

    @property
    def rows(self) -> tuple[Row, ...]: ...

    @property
    def hints(self) -> int: ...

    def hint(self, number: int) -> Remark:
        """The hint of this number, from 0."""

    def grade(self, answer: str) -> Grade: ...


def where(exercise: Exercise) -> Iterator[Row]:
    """What the letters are."""
    said = exercise.declarations
    for label, text in (
        ("sizes", said.sizes), ("integers", said.integers), ("scalars", said.scalars),
        ("functions", said.functions), ("tensors", said.tensors), ("0 outside", said.padded),
        ("free", said.free), ("given", " and ".join(said.given)),
    ):  # fmt: skip
        if text:
            yield Row(label, text=text)
    yield from (Row("let", text=one) for one in said.let)


def numbers(answer: str) -> list[int]:
    """The numbers of an answer such as '2' or '3, 1, 2'; none where there is anything else."""
    parts = answer.replace(",", " ").split()
    plain = all(one.isascii() and one.isdigit() and len(one) < 5 for one in parts)
    return [int(one) for one in parts] if plain else []
