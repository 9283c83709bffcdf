"""Which sizes, integers and entries to try, in which order; everything from one seed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random

from evoproof.refute.question import Question, Sample
from evoproof.refute.repair import repaired
from evoproof.refute.values import Value

LARGEST_TOTAL = 12  # of the sizes that are tried one after the other
LARGEST_LITERAL = 10_000
# Random sizes are drawn from one of these; the second part is for one of the names.
_SIZES: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    ((1, 2, 3, 4), ()),
    ((0, 1, 1, 2, 2, 3), ()),
    ((1, 2), (3, 4, 5, 6, 7)),
    ((1, 2, 3), (0,)),
    ((1, 2, 2, 3), (4, 5, 6, 8)),
    ((1, 2), (9, 10, 12, 17)),
    ((4, 5, 7, 8), ()),
)
MANY = 5  # more names than so many are kept small, as loops over them multiply
_SMALL_SIZES: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    ((1, 2), ()),
    ((0, 1, 1, 2), ()),
    ((1, 1, 1, 2), (3, 4, 5)),
    ((1, 2, 3), ()),
    ((1, 2), (0,)),
)
_INTEGERS = (0, 1, -1, 2, -2, 3, -3, 4)
_HALF, _THIRD = Fraction(1, 2), Fraction(1, 3)
_ENTRIES: tuple[tuple[Value, ...], ...] = (
    (1, -1, 2, 3, -2),
    (0, 1, -1, 2),
    (1, 2, 5, 7),
    (0, 0, 0, 1),
    (-7, -5, -3, 2, 4, 11),
    (_HALF, -_THIRD, 2, -1),
    (0,),
)
# 2**x stays small and rational; the fractions are for what only the true exp can tell.
_EXPONENTS: tuple[tuple[Value, ...], ...] = ((1, -1, 2, 0), (0, 1), (0,), (_HALF, -1, 1, 0))
LARGEST_ENTRY = 100  # of those that are made of the claim's own literals
MOST_LITERALS = 4


def sample(question: Question, integers: Mapping[str, int], seed: int, number: int) -> Sample:
    """Sample `number` at these integers."""
    if not question.values:
        return Sample(integers, "", (0,))
    has_exp = question.program.has_exp
    profiles = _EXPONENTS if has_exp else (*_ENTRIES, _special(question))
    which = (number + number // len(profiles)) % len(profiles)
    real = has_exp and which == len(profiles) - 1
    return Sample(integers, f"{seed}/{number}", profiles[which], real=real)


def _special(question: Question) -> tuple[Value, ...]:
    """Entries that the literals suggest: 2 * x - 3 is 0 at 3/2."""
    literals = [one for one in question.program.literals if 0 < one <= LARGEST_ENTRY]
    some = sorted(literals)[:MOST_LITERALS] or [1]
    quotients = {Fraction(one, other) for one in some for other in some}
    return (0, *some, *(-one for one in some), *sorted(quotients - {1}))


def by_total(question: Question, totals: range) -> Iterator[dict[str, int]]:
    """All sizes and integers, by the total of their absolute values, then in order of the names."""
    names = guessed(question)
    for total in totals:
        for values in _parts(total, len(names)):
            chosen = dict(zip(names, values, strict=True))
            signed = [name for name in question.integers if chosen[name]]
            for signs in itertools.product((1, -1), repeat=len(signed)):
                turned = zip(signed, signs, strict=True)
                yield chosen | {name: sign * chosen[name] for name, sign in turned}


def size_choices(
    question: Question, hints: Sequence[Mapping[str, int]], random: Random
) -> Iterator[dict[str, int]]:
    """Without end: the hints, then small sizes and random ones in turn, admitted or not."""
    names = guessed(question)
    for hint in hints:
        for other in (1, 2):
            yield question.completed({name: hint.get(name, other) for name in names} | {**hint})
    small = by_total(question, range(LARGEST_TOTAL + 1))
    while True:
        for chosen in itertools.islice(small, 1):
            yield question.completed(chosen)
        yield repaired(question, question.completed(_random(question, random)), random)


def guessed(question: Question) -> list[str]:
    """The sizes and integers that no equation gives as an expression of others."""
    solved = {name for name, _ in question.solved}
    return [name for name in (*question.sizes, *question.integers) if name not in solved]


def _random(question: Question, random: Random) -> dict[str, int]:
    names = guessed(question)
    sizes, special = random.choice(_SIZES if len(names) <= MANY else _SMALL_SIZES)
    chosen = {name: random.choice(sizes) for name in names}
    chosen |= {name: random.choice(_INTEGERS) for name in question.integers}
    near = [one + off for one in _literals(question) for off in (-1, 0, 1)]
    if near and random.random() < 0.2:
        special = tuple(near)
    if special and names:
        chosen[random.choice(names)] = random.choice(special)
    return chosen


def _literals(question: Question) -> list[int]:
    return [one for one in question.program.literals if 3 < one <= LARGEST_LITERAL]


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
