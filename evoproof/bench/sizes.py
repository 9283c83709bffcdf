"""The sizes at which operators are compared, and what the letters of their derivations are there.

The letters are those of `check.operators`: window radius l, image H x W, channels D, heads M,
groups G, channels D_r of a bottleneck, samples N.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

HEADS = GROUPS = REDUCTION = 4

Letters: TypeAlias = Mapping[str, int]
At: TypeAlias = "Callable[[Size], Letters]"


@dataclass(frozen=True)
class Size:
    """A square image of `side` pixels with `channels`, and a window of 2 `radius` + 1."""

    side: int
    channels: int
    radius: int


SIZES = {"small": Size(8, 8, 1), "medium": Size(32, 64, 2), "large": Size(56, 128, 3)}


def image(size: Size) -> Letters:
    """An image whose pixels keep their channels."""
    channels = dict.fromkeys(("D_in", "D_k", "D_out"), size.channels)
    return {"l": size.radius, "H": size.side, "W": size.side, **channels}


def convolved(size: Size) -> Letters:
    return {name: value for name, value in image(size).items() if name != "D_k"}


def heads(size: Size) -> Letters:
    """The channels are shared out among the heads."""
    return {**image(size), "M": HEADS, **dict.fromkeys(("D_k", "D_h"), size.channels // HEADS)}


def involved(size: Size) -> Letters:
    window = {"l": size.radius, "H": size.side, "W": size.side}
    return {**window, "D": size.channels, "G": GROUPS, "D_r": size.channels // REDUCTION}


def samples(size: Size) -> Letters:
    """All pixels of the image are one sequence."""
    kept = {name: value for name, value in heads(size).items() if name not in ("l", "H", "W")}
    return {**kept, "N": size.side * size.side}
