"""Small tensors as tables: the last two indices are the rows and columns, the others number slices.

A cell that is to be seen has a mark, which is a word: the page shows it by more than colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

MOST = 600
"""Cells; a larger tensor is written as its entries that are not 0."""

Point = tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """`mark` is "", "zero", "differs", "read" (a reading, outside) or "outside"."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Grid:
    """A table; `columns` and the first of each row are indices, "" where there is none."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Tensor:
    """`size` is the shape in words; `entries` are there instead of grids where those are large."""

    name: str
    size: str
    grids: tuple[Grid, ...]
    entries: tuple[tuple[str, str], ...] = ()


def drawn(name: str, entries: Any) -> Tensor:
    """A tensor of a counterexample: nested lists, or a table from indices to entries."""
    if isinstance(entries, Mapping):
        given = {tuple(int(k) for k in key.split(",")): value for key, value in entries.items()}
        return Tensor(name, "", (), _others(given))
    shape = _shape(entries)
    known = {at: _entry(entries, at) for at in product(*map(range, shape))}
    return table(name, shape, known)


def table(
    name: str, shape: Point, known: Mapping[Point, str], marked: Mapping[Point, str] | None = None
) -> Tensor:
    """The entries that are `known`, an empty cell for others; zeros are marked, and `marked`."""
    if prod(shape) > MOST:
        return Tensor(name, said(shape), (), _others(known))
    marks = {at: "zero" for at, value in known.items() if value == "0"} | dict(marked or {})
    cells = {at: Cell(known.get(at, ""), marks.get(at, "")) for at in product(*map(range, shape))}
    return Tensor(name, said(shape), tuple(_slices(name, [range(n) for n in shape], cells)))


def outside(name: str, shape: Point, read: Point) -> Tensor:
    """A tensor with the place, outside it, that is read; its other cells are in it, or are not.

    Of the slices only the one that is read, behind the nearest one that the tensor has.
    """
    cut = max(len(shape) - 2, 0)
    nearest = tuple(
        min(max(at, 0), size - 1) for at, size in zip(read[:cut], shape[:cut], strict=True)
    )
    spans = [_span(at, size) for at, size in zip(read[cut:], shape[cut:], strict=True)]
    leads = dict.fromkeys((nearest, read[:cut]))
    places = [(*lead, *last) for lead in leads for last in product(*spans)]
    cells = {at: _place(at, shape, read) for at in places}
    grids = tuple(grid for lead in leads for grid in _slices(name, spans, cells, lead))
    return Tensor(name, said(shape), grids)


def _place(at: Point, shape: Point, read: Point) -> Cell:
    if at == read:
        return Cell("×", "read")
    inside = all(0 <= one < size for one, size in zip(at, shape, strict=True))
    return Cell("", "" if inside else "outside")


def said(shape: Sequence[int]) -> str:
    """3 × 1 × 2"""
    return " × ".join(map(str, shape))


def _span(at: int, size: int) -> range:
    return range(min(0, at), max(size, at + 1))


def _slices(
    name: str, spans: Sequence[range], cells: Mapping[Point, Cell], lead: Point | None = None
) -> Iterator[Grid]:
    """One grid for each value of the indices before the last two."""
    before, last = spans[:-2], spans[-2:]
    for first in product(*before) if lead is None else (lead,):
        shown = ", ".join((*map(str, first), *("·" for _ in last)))
        yield _grid(f"{name}[{shown}]" if shown else name, first, last, cells)


def _grid(caption: str, lead: Point, spans: Sequence[range], cells: Mapping[Point, Cell]) -> Grid:
    if not spans:
        return Grid(caption, (), (("", (cells[lead],)),))
    columns = spans[-1]
    heads: list[tuple[str, Point]] = (
        [(str(row), (*lead, row)) for row in spans[0]] if len(spans) == 2 else [("", lead)]
    )
    rows = tuple((head, tuple(cells[(*at, column)] for column in columns)) for head, at in heads)
    return Grid(caption, tuple(map(str, columns)), rows)


def _shape(entries: Any) -> Point:
    if isinstance(entries, str):
        return ()
    return (len(entries), *(_shape(entries[0]) if entries else ()))


def _entry(entries: Any, at: Point) -> str:
    for one in at:
        entries = entries[one]
    return str(entries)


def _others(known: Mapping[Point, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (", ".join(map(str, at)), value) for at, value in sorted(known.items()) if value != "0"
    )
