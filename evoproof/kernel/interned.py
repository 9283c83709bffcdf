"""Immutable objects of which equal ones are the same object (hash-consing)."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self


class Interned:
    """Equal fields give the identical object, so `is`, `==` and `hash` cost nothing.

    A subclass names its `fields`, checks them in `check` and may derive more slots in `derive`.
    """

    __slots__ = ()
    fields: ClassVar[tuple[str, ...]] = ()
    _table: ClassVar[dict[tuple[Any, ...], Any]] = {}

    def __new__(cls, *values: Any) -> Self:
        key = (cls, *values)
        known: Self | None = Interned._table.get(key)
        if known is not None:
            return known
        cls.check(*values)
        made = object.__new__(cls)
        for name, value in zip(cls.fields, values, strict=True):
            object.__setattr__(made, name, value)
        made.derive()
        Interned._table[key] = made
        return made

    @classmethod
    def check(cls, *values: Any) -> None:
        """Raise MalformedTerm where `values` are not the fields of such an object."""

    def derive(self) -> None:
        """Set the slots that follow from the fields."""

    def put(self, name: str, value: Any) -> None:
        """Set one derived slot, once."""
        if hasattr(self, name):
            raise AttributeError(f"{type(self).__name__}.{name} is set already")
        object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is not pickled: write a proof record instead")
