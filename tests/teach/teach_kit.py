"""Derivations that exercises are made from, and exercises that are made of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from evoproof.calc import Derivation
from evoproof.library.catalogue import Choice, choose
from evoproof.library.loading import load
from evoproof.teach.exercise import Exercise, Grade
from evoproof.teach.kinds import made, play

TWO_STEPS = '''"""A case."""

from evoproof import by, definition, distribute, equation, indices, prove, sizes, tensor, unfold

N = sizes("N")
i, j = indices(i=N, j=N)
T = tensor("T", N)
D = definition("D", (i,), 2 * T[i])
claim = equation(D[i], {right})
case = prove(claim, D[i], by(unfold(D)), {right}, by(distribute), {right})
'''
"""Its second step holds without its reason, and for some right sides the first is false."""

SMALL = ("convolution", "pointwise_convolution", "involution", "absorption")


@cache
def derivation(name: str) -> Derivation:
    return [one for choice in choose([name]) for one in load(choice)][-1]


def derive(folder: Path, right: str) -> Derivation:
    """A derivation of two steps that is not proved, from a file of its own."""
    file = folder / "case.py"
    file.write_text(TWO_STEPS.format(right=right), encoding="utf-8")
    return load(Choice(file))[-1]


@cache
def exercise(name: str, kind: str, step: int | None = None, seed: int = 0) -> Exercise:
    return made(derivation(name), kind, step, seed)


def graded(one: Exercise, answer: str) -> Grade:
    return play(one).grade(answer)
