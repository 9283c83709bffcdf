"""Random entries for the tensors of a formula, the same on every device."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import prod
from typing import TYPE_CHECKING, Literal

from evoproof.kernel.terms import Tensor
from evoproof.numeric.backend import load
from evoproof.numeric.integers import value
from evoproof.numeric.primes import P, Q
from evoproof.numeric.survey import tensor_key

if TYPE_CHECKING:
    import torch

LARGEST = 9


def random_tensors(
    tensors: Iterable[Tensor],
    sizes: Mapping[str, int],
    seed: int = 0,
    lane: Literal["float64", "exact", "residues"] = "float64",
    device: torch.device | str = "cpu",
    largest: int = LARGEST,
) -> dict[Tensor, torch.Tensor]:
    """Entries for each tensor (see `survey.base_tensors`), drawn for its name, shape and the seed.

    Lane "float64": normal, of variance 1 for padded tensors (images) and 1 / fan-in for the others,
    where the fan-in is the product of all sizes but the last, so that scores stay of size 1.
    Lane "exact": int64 in -largest .. largest. Lane "residues": float64 integers in 0 .. p q - 1,
    so independent residues modulo p and q. They are drawn on the CPU and then moved.
    """
    return {one: _entries(one, sizes, seed, lane, largest).to(device) for one in tensors}


def _entries(
    tensor: Tensor, sizes: Mapping[str, int], seed: int, lane: str, largest: int
) -> torch.Tensor:
    torch = load()
    shape = tuple(max(0, value(size, sizes)) for size in tensor.shape)
    draw = torch.Generator().manual_seed(_seed(tensor, seed))
    if lane == "exact":
        return torch.randint(-largest, largest + 1, shape, generator=draw)
    if lane == "residues":
        return torch.randint(P * Q, shape, generator=draw).double()
    fan_in = 1 if tensor.padded else max(1, prod(shape[:-1]))
    entries = torch.randn(shape, generator=draw, dtype=torch.float64)
    return entries / fan_in**0.5


def _seed(tensor: Tensor, seed: int) -> int:
    return int.from_bytes(sha256(repr((seed, tensor_key(tensor))).encode()).digest()[:6], "big")
