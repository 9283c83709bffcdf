"""Dimensions labelled by forms: i, or i + a, which stays one dimension until i and a must part.

A form is a sum of coefficient * name with positive coefficients and no common divisor; a dimension
labelled with it holds one entry for each value from 0 to the largest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import TypeAlias

Form: TypeAlias = "tuple[tuple[str, int], ...]"
Dims: TypeAlias = "tuple[Form, ...]"
Extents: TypeAlias = "Mapping[str, int]"


def alone(name: str) -> Form:
    """The form that is one name."""
    return ((name, 1),)


def length(form: Form, extents: Extents) -> int:
    """How many values the form has, gaps included.

    >>> length((("i", 2), ("a", 1)), {"i": 5, "a": 3})
    11
    """
    values = 1
    for name, rate in form:
        values += rate * (extents[name] - 1)
    return values


def shape_of(dims: Iterable[Form], extents: Extents) -> tuple[int, ...]:
    return tuple([length(form, extents) for form in dims])


def elements(dims: Iterable[Form], extents: Extents) -> int:
    return prod([length(form, extents) for form in dims])


def names_of(dims: Iterable[Form]) -> frozenset[str]:
    return frozenset([name for form in dims for name, _ in form])


def is_digits(form: Form, extents: Extents) -> bool:
    """Whether each value is met once: n * x1 + x0 with x0 < n, digits of mixed radix.

    >>> is_digits((("p", 4), ("d", 1)), {"p": 3, "d": 4})
    True
    >>> is_digits((("i", 1), ("a", 1)), {"i": 9, "a": 3})
    False
    """
    room = 1
    for name, rate in sorted(form, key=lambda term: term[1]):
        if rate < room:
            return False
        room = rate * extents[name]
    return True


def parted(groups: Iterable[Dims], summed: frozenset[str]) -> frozenset[Form]:
    """The forms of several names whose names must part.

    A form stays whole where no other form shares a name with it and none of its names is summed.
    """
    forms = frozenset([form for dims in groups for form in dims])
    if all(len(form) == 1 for form in forms):
        return frozenset()
    owners: dict[str, set[Form]] = {}
    for form in forms:
        for name, _ in form:
            owners.setdefault(name, set()).add(form)
    return frozenset(
        form
        for form in forms
        if len(form) > 1 and any(name in summed or len(owners[name]) > 1 for name, _ in form)
    )


def opened(dims: Dims, apart: frozenset[Form]) -> Dims:
    """The dimensions with the forms of `apart` replaced by their names, each once, in order."""
    if not apart:
        return tuple(dict.fromkeys(dims))
    found: dict[Form, None] = {}
    for form in dims:
        for one in (alone(name) for name, _ in form) if form in apart else (form,):
            found[one] = None
    return tuple(found)


def numbered(groups: Iterable[Dims]) -> tuple[tuple[Dims, ...], tuple[str, ...]]:
    """The groups with their names replaced by "0", "1", ... as they are met; the names in order."""
    numbers: dict[str, str] = {}
    found = []
    for dims in groups:
        for form in dims:
            for name, _ in form:
                numbers.setdefault(name, str(len(numbers)))
        found.append(tuple([tuple([(numbers[n], rate) for n, rate in form]) for form in dims]))
    return tuple(found), tuple(numbers)


def named(dims: Dims, names: Sequence[str]) -> Dims:
    """The dimensions with names for their numbers: see `numbered`."""
    return tuple([tuple([(names[int(n)], rate) for n, rate in form]) for form in dims])
