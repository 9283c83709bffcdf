"""A drawing as data: rectangles and labels, in the order in which they are painted.

Coordinates are in pixels from the top left. A colour is #rrggbb or one of the roles INK, FAINT and
PAPER, which each writer knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

INK, FAINT, PAPER = "ink", "faint", "paper"


@dataclass(frozen=True)
class Rectangle:
    """Filled, outlined or both; `title` says what it shows."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    line: float = 1
    title: str = ""


@dataclass(frozen=True)
class Label:
    """One line of text on the base line y; x is its start, middle or end."""

    x: float
    y: float
    text: str
    size: float = 11
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    fill: str = INK


Shape: TypeAlias = Rectangle | Label


@dataclass(frozen=True)
class Scene:
    """A drawing; title and description are its words for those who cannot see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str
