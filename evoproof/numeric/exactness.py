"""Sums of products of integers in float64, on devices that have several ways to compute them.

On a CPU float64 convolutions are im2col and a matrix product, and matrix products plain ones. On
CUDA cuDNN may transform (FFT) and cuBLAS may emulate float64 by 8-bit integers: the first is
switched off, the second refused, and what comes out is looked at.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from evoproof.numeric.backend import load
from evoproof.numeric.errors import InexactDevice

if TYPE_CHECKING:
    import torch

EMULATION = "CUBLAS_EMULATE_DOUBLE_PRECISION"


def trusted(device: torch.device) -> bool:
    """Whether float64 has one way only to be multiplied and added there."""
    return device.type == "cpu"


@contextmanager
def exactly(device: torch.device) -> Iterator[None]:
    """No TensorFloat-32 and no cuDNN: convolutions are im2col and a matrix product of float64.

    Nothing is set on a CPU. Raises InexactDevice where cuBLAS is told to emulate float64.
    """
    if trusted(device):
        yield
        return
    _refuse_emulation()
    before = [(place, name, getattr(place, name)) for place, name, _ in _settings()]
    try:
        for place, name, value in _settings():
            setattr(place, name, value)
        yield
    finally:
        for place, name, value in before:
            setattr(place, name, value)


def _settings() -> tuple[tuple[Any, str, object], ...]:
    """Where torch keeps a setting, its name, and the value that is exact."""
    backends = load().backends
    matmul = backends.cuda.matmul
    # Before torch 2.9 there is only `allow_tf32`, which since then may refuse to be read.
    new = hasattr(matmul, "fp32_precision")
    tf32 = (matmul, "fp32_precision", "ieee") if new else (matmul, "allow_tf32", False)
    return tf32, (backends.cudnn, "enabled", False)


def _refuse_emulation() -> None:
    setting = os.environ.get(EMULATION, "0")
    if setting not in ("", "0"):
        raise InexactDevice(
            f"{EMULATION}={setting} lets cuBLAS compute float64 products from pieces, which need "
            "not be exact: unset it, or use the device cpu"
        )


def bilinear(
    operation: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    left: torch.Tensor, right: torch.Tensor, bound: int,
) -> torch.Tensor:  # fmt: skip
    """operation(left, right), sums of products of integers; no |entry| passes `bound`.

    On CUDA every entry is looked at, unless the operation is the one multiplication of entries.
    Raises InexactDevice where one is no integer or passes the bound.
    """
    device = left.device
    if trusted(device) or operation is load().mul:
        return operation(left, right)
    with exactly(device):
        found = operation(left, right)
    # A local function is known by what defines it, as Conv.record.<locals>.run.
    name = getattr(operation, "__qualname__", "an operation").split(".")[0]
    _look_at(found, bound, name)
    return found


def _look_at(value: torch.Tensor, bound: int, name: str) -> None:
    """One wait for the device; a value that is not a number fails as well."""
    torch = load()
    if not value.numel():
        return
    norm = torch.linalg.vector_norm
    largest, fraction = torch.stack(
        [norm(value, torch.inf), norm(value.round().sub_(value), torch.inf)]
    ).tolist()
    if not (largest <= bound and fraction == 0):
        raise InexactDevice(
            f"{name} on {value.device} gave entries up to {largest:.17g} with fractions up to "
            f"{fraction:.3g}, where only integers up to {bound} are possible, with cuDNN and "
            "TensorFloat-32 off: use the device cpu"
        )
