"""The values of the free indices at given sizes: all of them, or corners and some at random."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from random import Random

from evoproof.refute.question import Question
from evoproof.refute.values import NeedsReal, NotEvaluable
from evoproof.refute.world import IllFormed, OutOfBudget

SEARCHED = 20  # points looked at for one that is wanted, where conditions speak of indices
_FIRST, _LAST = 0.0, 1.0
_CORNERS = ((_FIRST, _FIRST), (_LAST, _LAST), (_FIRST, _LAST), (_LAST, _FIRST))


def index_choices(
    question: Question, sizes: Mapping[str, int], most: int, random: Random
) -> list[dict[str, int]]:
    """The integers with every index that the conditions admit, or `most` of them.

    The sizes alone where an extent has no meaning and the language wants that reported.
    """
    if any(sizes.get(name, 0) < 0 for name in question.sizes):
        return []
    if not question.admits(sizes, sizes_only=True):
        return []
    try:
        points = _points(question, sizes, most, random)
    except IllFormed:
        return [dict(sizes)] if question.program.language.checks_conditions else []
    except (NotEvaluable, NeedsReal, OutOfBudget):
        return []
    return [point for point in points if question.admits(point)][:most]


def _points(
    question: Question, sizes: Mapping[str, int], most: int, random: Random
) -> list[dict[str, int]]:
    many = most if question.given == question.of_sizes else most * SEARCHED
    found = list(islice(_all(question, dict(sizes), question.indices, many), many + 1))
    if len(found) <= many:
        return found if many == most else random.sample(found, len(found))
    corners = [_picked(question, sizes, list(corner)) for corner in _CORNERS]
    some = [_picked(question, sizes, _places(question, random)) for _ in range(many - 2)]
    points = {tuple(point.items()): point for point in [*corners[:2], *some, *corners[2:]] if point}
    return list(points.values())


def _all(
    question: Question, integers: dict[str, int], names: list[str], many: int
) -> Iterator[dict[str, int]]:
    if not names:
        yield integers
        return
    name, *rest = names
    for value in _span(question, integers, name)[: many + 1]:
        yield from _all(question, {**integers, name: value}, rest, many)


def _span(question: Question, integers: Mapping[str, int], name: str) -> range:
    stop = max(0, int(question.extents[name](question.at(integers))))
    hinted = integers.get(name, -1)
    return range(hinted, hinted + 1) if 0 <= hinted < stop else range(stop)


def _places(question: Question, random: Random) -> list[float]:
    """Where in its range each index is, from 0 to 1; the borders often."""
    weights = (random.random(), random.random(), _FIRST, _LAST)
    return [random.choice(weights) for _ in question.indices]


def _picked(
    question: Question, sizes: Mapping[str, int], places: list[float]
) -> dict[str, int] | None:
    integers = dict(sizes)
    for k, name in enumerate(question.indices):
        span = _span(question, integers, name)
        if span.start == span.stop:
            return None
        place = places[k % len(places)]
        integers[name] = span.start + int(place * (span.stop - span.start - 1) + 0.5)
    return integers
