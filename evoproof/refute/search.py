"""refute(left, right): the smallest counterexample that a bounded search finds, or None.

None says nothing about truth. The budget counts evaluation steps (loop iterations and reads), never
time: the answer is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from evoproof.refute.counterexample import Counterexample
from evoproof.refute.meaning import SYMPY
from evoproof.refute.minimise import smallest
from evoproof.refute.points import index_choices
from evoproof.refute.question import Budget, Found, Question
from evoproof.refute.samples import sample, size_choices
from evoproof.refute.witness import witness

BUDGET = 150_000
CHOICES = 6_000  # sizes looked at, admitted or not
SAMPLES = 1_500
SAMPLE_STEPS = 40  # of the budget, for one sample: drawing it costs more than its few steps
SHRINKING = 20_000  # steps at least for making a counterexample smaller
CHOICE_STEPS = 20  # of the budget, for one choice of sizes
INDICES = 6  # index points a choice of sizes


def refute(
    left: Any,
    right: Any,
    given: Sequence[Any] = (),
    seed: int = 0,
    budget: int = BUDGET,
    hints: Sequence[Mapping[str, int]] = (),
) -> Counterexample | None:
    """A counterexample to left = right under the conditions `given`, or None.

    left, right: SymPy expressions over sizes, indices and tensors. `hints`: sizes (and indices) by
    name to try first. The counterexample has `access` instead of values where a strict tensor is
    read outside its shape or an integer is divided by zero, wherever the search saw that.
    Raises NotEvaluable for a form that has no meaning.
    """
    return answer(Question(SYMPY, [left, right], given), seed, budget, hints)


def ill_formed(
    exprs: Sequence[Any],
    given: Sequence[Any] = (),
    seed: int = 0,
    budget: int = BUDGET,
    hints: Sequence[Mapping[str, int]] = (),
) -> Counterexample | None:
    """Where reading one of `exprs` has no meaning: outside a strict tensor, or divided by zero."""
    for expr in exprs:
        question = Question(SYMPY, [expr], given, values=False)
        found = answer(question, seed, budget // len(exprs), hints)
        if found is not None:
            return found
    return None


def answer(
    question: Question, seed: int, steps: int, hints: Sequence[Mapping[str, int]]
) -> Counterexample | None:
    """The smallest counterexample that so many steps find."""
    found = _first(question, seed, Budget.of(steps), hints)
    if found is None:
        return None
    return witness(question, smallest(question, found, seed, Budget.of(max(steps, SHRINKING))))


def _first(
    question: Question, seed: int, budget: Budget, hints: Sequence[Mapping[str, int]]
) -> Found | None:
    random, number, samples = Random(seed), 0, min(SAMPLES, budget.left // SAMPLE_STEPS)
    choices, tried = size_choices(question, hints, random), set[tuple[int, ...]]()
    for _ in range(CHOICES):
        if budget.left <= question.spent or number >= samples:
            break
        question.spent += CHOICE_STEPS
        for integers in index_choices(question, next(choices), INDICES, random):
            if _again(question, integers, tried):
                continue
            found = question.judge(sample(question, integers, seed, number), budget)
            if found is not None:
                return found
            number += 1
    return None


def _again(question: Question, integers: Mapping[str, int], tried: set[tuple[int, ...]]) -> bool:
    """Whether nothing new is to be seen here: no entry decides whether a reading has a meaning."""
    at = tuple(integers.values())
    known = at in tried and not question.values
    tried.add(at)
    return known
