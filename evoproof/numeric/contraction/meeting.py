"""Two operands that meet: which dimensions they share, which are summed, which stay."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from evoproof.numeric.tape.labels import (
    Dims,
    Extents,
    Form,
    elements,
    is_digits,
    names_of,
    opened,
    parted,
)


@dataclass(frozen=True)
class Meeting:
    """The product of `left` and `right`, summed over the names of `summed`.

    `apart` are the forms whose names must part; among them `windows` overlap, and the others are
    digits, which a view takes apart.
    """

    left: Dims
    right: Dims
    summed: frozenset[str]
    extents: Extents

    @cached_property
    def apart(self) -> frozenset[Form]:
        return parted((self.left, self.right), self.summed)

    @cached_property
    def windows(self) -> frozenset[Form]:
        return frozenset(form for form in self.apart if not is_digits(form, self.extents))

    @cached_property
    def opened(self) -> tuple[Dims, Dims]:
        """Both operands with every form of `apart` open."""
        return opened(self.left, self.apart), opened(self.right, self.apart)

    @cached_property
    def batch(self) -> Dims:
        """In both, and kept."""
        left, right = self.opened
        return tuple(form for form in left if form in right and not self.is_summed(form))

    @cached_property
    def inner(self) -> Dims:
        """In both, and summed, in the order of the larger operand."""
        left, right = self.opened
        if elements(right, self.extents) > elements(left, self.extents):
            left, right = right, left
        return tuple(form for form in left if form in right and self.is_summed(form))

    @cached_property
    def rows(self) -> Dims:
        left, right = self.opened
        return tuple(form for form in left if form not in right)

    @cached_property
    def columns(self) -> Dims:
        left, right = self.opened
        return tuple(form for form in right if form not in left)

    @cached_property
    def loops(self) -> tuple[str, ...]:
        """The names of windows but for the longest of each: once they are fixed, none overlaps."""
        found: dict[str, None] = {}
        windows = (form for form in (*self.left, *self.right) if form in self.windows)
        for form in windows:
            if len(free := [name for name, _ in form if name not in found]) > 1:
                longest = max(free, key=lambda name: self.extents[name])
                found.update(dict.fromkeys(name for name in free if name != longest))
        return tuple(found)

    def is_summed(self, form: Form) -> bool:
        return not self.summed.isdisjoint(name for name, _ in form)

    def size(self, dims: Dims) -> int:
        return elements(dims, self.extents)

    @cached_property
    def flops(self) -> int:
        everything = frozenset((*self.batch, *self.inner, *self.rows, *self.columns))
        return 2 * self.size(tuple(everything))

    @cached_property
    def terms(self) -> int:
        """How many products one entry of the result is the sum of."""
        return self.size(self.inner)

    @cached_property
    def mirrored(self) -> Meeting:
        return Meeting(self.right, self.left, self.summed, self.extents)

    @cached_property
    def names(self) -> frozenset[str]:
        return names_of((*self.left, *self.right))
