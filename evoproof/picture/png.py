"""A scene as PNG, by Pillow: the same shapes in the colours of the SVG file."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from evoproof.picture.scene import PAPER, Label, Rectangle, Scene
from evoproof.picture.svg import FILE

SCALE = 2
"""Points of the PNG for each unit of the scene."""
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png(scene: Scene) -> bytes:
    """The file's bytes."""
    size = round(scene.width * SCALE), round(scene.height * SCALE)
    canvas = Image.new("RGB", size, FILE[PAPER])
    draw = ImageDraw.Draw(canvas)
    for shape in scene.shapes:
        match shape:
            case Rectangle():
                _rectangle(draw, shape)
            case Label():
                _label(draw, shape)
    out = BytesIO()
    canvas.save(out, "png")
    return out.getvalue()


def _rectangle(draw: ImageDraw.ImageDraw, one: Rectangle) -> None:
    """Pillow's far corner belongs to the rectangle; a stroke is half inside and half outside."""
    near, far = (one.x, one.y), (one.x + one.width, one.y + one.height)
    if one.fill:
        box = [*_scaled(*near), *(at - 1 for at in _scaled(*far))]
        draw.rectangle(box, fill=_colour(one.fill))
    if one.stroke:
        half = one.line / 2
        outer = _scaled(near[0] - half, near[1] - half)
        last = _scaled(far[0] + half, far[1] + half)
        box = [*outer, *(at - 1 for at in last)]
        draw.rectangle(box, outline=_colour(one.stroke), width=round(one.line * SCALE))


def _label(draw: ImageDraw.ImageDraw, one: Label) -> None:
    """Bold is a stroke around the letters: Pillow has one font of its own."""
    draw.text(
        _scaled(one.x, one.y), one.text, fill=_colour(one.fill), anchor=_ANCHORS[one.anchor],
        font=_font(one.size * SCALE), stroke_width=0.4 if one.bold else 0,
    )  # fmt: skip


@cache
def _font(size: float) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    """Pillow's own, so that a picture does not depend on what is installed."""
    return ImageFont.load_default(size)


def _colour(name: str) -> str:
    return FILE.get(name, name)


def _scaled(x: float, y: float) -> tuple[int, int]:
    return round(x * SCALE), round(y * SCALE)
