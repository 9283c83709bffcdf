"""A scene as the bytes of a file, by the file's suffix."""

from __future__ import annotations

from evoproof.picture.errors import PictureError
from evoproof.picture.scene import Scene
from evoproof.picture.svg import svg

SVG = ".svg"
SUFFIXES = (SVG, ".png")
MISSING = "a PNG needs Pillow: pip install 'evoproof[picture]'; an SVG needs nothing"


def data(scene: Scene, suffix: str) -> bytes:
    """`suffix`: one of SUFFIXES. Raises PictureError where Pillow is missing for a PNG."""
    if suffix == SVG:
        return svg(scene).encode("utf-8")
    try:
        from evoproof.picture.png import png  # an optional extra
    except ModuleNotFoundError as error:
        if error.name != "PIL":
            raise
        raise PictureError(MISSING) from None
    return png(scene)
