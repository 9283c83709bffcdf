"""Formulas written on a tape: factors become operands, products meet in the cheapest order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from evoproof.kernel.terms import Tensor
from evoproof.numeric.backend import load
from evoproof.numeric.contraction.order import Ordering, Pair, Single, Tree
from evoproof.numeric.flat.formula import (
    Applied,
    Entry,
    Factor,
    Formula,
    Greatest,
    Mask,
    Nested,
    Power,
    Product,
    Whole,
)
from evoproof.numeric.plan.attend import attend, roles
from evoproof.numeric.plan.attention import Attention
from evoproof.numeric.plan.canonical import canonical
from evoproof.numeric.plan.constants import integer_grid, mask_grid
from evoproof.numeric.plan.entries import Entries
from evoproof.numeric.plan.softmax import Softmax, softmax_in
from evoproof.numeric.tape.device import Device
from evoproof.numeric.tape.labels import Dims, alone, elements, names_of, shape_of
from evoproof.numeric.tape.operand import Operand, renamed, seen, together
from evoproof.numeric.tape.operation import Best, Kind
from evoproof.numeric.tape.tape import Recorder
from evoproof.numeric.tape.views import view

if TYPE_CHECKING:
    import torch


@dataclass
class Lowering:
    """A tape in the making. What has been written once is found again by its canonical text."""

    where: torch.device
    device: Device
    shapes: dict[Tensor, tuple[int, ...]]
    room: int
    itemsize: int
    recorder: Recorder = field(default_factory=Recorder)
    extents: dict[str, int] = field(default_factory=dict)
    known: dict[str, Operand] = field(default_factory=dict)
    met: dict[object, Operand] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.entries = Entries(self.recorder, self.extents, self.shapes, self.where)

    def formula(self, formula: Formula) -> Operand:
        if not formula.products:
            return self._number(Fraction(0))
        return self._added([self.product(product) for product in formula.products])

    def _number(self, value: Fraction) -> Operand:
        grid = self.entries.scalar(1 if value else 0)
        return self._scaled(grid, value) if value not in (0, 1) else grid

    def _added(self, operands: Sequence[Operand]) -> Operand:
        if len(operands) == 1:
            return operands[0]
        dims = together(operands, self.extents)
        views = [seen(one, dims, self.extents, self.recorder) for one in operands]
        return self._entrywise(Kind.ADD, views, dims, None)

    def _entrywise(
        self, kind: Kind, operands: Sequence[Operand], dims: Dims, run: object
    ) -> Operand:
        shape = shape_of(dims, self.extents)
        slots = [one.slot for one in operands]
        flops = elements(dims, self.extents) * max(1, len(slots) - 1)
        name = run if isinstance(run, str) else kind.name.lower()
        return Operand(self.recorder.record(kind, slots, shape, run, flops=flops, name=name), dims)

    def _scaled(self, operand: Operand, by: Fraction) -> Operand:
        return operand if by == 1 else self._entrywise(Kind.SCALE, [operand], operand.dims, by)

    def product(self, product: Product) -> Operand:
        softmax = softmax_in(product, self.extents)
        attention = self._attention(softmax) if softmax is not None else None
        if softmax is not None and attention is not None:
            hidden = (softmax.exponential, softmax.reciprocal)
            shown = [factor for k, factor in enumerate(product.factors) if k not in hidden]
            operands = self._operands(shown)
            attention = replace(attention, factor=len(operands))
            found = self._summed(product, [*operands, Operand(-1, attention.dims)], attention)
            if found is not None:
                return found
        found = self._summed(product, self._operands(product.factors), None)
        assert found is not None
        return found

    def _summed(
        self, product: Product, operands: list[Operand], attention: Attention | None
    ) -> Operand | None:
        """The operands multiplied and summed over the product's names."""
        held = frozenset[str]().union(*(one.names for one in operands))
        free = prod(self.extents[name] for name in product.names if name not in held)
        coefficient = product.coefficient * free
        if not operands:
            return self._number(coefficient)
        tree = self._order(operands, product.names)
        if attention is not None and not attention.fits(tree):
            return None
        if coefficient != 1:
            smallest = min(range(len(operands)), key=lambda k: self._weight(operands[k]))
            operands[smallest] = self._scaled(operands[smallest], coefficient)
        return self._tree(tree, operands, attention)

    def _order(self, operands: Sequence[Operand], names: Sequence[str]) -> Tree:
        return Ordering(
            tuple(one.dims for one in operands), frozenset(names), self.extents, self.device,
            self.itemsize, self.room,
        ).best()  # fmt: skip

    def _weight(self, operand: Operand) -> float:
        return elements(operand.dims, self.extents) if operand.slot >= 0 else float("inf")

    def _operands(self, factors: Sequence[Factor]) -> list[Operand]:
        """One for each factor; conditions on the same dimensions are one factor."""
        masks: dict[Dims, torch.Tensor] = {}
        found: list[Operand] = []
        for factor in factors:
            if isinstance(factor, Mask):
                dims, grid = mask_grid(factor.cond, self.extents, self.where)
                masks[dims] = masks[dims] * grid if dims in masks else grid
            else:
                found.append(self.factor(factor))
        return [*found, *(self.entries.constant(dims, grid) for dims, grid in masks.items())]

    def factor(self, factor: Factor) -> Operand:
        match factor:
            case Entry():
                return self.entries.operand(factor)
            case Whole(expr=expr):
                return self.entries.constant(*integer_grid(expr, self.extents, self.where))
            case Mask(cond=cond):
                return self.entries.constant(*mask_grid(cond, self.extents, self.where))
        key = canonical(Formula((Product(Fraction(1), (), (factor,)),)), self.extents)
        numbers = {name: str(number) for number, name in enumerate(key.names)}
        if key.text not in self.known:
            found = self._cut(factor)
            self.known[key.text] = Operand(found.slot, renamed(found.dims, numbers))
        known = self.known[key.text]
        return Operand(known.slot, renamed(known.dims, {v: k for k, v in numbers.items()}))

    def _cut(self, factor: Factor) -> Operand:
        """What is no entry: its parts are operands of their own."""
        match factor:
            case Nested(formula=formula):
                return self.formula(formula)
            case Power(base=base, exponent=exponent):
                one = self.formula(base)
                return self._entrywise(Kind.POWER, [one], one.dims, exponent)
            case Applied(function=function, args=args):
                operands = [self.formula(arg) for arg in args]
                dims = together(operands, self.extents)
                views = [seen(one, dims, self.extents, self.recorder) for one in operands]
                return self._entrywise(Kind.APPLY, views, dims, function)
            case Greatest():
                return self._greatest(factor)
        raise TypeError(f"unknown factor {factor!r}")

    def _greatest(self, factor: Greatest) -> Operand:
        """Bound names in front; those that the body lacks still decide whether there is a value."""
        body = self.formula(factor.body)
        masks = [mask_grid(cond, self.extents, self.where) for cond in factor.conds]
        front = tuple(alone(name) for name in factor.names if self.extents[name] > 1)
        dims = together([body], self.extents, *(dims for dims, _ in masks), front)
        rest = tuple(form for form in dims if form not in front)
        space = (*front, *rest)
        mask = load().tensor(True, device=self.where)
        for labels, grid in masks:
            mask = mask & view(labels, space, self.extents)(grid).bool()
        value = seen(body, space, self.extents, self.recorder)
        run = Best(mask if masks else None, shape_of(front, self.extents), len(rest))
        return self._entrywise(Kind.GREATEST, [value], rest, run)

    def _tree(
        self, tree: Tree, operands: Sequence[Operand], attention: Attention | None = None
    ) -> Operand:
        if isinstance(tree, Single):
            return self._collapsed(operands[tree.factor], tree.dims)
        values = attention.values(tree) if attention is not None else None
        if attention is not None and values is not None:
            value = self._tree(values, operands)
            found = attend(
                self.recorder, attention.roles, attention.queries, attention.keys, value,
                self.extents, self.where,
            )  # fmt: skip
            return self._collapsed(found, tree.dims)
        left, right = (self._tree(one, operands, attention) for one in (tree.left, tree.right))
        return self._pair(tree, left, right)

    def _pair(self, pair: Pair, left: Operand, right: Operand) -> Operand:
        """The two operands met, once for each way of meeting."""
        if pair.swapped:
            left, right = right, left
        names = list(dict.fromkeys(n for one in (left, right) for f in one.dims for n, _ in f))
        numbers = {name: str(number) for number, name in enumerate(names)}
        dims = (renamed(left.dims, numbers), renamed(right.dims, numbers))
        kept = renamed(pair.dims, numbers)
        key = (left.slot, right.slot, dims, kept, tuple(self.extents[name] for name in names))
        if key not in self.met:
            self.met[key] = Operand(
                pair.strategy.record(self.recorder, left.slot, right.slot), kept
            )
        return Operand(self.met[key].slot, pair.dims)

    def _collapsed(self, operand: Operand, kept: Dims) -> Operand:
        """The operand summed over what is not in `kept`."""
        if operand.dims == kept:
            return operand
        names = names_of(operand.dims) - names_of(kept)
        summed = tuple(alone(name) for name in sorted(names))
        view = seen(operand, (*summed, *kept), self.extents, self.recorder)
        if not summed:
            return view
        size = elements(view.dims, self.extents)
        axes = tuple(range(len(summed)))
        slot = self.recorder.record(
            Kind.TOTAL, (view.slot,), shape_of(kept, self.extents), lambda one: one.sum(axes),
            terms=elements(summed, self.extents), flops=size, name="sum",
        )  # fmt: skip
        return Operand(slot, kept)

    def _attention(self, softmax: Softmax) -> Attention | None:
        """Queries and keys of the scores, where they meet as matrices."""
        scores = softmax.scores
        operands = self._operands(scores.factors)
        tree = self._order(operands, scores.names) if operands else None
        if not isinstance(tree, Pair):
            return None
        for queries, keys in ((tree.left, tree.right), (tree.right, tree.left)):
            known = roles(queries.dims, keys.dims, softmax.over, frozenset(scores.names))
            if known is not None:
                query, key = (self._tree(one, operands) for one in (queries, keys))
                return Attention(known, self._scaled(query, scores.coefficient), key)
        return None
