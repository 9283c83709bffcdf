"""The page of pictures: the Evolution kernel of each operator, with a switch for its border."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evoproof.picture.figure import GROUNDS, Figure, Panel, figures
from evoproof.picture.layout import KEY, scene
from evoproof.picture.operators import OPERATORS, Operator
from evoproof.picture.palette import number
from evoproof.picture.svg import PAGE, svg
from evoproof.site.links import PICTURES
from evoproof.site.pages import Page
from evoproof.site.view import DerivationView


@dataclass(frozen=True)
class FigureView:
    """A figure of one border: the drawing, its words, and the numbers in it as tables."""

    border: str
    title: str
    svg: Markup
    statements: tuple[str, ...]
    derivation: str
    tables: tuple[TableView, ...]


@dataclass(frozen=True)
class TableView:
    """A kernel in numbers: each row has a pixel, channels, a row u of the window, its weights."""

    name: str
    rows: tuple[tuple[str, str, int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class OperatorView:
    """An operator, with a figure for each border that its definition knows, or just one."""

    operator: Operator
    figures: tuple[FigureView, ...]


def pages(views: Sequence[DerivationView]) -> Iterator[Page]:
    """One page with the operators whose derivations are in the site; none without any."""
    there = {view.name for view in views}
    shown = [one for one in OPERATORS.values() if there.issuperset(one.derivations.values())]
    if shown:
        given = {"operators": [_operator(one) for one in shown], "key": (*KEY, GROUNDS)}
        yield Page(PICTURES, "pictures.html", given)


def _operator(operator: Operator) -> OperatorView:
    found = list(figures(operator.name).values())
    kept = found if operator.has_borders else found[:1]
    return OperatorView(operator, tuple(map(_figure, kept)))


def _figure(figure: Figure) -> FigureView:
    name, border = figure.operator.name, figure.border
    drawing = svg(scene(figure, captioned=False), PAGE, f"{name}-{border}")
    return FigureView(
        border, figure.title, Markup(drawing), figure.statements,
        figure.operator.derivations[border], tuple(_table(figure, one) for one in figure.panels),
    )  # fmt: skip


def _table(figure: Figure, panel: Panel) -> TableView:
    return TableView(panel.name, tuple(_rows(figure, panel)))


def _rows(figure: Figure, panel: Panel) -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
    for mark, row in zip(figure.marks, panel.windows, strict=True):
        for heading, window in zip(panel.headings, row, strict=True):
            for u, weights in enumerate(window):
                yield mark, heading, u, tuple(map(number, weights))
