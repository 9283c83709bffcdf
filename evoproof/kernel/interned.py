"""Immutable objects of which equal ones are the same object (hash-consing)."""

from __future__ import annotations

from functools import cache
from types import GenericAlias, UnionType
from typing import Any, ClassVar, NoReturn, Self, get_type_hints

from evoproof.errors import MalformedTerm


class Interned:
    """Equal fields give the identical object, so `is`, `==` and `hash` cost nothing.

    `fields` are the names of the fields; their annotations are checked. A subclass may check more
    and compute further slots in `derive`.
    """

    __slots__ = ()
    fields: ClassVar[tuple[str, ...]] = ()
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
        need(0 < len(cls.fields) == len(values), f"{cls.__name__} has the fields {cls.fields}")
        owner: Any = cls
        made, kinds = object.__new__(cls), kinds_of(owner)
        for name, value in zip(cls.fields, values, strict=True):
            need(fits(value, kinds[name]), f"{cls.__name__}: {value!r} is no {name}")
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


@cache
def kinds_of(owner: Any) -> dict[str, Any]:
    """The annotations of a class or function, resolved."""
    return get_type_hints(owner)


def fits(value: object, kind: Any) -> bool:
    """Whether a value is of an annotated kind: tuples, unions and classes, never a look-alike.

    Classes outside the grammar are meant exactly: a bool is no int, a list no tuple.
    """
    if isinstance(kind, UnionType):
        return any(fits(value, one) for one in kind.__args__)
    if isinstance(kind, GenericAlias):
        return type(value) is tuple and _all_fit(value, kind.__args__)
    if kind is Any or kind is None:
        return kind is Any or value is None
    return type(value) is kind or (issubclass(kind, Interned) and issubclass(type(value), kind))


def _all_fit(values: tuple[Any, ...], kinds: tuple[Any, ...]) -> bool:
    if kinds[-1] is Ellipsis:
        return all(fits(one, kinds[0]) for one in values)
    return len(values) == len(kinds) and all(map(fits, values, kinds))
