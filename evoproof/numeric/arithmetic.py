"""What one walk over a formula computes with: an arithmetic on some kind of value V.

`Plain` is the numbers as torch has them; `bounds.Bounded` carries an error bound, `exact.Exact`
integers that cannot overflow. A V broadcasts as its tensors do; dimensions are the walk's business.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from evoproof.numeric.backend import load
from evoproof.numeric.errors import NumericError

if TYPE_CHECKING:
    import torch

V = TypeVar("V")


class Arithmetic(ABC, Generic[V]):
    """The operations of the grammar of terms, entry by entry."""

    def __init__(self, device: torch.device) -> None:
        self.device = device

    @abstractmethod
    def constant(self, value: Fraction) -> V:
        """A rational number."""

    @abstractmethod
    def entries(self, data: torch.Tensor) -> V:
        """Entries of a tensor, taken as exact."""

    @abstractmethod
    def integers(self, grid: torch.Tensor) -> V:
        """Integers (int64) as values."""

    @abstractmethod
    def add(self, left: V, right: V) -> V: ...

    @abstractmethod
    def mul(self, left: V, right: V) -> V: ...

    @abstractmethod
    def reciprocal(self, value: V) -> V:
        """1 / value, and 0 where the value is 0."""

    @abstractmethod
    def exp(self, value: V) -> V: ...

    @abstractmethod
    def maximum(self, left: V, right: V) -> V: ...

    @abstractmethod
    def apply(self, function: Function, args: Sequence[V]) -> V:
        """A function of real numbers."""

    @abstractmethod
    def mask(self, value: V, mask: torch.Tensor) -> V:
        """The value where `mask` is true, 0 elsewhere."""

    @abstractmethod
    def total(self, value: V, extents: Sequence[int], rank: int) -> V:
        """The sum over the dimensions in front of the last `rank`, of these extents."""

    @abstractmethod
    def greatest(self, value: V, mask: torch.Tensor | None, extents: Sequence[int], rank: int) -> V:
        """The greatest over the dimensions that `total` sums over.

        It is taken where `mask` is true (None: everywhere), and is 0 where there is no such entry.
        """

    @abstractmethod
    def move(self, run: Callable[..., torch.Tensor], value: V) -> V:
        """Entries copied, viewed in another shape, or made 0, by a function of tensors."""

    @abstractmethod
    def linear(self, run: Callable[..., torch.Tensor], value: V, terms: int) -> V:
        """Sums of at most so many entries, by a function of tensors."""

    @abstractmethod
    def bilinear(self, run: Callable[..., torch.Tensor], left: V, right: V, terms: int) -> V:
        """Sums of at most so many products of entries, by a function of two tensors."""

    @abstractmethod
    def spread(self, value: V, shape: Sequence[int]) -> V:
        """The value with all dimensions at full length."""

    @abstractmethod
    def join(self, parts: Sequence[V], dim: int) -> V:
        """Values laid side by side along one dimension."""


class Function(Protocol):
    """A real function; `through` (see `functions`) also lets it carry an error bound."""

    def __call__(self, *args: torch.Tensor) -> torch.Tensor: ...


class Plain(Arithmetic["torch.Tensor"]):
    """Numbers of one torch dtype, and nothing else."""

    def __init__(self, device: torch.device, dtype: torch.dtype) -> None:
        super().__init__(device)
        self.dtype = dtype

    def constant(self, value: Fraction) -> torch.Tensor:
        if not self.dtype.is_floating_point and value.denominator != 1:
            raise NumericError(f"{value} is not of dtype {self.dtype}")
        number = float(value) if self.dtype.is_floating_point else value.numerator
        return load().tensor(number, dtype=self.dtype, device=self.device)

    def entries(self, data: torch.Tensor) -> torch.Tensor:
        return data.to(self.dtype)

    def integers(self, grid: torch.Tensor) -> torch.Tensor:
        return grid.to(self.dtype)

    def add(self, left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        return left + right

    def mul(self, left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        return left * right

    def reciprocal(self, value: torch.Tensor) -> torch.Tensor:
        return value.reciprocal().masked_fill_(value == 0, 0)

    def exp(self, value: torch.Tensor) -> torch.Tensor:
        return value.exp()

    def maximum(self, left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        return load().maximum(left, right)

    def apply(self, function: Function, args: Sequence[torch.Tensor]) -> torch.Tensor:
        return function(*args)

    def mask(self, value: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return masked(value, mask)

    def total(self, value: torch.Tensor, extents: Sequence[int], rank: int) -> torch.Tensor:
        return summed(value, extents, rank)

    def greatest(
        self,
        value: torch.Tensor,
        mask: torch.Tensor | None,
        extents: Sequence[int],
        rank: int,
    ) -> torch.Tensor:
        return greatest(value, mask, extents, rank)

    def move(self, run: Callable[..., torch.Tensor], value: torch.Tensor) -> torch.Tensor:
        return run(value)

    def linear(
        self, run: Callable[..., torch.Tensor], value: torch.Tensor, terms: int
    ) -> torch.Tensor:
        return run(value)

    def bilinear(
        self,
        run: Callable[..., torch.Tensor],
        left: torch.Tensor,
        right: torch.Tensor,
        terms: int,
    ) -> torch.Tensor:
        return run(left, right)

    def spread(self, value: torch.Tensor, shape: Sequence[int]) -> torch.Tensor:
        return value.expand(tuple(shape))

    def join(self, parts: Sequence[torch.Tensor], dim: int) -> torch.Tensor:
        return load().cat(list(parts), dim)


def masked(value: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The value where the mask is true, 0 elsewhere (also where the value is not finite)."""
    return load().where(mask, value, value.new_zeros(()))


def summed(value: torch.Tensor, extents: Sequence[int], rank: int) -> torch.Tensor:
    """The sum over the first dimensions, which the value may lack or have with length 1."""
    if not extents:
        return value
    return _full(value, extents, rank).sum(tuple(range(len(extents))))


def greatest(
    value: torch.Tensor, mask: torch.Tensor | None, extents: Sequence[int], rank: int
) -> torch.Tensor:
    """The greatest over the same dimensions where the mask is true, and 0 where it never is."""
    if not extents:
        return value if mask is None else masked(value, mask)
    dims = tuple(range(len(extents)))
    if mask is None:
        return _full(value, extents, rank).amax(dims)
    chosen = load().where(mask, value, _lowest(value.dtype))
    found = _full(chosen, extents, rank).amax(dims)
    return masked(found, _full(mask, extents, rank).any(dims))


def _lowest(dtype: torch.dtype) -> float:
    return float("-inf") if dtype.is_floating_point else load().iinfo(dtype).min


def _full(value: torch.Tensor, extents: Sequence[int], rank: int) -> torch.Tensor:
    """The value with its first dimensions at their full length."""
    dims = len(extents) + rank
    value = value.reshape(*([1] * (dims - value.dim())), *value.shape)
    return value.expand(*extents, *value.shape[len(extents) :])
