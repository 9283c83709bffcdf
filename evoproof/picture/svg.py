"""A scene as SVG, for a file or for a page that sets the colours of text and background."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree

from evoproof.picture.scene import FAINT, INK, PAPER, Label, Rectangle, Scene, Shape

FONT = "system-ui, sans-serif"
FILE: Mapping[str, str] = MappingProxyType({INK: "#1a1a1a", FAINT: "#767676", PAPER: "#ffffff"})
"""Dark on white, for slides and print."""
PAGE: Mapping[str, str] = MappingProxyType(
    {INK: "currentColor", FAINT: "#767676", PAPER: "var(--paper, Canvas)"}
)
"""The colours of the page around, light or dark."""


def svg(scene: Scene, roles: Mapping[str, str] = FILE, name: str = "picture") -> str:
    """An <svg> element; `name` starts the ids in it, which are to be unique in a page."""
    labels = f"{name}-title {name}-description"
    root = ElementTree.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-labelledby": labels,
        "viewBox": f"0 0 {_n(scene.width)} {_n(scene.height)}",
        "width": _n(scene.width), "height": _n(scene.height), "font-family": FONT,
        "shape-rendering": "crispEdges",
    })  # fmt: skip
    _text(root, "title", scene.title, {"id": f"{name}-title"})
    _text(root, "desc", scene.description, {"id": f"{name}-description"})
    if roles is FILE:
        everything = Rectangle(0, 0, scene.width, scene.height, fill=PAPER)
        _draw(root, everything, roles)
    for shape in scene.shapes:
        _draw(root, shape, roles)
    return ElementTree.tostring(root, encoding="unicode")


def _draw(root: ElementTree.Element, shape: Shape, roles: Mapping[str, str]) -> None:
    match shape:
        case Rectangle():
            _rectangle(root, shape, roles)
        case Label():
            weight = {"font-weight": "bold"} if shape.bold else {}
            anchor = {"text-anchor": shape.anchor} if shape.anchor != "start" else {}
            at = {"x": _n(shape.x), "y": _n(shape.y), "font-size": _n(shape.size)}
            _text(root, "text", shape.text, {**at, **anchor, **weight, "fill": roles[shape.fill]})


def _rectangle(root: ElementTree.Element, one: Rectangle, roles: Mapping[str, str]) -> None:
    fill = roles.get(one.fill, one.fill) if one.fill else "none"
    said = {
        "x": _n(one.x), "y": _n(one.y), "width": _n(one.width), "height": _n(one.height),
        "fill": fill,
    }  # fmt: skip
    if one.stroke:
        said |= {"stroke": roles.get(one.stroke, one.stroke), "stroke-width": _n(one.line)}
    made = ElementTree.SubElement(root, "rect", said)
    if one.title:
        _text(made, "title", one.title, {})


def _text(parent: ElementTree.Element, tag: str, text: str, said: dict[str, str]) -> None:
    ElementTree.SubElement(parent, tag, said).text = text


def _n(value: float) -> str:
    return f"{value:g}"
