"""What is given, as operands: entries of tensors, grids of integers, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Tensor
from evoproof.numeric.backend import load
from evoproof.numeric.flat.formula import Affine, Entry, Index
from evoproof.numeric.plan.constants import integer_grid, names_in_order
from evoproof.numeric.plan.leaves import Fit, fit, fitted, single_names
from evoproof.numeric.tape.labels import Dims, Extents, Form, alone, shape_of
from evoproof.numeric.tape.operand import Operand
from evoproof.numeric.tape.operation import Kind, Slot
from evoproof.numeric.tape.tape import Recorder

if TYPE_CHECKING:
    import torch


class Entries:
    """Operands that need nothing else; each tensor and each way to cut it is written once."""

    def __init__(
        self, recorder: Recorder, extents: Extents, shapes: Mapping[Tensor, tuple[int, ...]],
        where: torch.device,
    ) -> None:  # fmt: skip
        self.recorder, self.extents, self.shapes, self.where = recorder, extents, shapes, where
        self._leaves: dict[Tensor, Slot] = {}
        self._cut: dict[tuple[Tensor, tuple[Fit, ...]], Slot] = {}
        self._scalars: dict[int, Slot] = {}

    def scalar(self, number: int) -> Operand:
        if number not in self._scalars:
            self._scalars[number] = self.constant((), load().tensor(number)).slot
        return Operand(self._scalars[number], ())

    def constant(self, dims: Dims, grid: torch.Tensor) -> Operand:
        """An int64 grid as numbers."""
        shape = shape_of(dims, self.extents)
        grid = grid.to(self.where)
        return Operand(self.recorder.record(Kind.CONSTANT, (), shape, grid, name="constant"), dims)

    def operand(self, entry: Entry) -> Operand:
        """The entries, 0 outside the shape, with a dimension for each index that is no constant."""
        shape = self.shapes[entry.tensor]
        indices = [self._simple(index) for index in entry.indices]
        found = [fit(one, self.extents) if isinstance(one, Affine) else None for one in indices]
        fits = tuple(
            one[1] if one is not None else Fit(0, 1, size)
            for one, size in zip(found, shape, strict=True)
        )
        slot = self._fitted(entry.tensor, fits)
        tables = [k for k, one in enumerate(found) if one is None]
        if tables:
            return self._looked_up(slot, found, {k: _expr(indices[k]) for k in tables})
        return self._labelled(slot, [one[0] for one in found if one is not None])

    def _simple(self, index: Index) -> Index:
        return single_names(index, self.extents) if isinstance(index, Affine) else index

    def _leaf(self, tensor: Tensor) -> Slot:
        if tensor not in self._leaves:
            shape = self.shapes[tensor]
            name = tensor.name
            self._leaves[tensor] = self.recorder.record(Kind.LEAF, (), shape, tensor, name=name)
        return self._leaves[tensor]

    def _fitted(self, tensor: Tensor, fits: tuple[Fit, ...]) -> Slot:
        if (tensor, fits) in self._cut:
            return self._cut[tensor, fits]
        slot = source = self._leaf(tensor)
        run, pads, flipped = fitted(fits, self.shapes[tensor])
        if run is not None:
            shape = tuple(one.count for one in fits)
            is_view = not flipped and not any(map(any, pads))
            slot = self.recorder.record(
                Kind.MOVE, (source,), shape, run, is_view=is_view, name="fit"
            )
            plain = all(
                one.step == 1 and one.first == -low and one.count == low + size + high
                for one, (low, high), size in zip(fits, pads, self.shapes[tensor], strict=True)
            )
            if plain:
                self.recorder.padded[slot] = source, pads
        self._cut[tensor, fits] = slot
        return slot

    def _labelled(self, slot: Slot, forms: Sequence[Form]) -> Operand:
        """The dimensions of constant indices dropped, which have length 1."""
        dims = tuple(form for form in forms if form)
        if len(dims) == len(forms):
            return Operand(slot, dims)
        kept = tuple(0 if not form else slice(None) for form in forms)
        return Operand(self._move(slot, dims, lambda one: one[kept], is_view=True), dims)

    def _move(
        self, slot: Slot, dims: Dims, run: Callable[[torch.Tensor], torch.Tensor], *, is_view: bool
    ) -> Slot:
        shape = shape_of(dims, self.extents)
        return self.recorder.record(Kind.MOVE, (slot,), shape, run, is_view=is_view, name="entries")

    def _looked_up(
        self, slot: Slot, found: Sequence[tuple[Form, Fit] | None], tables: Mapping[int, Poly]
    ) -> Operand:
        """Indices that are no forms are looked up, over the names of all of them."""
        free = frozenset[str]().union(*(expr.free for expr in tables.values()))
        names = names_in_order(free, self.extents)
        shape = self.recorder.shape(slot)
        places, inside = [], load().tensor(True, device=self.where)
        for k, expr in tables.items():
            grid = self._spread(expr, names)
            inside = inside & (grid >= 0) & (grid < shape[k])
            places.append(grid.clamp(0, max(0, shape[k] - 1)))
        forms = [one[0] for one in found if one is not None]
        dims = (*map(alone, names), *(form for form in forms if form))
        order = [*tables, *(k for k in range(len(found)) if k not in tables)]
        kept = tuple(slice(None) if form else 0 for form in forms)
        room = [*inside.shape, *([1] * sum(bool(form) for form in forms))]
        mask = inside.reshape(room)
        empty = any(shape[k] == 0 for k in tables)
        whole = shape_of(dims, self.extents)

        def run(tensor: torch.Tensor) -> torch.Tensor:
            if empty:
                return tensor.new_zeros(whole)
            entries = tensor.permute(order)[tuple(places)][(..., *kept)]
            return entries.masked_fill(~mask, 0)

        return Operand(self._move(slot, dims, run, is_view=False), dims)

    def _spread(self, expr: Poly, names: tuple[str, ...]) -> torch.Tensor:
        """The values of an expression over all of `names`."""
        dims, grid = integer_grid(expr, self.extents, self.where)
        held = [form[0][0] for form in dims]
        room = [self.extents[name] if name in held else 1 for name in names]
        return grid.reshape(room).expand(tuple(self.extents[name] for name in names))


def _expr(index: Index) -> Poly:
    if isinstance(index, Poly):
        return index
    return sum((poly(name) * rate for name, rate in index.terms), poly(index.offset))
