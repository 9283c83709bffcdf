"""A formula evaluated as it is written, on torch tensors: the oracle for every faster way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from evoproof.kernel.terms import Tensor, Term
from evoproof.numeric.arithmetic import Function, Plain
from evoproof.numeric.backend import load
from evoproof.numeric.errors import NumericError
from evoproof.numeric.evaluation import LIMIT, Data, evaluate

if TYPE_CHECKING:
    import torch


def literal(
    term: Term,
    sizes: Mapping[str, int],
    ranges: Mapping[str, int],
    tensors: Mapping[Tensor, torch.Tensor],
    functions: Mapping[str, Function] | None = None,
    *,
    limit: int = LIMIT,
) -> torch.Tensor:
    """The values of `term` over its free indices: dimension k is the k-th name of `ranges`.

    `ranges` maps a free index to its extent n (0 <= index < n), `tensors` a tensor without
    definition to its entries. Device and dtype are those of the entries (CPU, float64 without any).
    No temporary has more than `limit` elements. Raises OutOfBounds where a strict tensor is read
    outside, UnboundedSum, TooLarge, and NumericError where something is not given.
    """
    device, dtype = common(tensors)
    data = Data(sizes, ranges, tensors, functions or {})
    return evaluate(Plain(device, dtype), term, data, limit)


def common(tensors: Mapping[Tensor, torch.Tensor]) -> tuple[torch.device, torch.dtype]:
    """The one device and dtype of the entries. Raises NumericError where there are several."""
    torch = load()
    kinds = {(entries.device, entries.dtype) for entries in tensors.values()}
    if len(kinds) > 1:
        listed = ", ".join(sorted(f"{dtype} on {device}" for device, dtype in kinds))
        raise NumericError(f"the tensors differ in device or dtype: {listed}")
    return next(iter(kinds), (torch.device("cpu"), torch.float64))
