"""A figure as a scene: the image at the left, then a row for each pixel, its windows in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from evoproof.picture.figure import GROUNDS, Figure, Panel, outside, place
from evoproof.picture.image import FULL, SIZE, levels
from evoproof.picture.palette import hexadecimal, number
from evoproof.picture.scene import FAINT, INK, PAPER, Label, Rectangle, Scene, Shape
from evoproof.picture.weights import RADIUS, WINDOW
from evoproof.picture.windows import Pixel

MARGIN = 12
IMAGE_CELL, CELL = 13, 11
HALO = 3
SPAN = CELL * WINDOW
"""The side of a window."""
COLUMN, ROW = SPAN + 12, SPAN + 14
BETWEEN = 24
"""More room between two panels."""
TOP = 82
"""Of the first row: below the title, the names of the panels and those of the columns."""
PICTURE = (SIZE + 2 * RADIUS) * IMAGE_CELL
ROWS = MARGIN + PICTURE + 12
"""Where the names of the rows begin."""
PATCH = ROWS + 72
PANELS = PATCH + COLUMN + BETWEEN
STEPS, BAR, THICK = 25, 100, 8
"""Colours in a legend, its length and height."""
INSET = 2
"""How much smaller on each side a cell outside the image is."""
LINE = 16
GROUND = "#cfcfcf"
"""Behind a window, and seen around its small cells."""
KEY = (
    "A column has the weights from input channel c to output channel m, tap by tap.",
    "Small squares are taps outside the image, where X is 0.",
)
LEAST_WIDTH = 720
"""Room for the statements."""


def scene(figure: Figure, captioned: bool = True) -> Scene:
    """The whole figure; `captioned` writes its statements below."""
    below = max(TOP + len(figure.pixels) * ROW + 30, TOP + PICTURE)
    lines = _lines(figure) if captioned else ()
    width = _lefts(figure)[-1] + len(figure.panels[-1].channels) * COLUMN + MARGIN
    height = below + (len(lines) + 1) * LINE
    shapes = (*_drawing(figure), *_caption(lines, below))
    said = " ".join(figure.statements)
    return Scene(max(width, LEAST_WIDTH), height, shapes, figure.title, said)


def _drawing(figure: Figure) -> Iterator[Shape]:
    yield Label(MARGIN, 26, figure.title, 15, bold=True)
    yield from _image(figure)
    yield from _patches(figure)
    for panel, left in zip(figure.panels, _lefts(figure), strict=True):
        yield from _headings(panel, left)
        yield from _windows(figure, panel, left)
        yield from _legend(panel, left, TOP + len(figure.pixels) * ROW + 4)


def _lines(figure: Figure) -> tuple[str, ...]:
    made = f"{figure.operator.name}: {figure.operator.made}."
    return (made, *figure.statements, GROUNDS, *KEY)


def _caption(lines: Sequence[str], below: float) -> Iterator[Shape]:
    for row, line in enumerate(lines, 1):
        yield Label(MARGIN, below + row * LINE, line, 12)


def _lefts(figure: Figure) -> list[float]:
    """Where the panels begin."""
    lefts = [float(PANELS)]
    for panel in figure.panels[:-1]:
        lefts.append(lefts[-1] + len(panel.channels) * COLUMN + BETWEEN)
    return lefts


def _image(figure: Figure) -> Iterator[Shape]:
    """The image, and in it the pixels with their windows."""
    left, top, cell = MARGIN + RADIUS * IMAGE_CELL, TOP + RADIUS * IMAGE_CELL, IMAGE_CELL
    yield Label(MARGIN, TOP - 24, "image X", 12, bold=True)
    for i, j in product(range(SIZE), repeat=2):
        title = f"X at ({i}, {j}): {_levels(i, j)}"
        at = left + j * cell, top + i * cell
        yield Rectangle(*at, cell, cell, fill=_colour(i, j), title=title)
    for i, j in figure.pixels:
        corner = left + (j - RADIUS) * cell, top + (i - RADIUS) * cell
        for stroke, line in ((PAPER, HALO), (INK, 1)):
            side = WINDOW * cell
            yield Rectangle(*corner, side, side, stroke=stroke, line=line)
    for mark, (i, j) in zip(figure.marks, figure.pixels, strict=True):
        x, y = left + j * cell, top + i * cell
        yield Rectangle(x, y, cell, cell, fill=PAPER, stroke=INK)
        yield Label(x + cell / 2, y + cell - 3, mark, 10, "middle", bold=True)


def _patches(figure: Figure) -> Iterator[Shape]:
    """The names of the rows, and what each window sees of the image."""
    yield Label(PATCH, TOP - 24, "its window", 12, bold=True)
    for row, (mark, pixel) in enumerate(zip(figure.marks, figure.pixels, strict=True)):
        y = TOP + row * ROW
        yield Label(ROWS, y + SPAN / 2, f"{mark} ({pixel[0]}, {pixel[1]})", 12, bold=True)
        yield Label(ROWS, y + SPAN / 2 + 14, place(pixel), fill=FAINT)
        yield _ground(PATCH, y)
        for u, v in product(range(WINDOW), repeat=2):
            i, j = pixel[0] + u - RADIUS, pixel[1] + v - RADIUS
            title = f"X at ({i}, {j}): {_levels(i, j)}"
            yield _cell(pixel, u, v, PATCH, y, _colour(i, j), title)


def _headings(panel: Panel, left: float) -> Iterator[Shape]:
    yield Label(left, TOP - 24, panel.name, 12, bold=True)
    for column, heading in enumerate(panel.headings):
        yield Label(left + column * COLUMN + SPAN / 2, TOP - 7, heading, 11, "middle")


def _windows(figure: Figure, panel: Panel, left: float) -> Iterator[Shape]:
    columns = list(enumerate(panel.headings))
    for (row, pixel), (column, heading) in product(enumerate(figure.pixels), columns):
        x, y = left + column * COLUMN, TOP + row * ROW
        window = panel.windows[row][column]
        yield _ground(x, y)
        for u, v in product(range(WINDOW), repeat=2):
            value = window[u][v]
            title = f"{figure.marks[row]}, {heading}, u {u}, v {v}: {number(value)}"
            yield _cell(pixel, u, v, x, y, panel.scale.colour(value), title)


def _ground(x: float, y: float) -> Rectangle:
    return Rectangle(x - 0.5, y - 0.5, SPAN + 1, SPAN + 1, fill=GROUND, stroke=FAINT)


def _cell(pixel: Pixel, u: int, v: int, x: float, y: float, fill: str, title: str) -> Rectangle:
    """A tap of a window; one outside the image is smaller."""
    inset = INSET if outside(pixel, u, v) else 0
    at = x + v * CELL + inset, y + u * CELL + inset
    side = CELL - 2 * inset
    return Rectangle(*at, side, side, fill=fill, title=title)


def _legend(panel: Panel, left: float, top: float) -> Iterator[Shape]:
    low, middle, high = panel.scale.ticks
    step = BAR / STEPS
    for one in range(STEPS):
        value = low + (high - low) * one / (STEPS - 1)
        yield Rectangle(left + one * step, top, step, THICK, fill=panel.scale.colour(value))
    yield Rectangle(left, top, BAR, THICK, stroke=FAINT)
    for value, x in ((low, left), (middle, left + BAR / 2), (high, left + BAR)):
        yield Label(x, top + THICK + 12, number(value), 11, "middle")


def _levels(i: int, j: int) -> str:
    if not (0 <= i < SIZE and 0 <= j < SIZE):
        return "outside"
    return ", ".join(number(2 * level / FULL - 1) for level in levels(i, j))


def _colour(i: int, j: int) -> str:
    """Of the image; mid-grey outside, where it is 0."""
    inside = 0 <= i < SIZE and 0 <= j < SIZE
    red, green, blue = levels(i, j) if inside else (FULL // 2,) * 3
    return hexadecimal((red * 255 // FULL, green * 255 // FULL, blue * 255 // FULL))
