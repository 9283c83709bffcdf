"""From what the search found to a Counterexample in words and numbers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from evoproof.refute.counterexample import Counterexample
from evoproof.refute.question import DIGITS, Found, Question
from evoproof.refute.values import Value, is_exact, reals
from evoproof.refute.world import Key

ROUNDED = "values with exp are rounded"
FEWEST_DIGITS = 7
MOST_ENTRIES = 4_096  # of a tensor that is shown whole


def witness(question: Question, found: Found) -> Counterexample:
    """The counterexample, with the tensors that are read and both values."""
    integers = found.sample.integers
    sizes = {name: integers[name] for name in [*question.sizes, *question.integers]}
    index = {name: integers[name] for name in question.indices if name in integers}
    if found.error is not None:
        index |= dict(reversed(found.error.index.items()))
        return Counterexample(sizes, index, access=found.error.access)
    left, right = both_shown(found.left, found.right)
    exact = is_exact(found.left) and is_exact(found.right) and _plain(found.seen)
    return Counterexample(
        sizes,
        index,
        tensors=_tensors(question, found),
        scalars={name: str(value) for (_, name, _), value in _of("scalar", found.seen)},
        functions=_functions(found.seen),
        left=left,
        right=right,
        note="" if exact else ROUNDED,
    )


def _of(kind: str, seen: Mapping[Key, Value]) -> list[tuple[Key, Value]]:
    return [(key, seen[key]) for key in sorted(seen) if key[0] == kind]


def _functions(seen: Mapping[Key, Value]) -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    for (_, name, arguments), value in _of("function", seen):
        tables.setdefault(name, {})[", ".join(map(short, arguments))] = str(value)
    return tables


def _plain(seen: Mapping[Key, Value]) -> bool:
    """Whether every argument of a function is shown as it is."""
    arguments = [one for (_, _, at), _ in _of("function", seen) for one in at]
    return all(short(one) == str(one) for one in arguments)


def short(value: Fraction) -> str:
    """A function's argument; one that exp made has 25 decimals and is shown rounded."""
    exact = str(value)
    return exact if len(exact) < 20 else rounded(reals(30).convert(value))


def _tensors(question: Question, found: Found) -> dict[str, Any]:
    world = question.at(found.sample.integers)
    entries: dict[str, dict[tuple[int, ...], Value]] = {}
    for (_, name, at), value in _of("tensor", found.seen):
        entries.setdefault(name, {})[at] = value
    return {
        name: _table(tuple(int(code(world)) for code in question.program.tensors[name]), known)
        for name, known in entries.items()
    }


def _table(shape: tuple[int, ...], known: Mapping[tuple[int, ...], Value]) -> Any:
    if math.prod(shape) > MOST_ENTRIES:
        return {", ".join(map(str, at)): str(value) for at, value in known.items()}
    return _nested(shape, known, ())


def _nested(shape: tuple[int, ...], known: Mapping[Any, Value], at: tuple[int, ...]) -> Any:
    if not shape:
        return str(known.get(at, 0))
    return [_nested(shape[1:], known, (*at, one)) for one in range(shape[0])]


def both_shown(left: Value, right: Value) -> tuple[str, str]:
    """Both values, with as many digits as it takes to see that they differ."""
    if is_exact(left) and is_exact(right):
        return str(left), str(right)
    for digits in itertools.chain(range(FEWEST_DIGITS, DIGITS[0])):
        texts = rounded(left, digits), rounded(right, digits)
        if texts[0] != texts[1]:
            break
    return texts


def rounded(value: Value, digits: int = FEWEST_DIGITS) -> str:
    """An exact value as it is, another one with so many digits."""
    if is_exact(value):
        return str(value)
    text = str(reals(DIGITS[0]).nstr(value, digits))
    return text.removesuffix(".0")
