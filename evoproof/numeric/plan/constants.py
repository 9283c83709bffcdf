"""Conditions and integer expressions as grids of numbers over their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond, Divides, Eq, Ge
from evoproof.numeric.backend import load
from evoproof.numeric.flat.formula import affine
from evoproof.numeric.grid import Scope, base_scope, holds_on_grid, on_grid
from evoproof.numeric.plan.leaves import fit, single_names
from evoproof.numeric.tape.labels import Dims, Extents, alone

if TYPE_CHECKING:
    import torch


def names_in_order(free: frozenset[str], extents: Extents) -> tuple[str, ...]:
    return tuple(sorted(name for name in free if extents[name] > 1))


def scope(names: tuple[str, ...], extents: Extents, device: torch.device) -> Scope:
    """A grid with one dimension for each of `names`; all other names are 0 there."""
    others = base_scope(device, {name: 0 for name in extents if name not in names})
    ranges = {**others.ranges, **{name: (0, extents[name] - 1) for name in names}}
    return others.with_names(reversed(names), ranges)


def spread(grid: torch.Tensor, names: tuple[str, ...], extents: Extents) -> torch.Tensor:
    """The grid at full length along every name."""
    return grid.expand(tuple(extents[name] for name in names)).contiguous()


def mask_grid(cond: Cond, extents: Extents, device: torch.device) -> tuple[Dims, torch.Tensor]:
    """0 or 1 (int64) where the condition holds; along one form where it speaks of one only."""
    known = affine(cond.expr)
    if known is not None:
        fitting = fit(single_names(known, extents), extents)
        if fitting is not None and fitting[0]:
            form, places = fitting
            values = places.first + places.step * load().arange(places.count, device=device)
            return (form,), _holds(cond, values).long()
    names = names_in_order(cond.free, extents)
    found = holds_on_grid(cond, scope(names, _restricted(cond.free, extents), device))
    return tuple(map(alone, names)), spread(found.long(), names, extents)


def integer_grid(expr: Poly, extents: Extents, device: torch.device) -> tuple[Dims, torch.Tensor]:
    """The values of an integer expression, int64, along its names."""
    names = names_in_order(expr.free, extents)
    found = on_grid(expr, scope(names, _restricted(expr.free, extents), device))
    return tuple(map(alone, names)), spread(found, names, extents)


def _restricted(names: frozenset[str], extents: Extents) -> dict[str, int]:
    return {name: extents[name] for name in sorted(names)}


def _holds(cond: Cond, values: torch.Tensor) -> torch.Tensor:
    match cond:
        case Ge():
            return values >= 0
        case Eq():
            return values == 0
        case Divides(modulus=modulus):
            return values % modulus == 0
    raise TypeError(f"unknown condition {cond!r}")
