"""Names as int64 grids: each index or bound variable is one broadcast dimension.

A new dimension goes in front, so that grids of fewer dimensions broadcast as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from evoproof.kernel.poly import Atom, Poly
from evoproof.kernel.terms import Access, Cond, Divides, Eq, Ge
from evoproof.numeric.backend import load
from evoproof.numeric.box import extent, stays_inside
from evoproof.numeric.errors import NumericError, OutOfBounds
from evoproof.numeric.intervals import Interval

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Scope:
    """Where a term stands: the range and the grid of every name, and the masks around it.

    `rank` is the number of dimensions so far; `masks` are boolean grids that must all hold for the
    term to count.
    """

    device: torch.device
    sizes: Mapping[str, int]
    ranges: Mapping[str, Interval]
    grids: Mapping[str, torch.Tensor]
    rank: int = 0
    masks: tuple[torch.Tensor, ...] = ()

    def with_names(self, names: Iterable[str], ranges: Mapping[str, Interval]) -> Scope:
        """One more dimension for each of `names`, the last one outermost in front."""
        torch, grids, rank = load(), dict(self.grids), self.rank
        for name in names:
            low, high = ranges[name]
            line = torch.arange(int(low), int(high) + 1, device=self.device)
            grids[name] = line.reshape(-1, *([1] * rank))
            rank += 1
        return Scope(self.device, self.sizes, ranges, grids, rank, self.masks)

    def with_masks(self, masks: Iterable[torch.Tensor]) -> Scope:
        return Scope(
            self.device,
            self.sizes,
            self.ranges,
            self.grids,
            self.rank,
            (*self.masks, *masks),
        )


def base_scope(device: torch.device, sizes: Mapping[str, int]) -> Scope:
    """The scope that knows the sizes alone."""
    torch = load()
    grids = {name: torch.tensor(size, device=device) for name, size in sizes.items()}
    return Scope(device, sizes, {name: (size, size) for name, size in sizes.items()}, grids)


def on_grid(expr: Poly, scope: Scope) -> torch.Tensor:
    """The values of an integer expression, int64."""
    total = load().tensor(0, device=scope.device)
    for monomial, coefficient in expr.terms:
        product = load().tensor(coefficient, device=scope.device)
        for atom in monomial:
            product = product * _atom(atom, scope)
        total = total + product
    return total


def _atom(atom: Atom, scope: Scope) -> torch.Tensor:
    if isinstance(atom, str):
        return scope.grids[atom]
    torch = load()
    top, bottom = on_grid(atom.numerator, scope), on_grid(atom.denominator, scope)
    zero = bottom == 0
    floor = torch.div(top, torch.where(zero, 1, bottom), rounding_mode="floor")
    return torch.where(zero, 0, floor)


def holds_on_grid(cond: Cond, scope: Scope) -> torch.Tensor:
    """Where the condition holds, as a boolean grid."""
    match cond:
        case Ge(expr=expr):
            return on_grid(expr, scope) >= 0
        case Eq(expr=expr):
            return on_grid(expr, scope) == 0
        case Divides(modulus=modulus, expr=expr):
            return on_grid(expr, scope) % modulus == 0
    raise NumericError(f"unknown condition {cond!r}")


def conjunction(masks: Iterable[torch.Tensor]) -> torch.Tensor | None:
    found = list(masks)
    return reduce(lambda left, right: left & right, found) if found else None


def outside(term: Access, scope: Scope) -> torch.Tensor | None:
    """Where some index is outside the shape; None where intervals show that none is."""
    parts = []
    for index, size in zip(term.indices, term.tensor.shape, strict=True):
        if not stays_inside(index, size, scope.ranges):
            grid = on_grid(index, scope)
            parts.append((grid < 0) | (grid >= on_grid(size, scope)))
    return reduce(lambda left, right: left | right, parts) if parts else None


def refuse_outside(term: Access, beyond: torch.Tensor, scope: Scope) -> None:
    """Raise OutOfBounds for the first position that is `beyond` while all masks hold."""
    if not beyond.any():
        return
    bad = conjunction((beyond, *scope.masks))
    if bad is None or not bad.any():
        return
    bad = bad.reshape(*([1] * (scope.rank - bad.dim())), *bad.shape)
    place = bad.nonzero()[0].tolist()

    def there(grid: torch.Tensor) -> int:
        spots = zip(place[scope.rank - grid.dim() :], grid.shape, strict=True)
        return int(grid[tuple(spot if size > 1 else 0 for spot, size in spots)])

    names = [n for n in scope.grids if n in term.free and n not in scope.sizes]
    raise OutOfBounds(
        term.tensor.name,
        tuple(there(on_grid(index, scope)) for index in term.indices),
        tuple(there(on_grid(size, scope)) for size in term.tensor.shape),
        {name: there(scope.grids[name]) for name in names},
        scope.sizes,
    )


def gather(
    data: torch.Tensor, term: Access, beyond: torch.Tensor | None, scope: Scope
) -> torch.Tensor:
    """The entries that the access reads, 0 where it is `beyond` the shape."""
    torch = load()
    if not term.indices:
        return data
    grids = torch.broadcast_tensors(*(on_grid(index, scope) for index in term.indices))
    if data.numel() == 0:
        return data.new_zeros(grids[0].shape)
    if beyond is None:
        return data[tuple(grids)]
    kept = [grid.clamp(0, size - 1) for grid, size in zip(grids, data.shape, strict=True)]
    return torch.where(beyond, data.new_zeros(()), data[tuple(kept)])


def grid_size(names: Iterable[str], ranges: Mapping[str, Interval]) -> int:
    """The number of entries of a grid over `names`."""
    product = 1
    for name in names:
        product *= extent(name, ranges)
    return product
