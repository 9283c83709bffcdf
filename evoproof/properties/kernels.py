"""The evolutions that stand in a derivation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sympy

from evoproof.calc import Derivation
from evoproof.language import Handle, Size, sizes, symbols_of
from evoproof.language.handles import TensorLabel
from evoproof.language.symbols import as_expr
from evoproof.theory import Ev

RANK = 6


@dataclass(frozen=True)
class EvolutionKernel:
    """The kernel F of an evolution Ev(F, X) in a line of a derivation, and the images behind X.

    F has the slots i, j, u, v, c, m. Behind an X that is defined stand the images that it is made
    of. `given` are the claim's conditions on sizes; `equation` is the number of the line.
    """

    derivation: str
    kernel: Handle
    images: tuple[Handle, ...]
    given: tuple[Any, ...]
    equation: str


def kernels(derivation: Derivation, also: Sequence[Any] = ()) -> Iterator[EvolutionKernel]:
    """Each kernel once, in the order of the lines. `also`: further conditions on sizes."""
    given = (*(one for one in derivation.claim.given if _of_sizes(one)), *also)
    seen = set()
    for line in derivation.lines:
        for evolution in _evolutions(line.expr):
            kernel, image = evolution.arguments[:2]
            if not isinstance(kernel, Handle) or not isinstance(image, Handle):
                continue
            if kernel.tensor not in seen and len(kernel.shape) == RANK:
                seen.add(kernel.tensor)
                images = tuple(dict.fromkeys(_images(image)))
                yield EvolutionKernel(derivation.name, kernel, images, given, line.place.tag)


def fixed(size: str, value: int) -> Any:
    """The condition that a size has this value."""
    return sympy.Eq(sizes(size), value)


def _evolutions(expr: Any) -> list[Handle]:
    return sorted((one for one in _read(expr) if one.name == Ev.name), key=str)


def _images(tensor: Handle) -> Iterator[Handle]:
    """The tensor, or the padded ones that its definition reads."""
    if tensor.body is None:
        yield tensor
        return
    for one in sorted(_read(tensor.body), key=str):
        if one.padded:
            yield from _images(one)


def _read(expr: Any) -> set[Handle]:
    labels = (one.base.label for one in as_expr(expr).atoms(sympy.Indexed))
    return {label.handle for label in labels if isinstance(label, TensorLabel)}


def _of_sizes(condition: Any) -> bool:
    return all(isinstance(one, Size) for one in symbols_of(condition))
