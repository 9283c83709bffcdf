"""A figure in the terminal: windows of digits, in the picture's colours if there are any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from evoproof.picture.figure import GROUNDS, Figure, Panel, outside
from evoproof.picture.palette import Scale, number
from evoproof.picture.weights import WINDOW

NINE = 9
LABEL = 12
"""The width of the names of the pixels."""
CELL, GAP = 3, 2
COLUMN = CELL * WINDOW + GAP
KEY = "c: input channel, m: output channel; ' is a tap outside the image."
DARK = 128
"""Below this brightness of a cell its digit is white."""


def drawn(figure: Figure, width: int) -> Iterator[Text]:
    """The title, each panel, the statements; columns that do not fit follow below."""
    yield Text(figure.title, "bold")
    for panel in figure.panels:
        fit = max(1, (width - LABEL) // COLUMN)
        for first in range(0, len(panel.channels), fit):
            yield Text()
            yield from _panel(figure, panel, range(len(panel.channels))[first : first + fit])
    yield Text()
    yield from map(Text, (*figure.statements, GROUNDS, KEY))


def _panel(figure: Figure, panel: Panel, columns: Sequence[int]) -> Iterator[Text]:
    yield Text(panel.name, "bold").append(f"   {NINE} is {number(panel.scale.limit)}", "dim")
    headings = "".join(f"{panel.headings[one]:^{COLUMN - GAP}}{'':{GAP}}" for one in columns)
    yield Text(f"{'':{LABEL}}{headings}".rstrip())
    for row, (mark, (i, j)) in enumerate(zip(figure.marks, figure.pixels, strict=True)):
        if row:
            yield Text()
        for u in range(WINDOW):
            label = f"{mark} ({i}, {j})" if u == 0 else ""
            line = Text(f"{label:<{LABEL}}")
            for column in columns:
                for v, value in enumerate(panel.windows[row][column][u]):
                    line.append_text(_cell(panel.scale, value, outside((i, j), u, v)))
                line.append(" " * GAP)
            line.rstrip()
            yield line


def _cell(scale: Scale, value: float, beyond: bool) -> Text:
    """A digit with its sign: the number in ninths of the scale's end."""
    digit = f"{round(NINE * value / scale.limit):>2}{chr(39) if beyond else ' '}"
    colour = scale.colour(value)
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    dark = 0.3 * red + 0.6 * green + 0.1 * blue < DARK
    return Text(digit, f"{'#ffffff' if dark else '#000000'} on {colour}")
