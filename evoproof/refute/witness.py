"""From what the search found to a Counterexample in words and numbers."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from evoproof.refute.counterexample import Counterexample
from evoproof.refute.question import DIGITS, Found, Question
from evoproof.refute.values import Value, is_exact, reals
from evoproof.refute.world import Key

ROUNDED = "values with exp are rounded"
FEWEST_DIGITS = 7


def witness(question: Question, found: Found) -> Counterexample:
    """The counterexample, with the tensors that are read and both values."""
    integers = found.sample.integers
    sizes = {name: integers[name] for name in [*question.sizes, *question.integers]}
    index = {name: integers[name] for name in question.indices}
    if found.error is not None:
        index |= dict(reversed(found.error.index.items()))
        return Counterexample(sizes, index, access=found.error.access)
    left, right = _shown(found.left, found.right)
    exact = is_exact(found.left) and is_exact(found.right)
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


def _of(kind: str, seen: Mapping[Key, Fraction]) -> list[tuple[Key, Fraction]]:
    return [(key, seen[key]) for key in sorted(seen) if key[0] == kind]


def _functions(seen: Mapping[Key, Fraction]) -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    for (_, name, arguments), value in _of("function", seen):
        tables.setdefault(name, {})[", ".join(map(_short, arguments))] = str(value)
    return tables


def _short(value: Fraction) -> str:
    """A function's argument; one that exp made has 25 decimals and is shown rounded."""
    exact = str(value)
    return exact if len(exact) < 20 else _digits(reals(30).convert(value), FEWEST_DIGITS)


def _tensors(question: Question, found: Found) -> dict[str, Any]:
    world = question.at(found.sample.integers)
    entries: dict[str, dict[tuple[int, ...], Fraction]] = {}
    for (_, name, at), value in _of("tensor", found.seen):
        entries.setdefault(name, {})[at] = value
    shapes = question.program.shapes.items()
    plain = {label.handle.name: codes for label, codes in shapes if label.handle.body is None}
    return {
        name: _nested(tuple(int(code(world)) for code in plain[name]), known, ())
        for name, known in entries.items()
    }


def _nested(shape: tuple[int, ...], known: Mapping[Any, Fraction], at: tuple[int, ...]) -> Any:
    if not shape:
        return str(known.get(at, 0))
    return [_nested(shape[1:], known, (*at, one)) for one in range(shape[0])]


def _shown(left: Value, right: Value) -> tuple[str, str]:
    """Both values, with as many digits as it takes to see that they differ."""
    if is_exact(left) and is_exact(right):
        return str(left), str(right)
    for digits in itertools.chain(range(FEWEST_DIGITS, DIGITS[0])):
        texts = _digits(left, digits), _digits(right, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _digits(value: Value, digits: int) -> str:
    if is_exact(value):
        return str(value)
    text = str(reals(DIGITS[0]).nstr(value, digits))
    return text.removesuffix(".0")
