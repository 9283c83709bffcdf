"""Immutable objects of which equal ones are the same object (hash-consing)."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from evoproof.errors import MalformedTerm


class Interned:
    """Equal fields give the identical object, so `is`, `==` and `hash` cost nothing.

    `fields` says what kind each field has: a class, [kind, kind] for either, (kind, ...) for a
    tuple of them. A subclass may check more and compute further slots in `derive`.
    """

    __slots__ = ()
    fields: ClassVar[dict[str, Any]] = {}
    _table: ClassVar[dict[tuple[Any, ...], Any]] = {}
    _closed: ClassVar[list[bool]] = []

    def __init_subclass__(cls) -> None:
        if Interned._closed:
            raise TypeError(f"{cls.__name__}: the grammar of terms is closed")

    def __new__(cls, *values: Any) -> Self:
        key = (cls, *values)
        made: Self | None = Interned._table.get(key)
        if made is None:
            made = Interned._table[key] = cls._make(values)
        return made

    @classmethod
    def _make(cls, values: tuple[Any, ...]) -> Self:
        need(len(values) == len(cls.fields), f"{cls.__name__} has the fields {list(cls.fields)}")
        made = object.__new__(cls)
        for (name, kind), value in zip(cls.fields.items(), values, strict=True):
            need(_fits(value, kind), f"{cls.__name__}: {value!r} is no {name}")
            object.__setattr__(made, name, value)
        for name, value in made.derive().items():
            object.__setattr__(made, name, value)
        return made

    def derive(self) -> dict[str, Any]:
        """The further slots. Raises MalformedTerm where the fields do not go together."""
        return {}

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is not pickled: write a proof record instead")


def need(holds: bool, message: str) -> None:
    """Raise MalformedTerm unless `holds`."""
    if not holds:
        raise MalformedTerm(message)


def _fits(value: object, kind: Any) -> bool:
    if isinstance(kind, tuple):
        return type(value) is tuple and all(_fits(one, kind[0]) for one in value)
    if isinstance(kind, list):
        return any(_fits(value, one) for one in kind)
    return type(value) is kind or (issubclass(kind, Interned) and issubclass(type(value), kind))
