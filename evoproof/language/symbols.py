"""The integer letters of a derivation: sizes, indices and bound variables, as SymPy symbols."""

from __future__ import annotations

from typing import Any, Self, TypeAlias

import sympy

from evoproof.errors import LanguageError

RESERVED = frozenset("#'")


class Size(sympy.Symbol):
    """A non-negative integer: the length of an axis, a radius, a number of heads."""

    __slots__ = ()

    def __new__(cls, name: str) -> Self:
        made: Self = sympy.Symbol.__new__(cls, checked_name(name), integer=True, nonnegative=True)
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.name,), {}


class Bound(sympy.Symbol):
    """An integer of which nothing is known: a summation variable or a parameter."""

    __slots__ = ()

    def __new__(cls, name: str) -> Self:
        made: Self = sympy.Symbol.__new__(cls, checked_name(name), integer=True)
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.name,), {}


class Index(sympy.Symbol):
    """An integer that runs over an axis: 0 <= index < extent."""

    __slots__ = ("extent",)
    extent: sympy.Expr

    def __new__(cls, name: str, extent: sympy.Expr) -> Self:
        made: Self = sympy.Symbol.__xnew__(cls, checked_name(name), integer=True)
        made.extent = extent
        return made

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), self.extent)

    def __getnewargs_ex__(self) -> tuple[tuple[str, sympy.Expr], dict[str, Any]]:
        return (self.name, self.extent), {}


IntegerSymbol: TypeAlias = "Size | Index | Bound"


KNOWN_FUNCTIONS = ("exp", "max")
"""Functions of the kernel that have laws: no unknown function is called so."""


def checked_name(name: object) -> str:
    """`name`, where it can be one. Raises LanguageError."""
    if not isinstance(name, str) or not name.strip():
        raise LanguageError(repr(name), "a name is a word")
    if RESERVED & set(name) or any(char.isspace() for char in name):
        raise LanguageError(repr(name), "a name has no space, no # and no ' (kept for the prover)")
    return name


def as_expr(value: object) -> sympy.Expr:
    """An int or a SymPy expression, as a SymPy expression. Raises LanguageError for the rest."""
    if type(value) is int:
        return sympy.Integer(value)
    if isinstance(value, sympy.Basic):
        return value
    raise LanguageError(
        repr(value), f"a Python {type(value).__name__}; write an int or a SymPy expression"
    )


def sizes(names: str) -> Any:
    """Sizes by name, as a tuple; a single one as itself.

    >>> sizes("H W")
    (H, W)
    >>> sizes("N")
    N
    """
    made = tuple(Size(name) for name in _words(names))
    return made[0] if len(made) == 1 else made


def bound(names: str) -> tuple[Bound, ...]:
    """Summation variables and parameters, always as a tuple.

    >>> bound("a b")
    (a, b)
    """
    return tuple(Bound(name) for name in _words(names))


def indices(**extents: object) -> tuple[Index, ...]:
    """Indices that run from 0 to their extent, exclusive; always as a tuple.

    >>> H, W = sizes("H W")
    >>> i, j = indices(i=H, j=W)
    >>> i.extent
    H
    """
    return tuple(Index(name, as_expr(extent)) for name, extent in extents.items())


def _words(names: str) -> list[str]:
    words = names.replace(",", " ").split() if isinstance(names, str) else []
    if not words:
        raise LanguageError(repr(names), "write the names in one string, with spaces between")
    return words
