"""What is drawn of an operator: its kernels at some pixels, with scales and statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TypeAlias

from evoproof.derivations import FOLDER
from evoproof.library.catalogue import Choice
from evoproof.library.loading import load
from evoproof.picture.errors import PictureError
from evoproof.picture.image import SIZE
from evoproof.picture.operators import BORDERS, Operator, operator
from evoproof.picture.palette import Scale, scale
from evoproof.picture.weights import RADIUS
from evoproof.picture.windows import Channels, Pixel, Window, channels, environment, windows
from evoproof.picture.words import listed, sharing
from evoproof.properties.kernels import EvolutionKernel, kernels

PIXELS: Sequence[Pixel] = ((0, 0), (7, 11), (3, 9), (9, 6))
"""A corner, a border with the slope in its window, the rim of the sun, the foot of the slope."""
MOST_PIXELS = 8
GROUNDS = (
    "What is the same is proved for all sizes and weights; what differs has a witness "
    "(see evoproof properties)."
)
"""What the statements on sharing rest on."""

_Bare: TypeAlias = tuple[EvolutionKernel, tuple[Channels, ...], tuple[tuple[Window, ...], ...]]
"""The parts of a panel, but for its scale."""


@dataclass(frozen=True)
class Panel:
    """A kernel: `windows[p][k]` are its weights at pixel p for the channels (c, m) of column k."""

    kernel: EvolutionKernel
    channels: tuple[Channels, ...]
    windows: tuple[tuple[Window, ...], ...]
    scale: Scale

    @property
    def name(self) -> str:
        return f"{self.kernel.kernel.name} {self.kernel.equation}"

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the columns; without the input channel where the kernel has only one."""
        several = any(c for c, _ in self.channels)
        return tuple(f"c {c}, m {m}" if several else f"m {m}" for c, m in self.channels)

    @property
    def statement(self) -> str:
        return f"{self.name}: {sharing(self.kernel).words}."

    @property
    def alike(self) -> tuple[tuple[int, ...], ...]:
        """Columns with the same windows at all pixels, together."""
        groups: dict[tuple[Window, ...], list[int]] = {}
        for column in range(len(self.channels)):
            groups.setdefault(tuple(row[column] for row in self.windows), []).append(column)
        return tuple(tuple(group) for group in groups.values())


@dataclass(frozen=True)
class Figure:
    """An operator at some pixels, with one border; `differs` are the pixels where the other border
    has other weights."""

    operator: Operator
    border: str
    pixels: tuple[Pixel, ...]
    panels: tuple[Panel, ...]
    differs: tuple[int, ...]

    @property
    def title(self) -> str:
        border = f", border: {self.border}" if self.operator.has_borders else ""
        return f"The Evolution kernel of {self.operator.name}{border}"

    @property
    def marks(self) -> str:
        """A letter for each pixel."""
        return ascii_uppercase[: len(self.pixels)]

    @property
    def statements(self) -> tuple[str, ...]:
        """What there is to see, in sentences."""
        found = [panel.statement for panel in self.panels]
        found += [one for panel in self.panels for one in _groups(panel)]
        return (*found, self._of_the_border())

    def _of_the_border(self) -> str:
        if not self.differs:
            return "The borders mask and zero have the same weights at these pixels."
        where = listed([self.marks[one] for one in self.differs])
        return f"The borders mask and zero have different weights at {where} only."


def outside(pixel: Pixel, u: int, v: int) -> bool:
    """Whether tap (u, v) of the pixel reads outside the image."""
    return not all(0 <= at + tap - RADIUS < SIZE for at, tap in zip(pixel, (u, v), strict=True))


def place(pixel: Pixel) -> str:
    """Where the window of the pixel lies."""
    over = [not RADIUS <= at < SIZE - RADIUS for at in pixel]
    return "corner" if all(over) else "border" if any(over) else "inside"


def figures(name: str, pixels: Sequence[Pixel] = PIXELS) -> Mapping[str, Figure]:
    """The operator's figure for each border, with the same scales.

    Raises PictureError for an unknown operator, a pixel outside the image, or too many of them.
    """
    chosen, at = operator(name), tuple(dict.fromkeys(pixels))
    _check(at)
    bare = {
        one: tuple(_bare(chosen, one, at)) for one in dict.fromkeys(chosen.derivations.values())
    }
    scales = [scale(_numbers(same)) for same in zip(*bare.values(), strict=True)]
    mask, zero = (bare[chosen.derivations[border]] for border in BORDERS)
    differs = tuple(p for p in range(len(at)) if _at(mask, p) != _at(zero, p))
    return {
        border: Figure(chosen, border, at, _scaled(bare[derivation], scales), differs)
        for border, derivation in chosen.derivations.items()
    }


def _check(pixels: Sequence[Pixel]) -> None:
    for i, j in pixels:
        if not (0 <= i < SIZE and 0 <= j < SIZE):
            rows = f"its rows and columns are 0 to {SIZE - 1}"
            raise PictureError(f"pixel {i},{j} is outside the image: {rows}")
    if len(pixels) > MOST_PIXELS:
        raise PictureError(f"{len(pixels)} pixels are too many for a picture: {MOST_PIXELS} fit")


def _bare(operator: Operator, derivation: str, pixels: Sequence[Pixel]) -> Iterator[_Bare]:
    values = environment(operator)
    loaded = load(Choice(FOLDER / f"{derivation}.py"))
    found = [one for each in loaded for one in kernels(each)]
    numbers = windows([one.kernel for one in found], values, pixels)
    for one, shown in zip(found, numbers, strict=True):
        yield one, channels(one.kernel, values), shown


def _scaled(bare: Sequence[_Bare], scales: Sequence[Scale]) -> tuple[Panel, ...]:
    return tuple(Panel(*one, scale) for one, scale in zip(bare, scales, strict=True))


def _numbers(bare: Sequence[_Bare]) -> Iterator[float]:
    for _, _, numbers in bare:
        yield from (x for row in numbers for window in row for line in window for x in line)


def _at(bare: Sequence[_Bare], pixel: int) -> list[tuple[Window, ...]]:
    return [numbers[pixel] for _, _, numbers in bare]


def _groups(panel: Panel) -> Iterator[str]:
    """Output channels that share a window, where there is nothing but output channels to tell."""
    if len(panel.alike) == 1 or any(c for c, _ in panel.channels):
        return
    for group in panel.alike:
        if len(group) > 1:
            names = listed([panel.headings[column] for column in group])
            yield f"At these pixels {names} share a window."
