"""What a kernel depends on, in words: what is the same is proved, what differs has a witness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from evoproof.properties.dependence import IMAGE, dependence
from evoproof.properties.kernels import EvolutionKernel


@dataclass(frozen=True)
class Sharing:
    """Whether all pixels, all channels and all images have the same kernel; None: not decided."""

    pixels: bool | None
    channels: bool | None
    images: bool | None

    @property
    def words(self) -> str:
        return "; ".join((
            _said(self.pixels, "the same at every pixel", "different from pixel to pixel"),
            _said(self.channels, "the same for all channels", "different between channels"),
            _said(self.images, "the same for all images", "different from image to image"),
        ))  # fmt: skip


@cache
def sharing(kernel: EvolutionKernel) -> Sharing:
    """Found out for all sizes, and for all weights that the derivation allows."""
    return Sharing(_same(kernel, "ij"), _same(kernel, "cm"), _same(kernel, (IMAGE,)))


def _same(kernel: EvolutionKernel, on: Sequence[str]) -> bool | None:
    held = [dependence(kernel, one).holds for one in on]
    if any(held):
        return False
    return None if None in held else True


def _said(same: bool | None, yes: str, no: str) -> str:
    if same is None:
        return f"not decided whether {yes}"
    return yes if same else no


def listed(words: Sequence[str]) -> str:
    """
    >>> listed(["A"]), listed(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
