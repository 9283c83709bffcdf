"""Which sizes, indices and entries to try, in which order; everything from one seed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random

from evoproof.refute.question import Question, Sample
from evoproof.refute.values import NotEvaluable
from evoproof.refute.world import IllFormed

LARGEST_TOTAL = 12  # of the sizes that are tried one after the other
LARGEST_RANDOM = 4
INTEGERS = range(-2, 4)  # tried for an integer of either sign
_HALF = Fraction(1, 2)


def _choices(*values: Fraction | int) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, values))


_ENTRIES = (_choices(1, -1, 2, 3, -2), _choices(0, 1, -1, 2), _choices(1, 2, 5, 7))
# 2**x stays small and rational; the halves are for what only the true exp can tell.
_EXPONENTS = (_choices(1, -1, 2, 0), _choices(0, 1), _choices(_HALF, -1, 1, 0))


def sample(question: Question, integers: Mapping[str, int], seed: int, number: int) -> Sample:
    """Sample `number` at these integers."""
    has_exp = question.program.has_exp
    profiles = _EXPONENTS if has_exp else _ENTRIES
    which = number % len(profiles)
    real = has_exp and which == len(profiles) - 1
    return Sample(integers, f"{seed}/{number}", profiles[which], real=real)


def by_total(names: Sequence[str], totals: range) -> Iterator[dict[str, int]]:
    """All sizes, by their total and then in the order of the names."""
    for total in totals:
        for values in _parts(total, len(names)):
            yield dict(zip(names, values, strict=True))


def size_choices(
    question: Question, hints: Sequence[Mapping[str, int]], random: Random
) -> Iterator[dict[str, int]]:
    """Without end: the hints, then small sizes and random ones in turn, admitted or not."""
    names = guessed(question)
    for hint in hints:
        for other in (1, 2):
            yield completed(question, {name: hint.get(name, other) for name in names} | dict(hint))
    small = by_total(names, range(LARGEST_TOTAL + 1))
    while True:
        for chosen in itertools.islice(small, 1):
            yield completed(question, chosen)
        yield completed(question, {name: random.randint(1, LARGEST_RANDOM) for name in names})


def guessed(question: Question) -> list[str]:
    """The sizes that no condition gives as an expression of others."""
    solved = {name for name, _ in question.solved}
    return [name for name in question.sizes if name not in solved]


def completed(question: Question, sizes: Mapping[str, int]) -> dict[str, int]:
    """The sizes with those that a condition `size = expression` determines."""
    full = dict(sizes)
    for name, code in question.solved * 2:
        try:
            full[name] = int(code(question.at(full)))
        except (IllFormed, NotEvaluable):
            full[name] = -1
    return full


def index_choices(
    question: Question, sizes: Mapping[str, int], most: int, random: Random
) -> list[dict[str, int]]:
    """The indices in range under the conditions: all of them, or `most` picked at random."""
    if any(value < 0 for name, value in sizes.items() if name in question.sizes):
        return []
    if not question.admits(sizes, sizes_only=True):
        return []
    try:
        ranges = _ranges(question, sizes)
    except IllFormed:
        return []
    names = list(ranges)
    points = _points(list(ranges.values()), most, random)
    full = [dict(sizes) | dict(zip(names, point, strict=True)) for point in points]
    return [integers for integers in full if question.admits(integers)]


def _ranges(question: Question, sizes: Mapping[str, int]) -> dict[str, range]:
    world = question.at(sizes)
    found = dict.fromkeys(question.integers, INTEGERS)
    for name in question.indices:
        found[name] = range(max(0, int(question.extents[name](world))))
    return {name: _only(sizes.get(name), span) for name, span in found.items()}


def _only(hinted: int | None, span: range) -> range:
    return span if hinted is None or hinted not in span else range(hinted, hinted + 1)


def _points(ranges: list[range], most: int, random: Random) -> list[tuple[int, ...]]:
    count = 1
    for span in ranges:
        count *= len(span)
    if count <= most:
        return list(itertools.product(*ranges))
    first, last = (tuple(span[end] for span in ranges) for end in (0, -1))
    picked = [tuple(random.choice(span) for span in ranges) for _ in range(most - 2)]
    return list(dict.fromkeys([first, last, *picked]))


def _parts(total: int, count: int) -> Iterator[tuple[int, ...]]:
    if count == 0:
        if total == 0:
            yield ()
        return
    if count == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _parts(total - first, count - 1):
            yield (first, *rest)
