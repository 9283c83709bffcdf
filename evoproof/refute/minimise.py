"""From a counterexample to a small one: sizes first, then the index, then the entries."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from evoproof.refute.points import index_choices
from evoproof.refute.question import Budget, Found, Question
from evoproof.refute.samples import by_total, guessed, sample
from evoproof.refute.values import Value
from evoproof.refute.world import Key

INDICES = 40
DRAWS = 6
CHOICES = 2_000
PASSES = 3
SMALL, NEAR = 40, 8  # sizes that are tried one by one


def smallest(question: Question, found: Found, seed: int, budget: Budget) -> Found:
    """The smallest counterexample that the budget allows; an ill-formed one, once one is seen."""
    kept = Budget(budget.left // 3, budget.each)  # the entries need some, too
    budget.left -= kept.left
    found = _smaller_total(question, found, seed, budget)
    found = _smaller_sizes(question, found, seed, budget)
    return found if found.error is not None else _smaller_entries(question, found, kept)


def _smaller_total(question: Question, found: Found, seed: int, budget: Budget) -> Found:
    names = guessed(question)
    total = sum(abs(found.sample.integers[name]) for name in names)
    half = Budget(budget.left // 2, budget.each)
    budget.left -= half.left
    for tried, chosen in enumerate(by_total(question, range(total + 1))):
        if tried >= CHOICES or half.left <= 0:
            break
        better = _at(question, question.completed(chosen), found, seed, half)
        if better is not None:
            found = better
            break
    budget.left += max(0, half.left)
    return found


def _smaller_sizes(question: Question, found: Found, seed: int, budget: Budget) -> Found:
    """Each size on its own as small as it can be, until nothing changes."""
    better: Found | None = found
    while better is not None:
        found = better
        better = next(_one_smaller(question, found, seed, budget), None)
    return found


def _one_smaller(question: Question, found: Found, seed: int, budget: Budget) -> Iterator[Found]:
    names = (*question.sizes, *question.integers)
    now = {name: found.sample.integers[name] for name in names}
    for changes in _changes(now, guessed(question)):
        better = _at(question, question.completed(now | changes), found, seed, budget)
        if better is not None:
            yield better


def _changes(now: Mapping[str, int], names: list[str]) -> Iterator[dict[str, int]]:
    """One integer nearer to 0, or two of them by one step."""
    for name in names:
        sign = 1 if now[name] >= 0 else -1
        yield from ({name: sign * size} for size in _below_size(abs(now[name])))
    steps = {name: value - (1 if value > 0 else -1) for name, value in now.items() if value}
    for pair in itertools.combinations([name for name in names if name in steps], 2):
        yield {name: steps[name] for name in pair}


def _below_size(size: int) -> list[int]:
    """All small ones, the next smaller ones, and ever larger steps down."""
    steps = (size - (size >> k) for k in range(1, size.bit_length()))
    near = range(max(0, size - NEAR), size)
    return sorted({*range(min(size, SMALL)), *near, *steps})


def _at(
    question: Question, sizes: Mapping[str, int], found: Found, seed: int, budget: Budget
) -> Found | None:
    """As good a counterexample at these sizes, at the first index that has one."""
    draws = 1 if found.error is not None else DRAWS
    for integers in index_choices(question, sizes, INDICES, Random(seed)):
        for number in range(draws):
            if budget.left <= 0:
                return None
            drawn = sample(question, integers, seed, number)
            if number % 2 == 0:  # entries of the kind that was needed before
                drawn = replace(drawn, choices=found.sample.choices, real=found.sample.real)
            better = question.judge(drawn, budget)
            if _as_good(better, found):
                return better
    return None


def _as_good(better: Found | None, found: Found) -> bool:
    """A line that is both ill-formed and false is ill-formed, so that kind is kept once seen."""
    return better is not None and (better.error is not None or found.error is None)


def _smaller_entries(question: Question, found: Found, budget: Budget) -> Found:
    """Every entry, function value and scalar to the simplest number that still refutes."""
    for _ in range(PASSES):
        before = dict(found.seen)
        for key in sorted(before):
            found = _simpler(question, found, key, budget)
        if dict(found.seen) == before:
            break
    return found


def _simpler(question: Question, found: Found, key: Key, budget: Budget) -> Found:
    """0, else 1, else a smaller integer of the same sign."""
    if key not in found.seen:
        return found
    for value in _below(found.seen[key]):
        if budget.left <= 0:
            break
        fixed = {**found.seen, key: value}
        better = question.judge(replace(found.sample, fixed=fixed), budget)
        if better is not None and better.error is None:
            return better
    return found


def _below(value: Value) -> list[Value]:
    simple: list[Value] = [0, 1, -1, 2]
    return simple[: simple.index(value)] if value in simple else simple
