"""What a device costs: seconds for launches, products and traffic, and how much memory there is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from evoproof.numeric.backend import load

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Device:
    """Rates that rank strategies: they need to be right to a factor of two or so.

    `launch` in seconds an operation; `products` multiplications and additions a second in a matrix
    product; `traffic` bytes a second, `near` while a working set fits in `cache` bytes;
    `scattered` the seconds of an entry that is copied alone, `matrix` those of a matrix of a batch
    beside its products.
    """

    launch: float
    products: float
    traffic: float
    near: float
    cache: int
    scattered: float
    matrix: float

    def copied(self, size: float, working_set: float) -> float:
        """Seconds to move so many bytes, among a working set of so many."""
        return size / (self.near if working_set <= self.cache else self.traffic)


CPU = Device(
    launch=3e-6, products=3e10, traffic=5e9, near=5e10, cache=2**24, scattered=5e-9, matrix=5e-7
)
CUDA = Device(
    launch=6e-6, products=2e13, traffic=2.5e12, near=5e12, cache=2**25, scattered=1e-11, matrix=1e-9
)


def rates(device: torch.device) -> Device:
    return CUDA if device.type == "cuda" else CPU


@cache
def memory(device: torch.device) -> int:
    """A quarter of the bytes that the machine, or the CUDA device, has."""
    if device.type == "cuda":
        return int(load().cuda.get_device_properties(device).total_memory) // 4
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4
