"""The operators that are drawn: which derivation defines the kernel, at which sizes and weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from evoproof.picture.errors import PictureError
from evoproof.picture.image import CHANNELS, SIZE
from evoproof.picture.weights import (
    RADIUS,
    WINDOW,
    across,
    blob,
    down,
    hat,
    mixture,
    point,
)

MASK, ZERO = BORDERS = ("mask", "zero")
OUT = 2
"""Output channels, where they are not those of the image."""
SHARPNESS = 1
"""How strongly attention prefers a neighbour that looks alike."""
IMAGE = {"l": RADIUS, "H": SIZE, "W": SIZE}


@dataclass(frozen=True)
class Operator:
    """An operator: for each border the derivation whose kernels are drawn, and its numbers.

    `weights` are the entries of its tensors as functions of the indices, `functions` its unknown
    functions; `made` says in words what they are.
    """

    name: str
    made: str
    derivations: Mapping[str, str]
    sizes: Mapping[str, int]
    weights: Mapping[str, Callable[..., Any]]
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)

    @property
    def has_borders(self) -> bool:
        """Whether its definition says what neighbours outside the image do."""
        return len(set(self.derivations.values())) > 1


def operator(name: str) -> Operator:
    """The operator of this name. Raises PictureError for another, with one that is near."""
    if name not in OPERATORS:
        close = get_close_matches(name, OPERATORS, 1)
        hint = f"; did you mean {close[0]}?" if close else ""
        known = ", ".join(OPERATORS)
        raise PictureError(f"no picture of {name}{hint} (there are {known})")
    return OPERATORS[name]


def _same(derivation: str) -> dict[str, str]:
    return dict.fromkeys(BORDERS, derivation)


_FILTERS = (down, hat)
_COLOURS = mixture(((4, 3), (2, -4), (-3, 1)))
_VALUES = mixture(((4, -2), (2, 4), (-3, 3)))

CONVOLUTION = Operator(
    "convolution",
    "output 0 looks for an edge, output 1 for a spot, each with a weight for each colour",
    _same("convolution"),
    IMAGE | {"D_in": CHANNELS, "D_out": OUT},
    {"W_conv": lambda u, v, c, m: _FILTERS[m](u, v) * _COLOURS(c, m)},
)
DELTA = Operator(
    "delta",
    "the convolution that changes nothing has 1 at the centre, from a channel to itself",
    _same("convolution"),
    IMAGE | {"D_in": CHANNELS, "D_out": CHANNELS},
    {"W_conv": lambda u, v, c, m: point(u, v) * (c == m)},
)
ATTENTION = Operator(
    "attention",
    "queries and keys are the colours, so that a neighbour weighs more the more it looks alike",
    {border: f"local_attention_{border}" for border in BORDERS},
    IMAGE | {"D_in": CHANNELS, "D_k": CHANNELS, "D_out": OUT},
    {
        "W_Q": lambda c, k: SHARPNESS * (c == k),
        "W_K": lambda c, k: int(c == k),
        "W_V": _VALUES,
    },
)

GROUPS, SQUEEZED = 2, 2
_SQUEEZE = mixture(((4, 2, -4), (-4, 2, 4)))
_SPAN = ((blob, down), (hat, across))


def _spanned(q: int, t: int) -> Fraction:
    """Row q = (g K + u) K + v of W_1: the window of group g that squeezed channel t calls for."""
    g, tap = divmod(q, WINDOW * WINDOW)
    return _SPAN[g][t](*divmod(tap, WINDOW))


INVOLUTION = Operator(
    "involution",
    "each pixel's colour chooses: the warmer, the more of one window, the colder, of another",
    _same("involution_bottleneck"),
    IMAGE | {"D": CHANNELS, "G": GROUPS, "D_r": SQUEEZED},
    {
        "W_0": _SQUEEZE,
        "W_1": _spanned,
        "s": lambda t: 1,
        "h": lambda t: Fraction(1, 2),
    },
    {"activation": lambda value: max(value, Fraction(0))},
)

OPERATORS = {one.name: one for one in (CONVOLUTION, ATTENTION, INVOLUTION, DELTA)}
