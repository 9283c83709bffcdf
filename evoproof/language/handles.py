"""Tensors as authors hold them: `X[i, j]` is a SymPy access that knows its kernel tensor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self, TypeAlias

import sympy

from evoproof.errors import LanguageError
from evoproof.kernel.terms import Tensor
from evoproof.language.integers import integer_from_sympy
from evoproof.language.symbols import IntegerSymbol, as_expr

Argument: TypeAlias = "Handle | sympy.Expr | str"


@dataclass(frozen=True, repr=False)
class Handle:
    """A tensor: the kernel's, with shape and definition as they were written.

    `symbols` are the letters that its shape and definition use without binding them.
    """

    tensor: Tensor
    shape: tuple[sympy.Expr, ...]
    parameters: tuple[IntegerSymbol, ...] | None
    body: sympy.Expr | None
    arguments: tuple[Argument, ...]
    symbols: tuple[IntegerSymbol, ...]

    # Without these, Python would iterate by calling [0], [1], ... and never stop.
    __iter__ = None
    __contains__ = None

    @property
    def name(self) -> str:
        return self.tensor.name

    @property
    def padded(self) -> bool:
        return self.tensor.padded

    def __getitem__(self, at: Any) -> sympy.Indexed:
        """The access. Raises LanguageError for a wrong number of indices, or no integers."""
        given = tuple(as_expr(one) for one in (at if isinstance(at, tuple) else (at,)))
        check_rank(self, given)
        for one in given:
            integer_from_sympy(one)
        return sympy.Indexed(sympy.IndexedBase(TensorLabel(self)), *given)

    def __repr__(self) -> str:
        return f"{self.name}[{', '.join(map(str, self.shape))}]"


# SymPy sorts symbols by their content, and handles have no order, so each has a number. It stands
# for the handle and not for its tensor: SymPy's cache would hand out another handle's letters.
_NUMBERS: dict[Handle, int] = {}


class TensorLabel(sympy.Symbol):
    """The symbol under the IndexedBase of an access; different tensors of one name differ."""

    __slots__ = ("handle", "number")
    handle: Handle
    number: int

    def __new__(cls, handle: Handle) -> Self:
        made: Self = sympy.Symbol.__xnew__(cls, handle.name)
        made.handle = handle
        made.number = _NUMBERS.setdefault(handle, len(_NUMBERS))
        return made

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), self.number)

    def __getnewargs_ex__(self) -> tuple[tuple[Handle], dict[str, Any]]:
        return (self.handle,), {}


def check_rank(handle: Handle, given: tuple[sympy.Expr, ...]) -> None:
    rank = len(handle.shape)
    if len(given) != rank:
        shown = f"{handle.name}[{', '.join(map(str, given))}]"
        raise LanguageError(shown, f"{handle!r} has {rank} indices, {len(given)} were given")
