"""Making tensors: strict, padded, defined; and unknown functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sympy

from evoproof.errors import LanguageError
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Tensor
from evoproof.language.from_sympy import from_sympy, symbols_of
from evoproof.language.handles import Argument, Handle, TensorLabel
from evoproof.language.integers import integer_from_sympy
from evoproof.language.scope import Scope
from evoproof.language.symbols import KNOWN_FUNCTIONS, Index, IntegerSymbol, as_expr, checked_name

__all__ = ["Argument", "Handle", "TensorLabel", "definition", "function", "padded", "tensor"]


def tensor(name: str, *shape: object) -> Handle:
    """A tensor of unknown real entries; reading outside its shape is an error of the claim."""
    return _plain(name, shape, padded=False)


def padded(name: str, *shape: object) -> Handle:
    """A tensor of unknown real entries that reads 0 outside its shape."""
    return _plain(name, shape, padded=True)


def definition(
    name: str, parameters: Sequence[IntegerSymbol], body: object, *,
    shape: Iterable[object] | None = None, padded: bool = False,
    arguments: Iterable[Argument] = (),
) -> Handle:  # fmt: skip
    """A tensor that abbreviates `body`; its shape is that of its parameters, if none is given.

    A padded one is 0 outside its shape, whatever the body says. `arguments` are only shown.
    """
    where = f"{checked_name(name)}({', '.join(map(str, parameters))})"
    expr, given, names = as_expr(body), tuple(arguments), tuple(one.name for one in parameters)
    scope = Scope()
    for parameter in parameters:
        scope = scope.bind(parameter, where)
    sizes = _extents(where, parameters) if shape is None else tuple(map(as_expr, shape))
    if len(sizes) != len(parameters):
        raise LanguageError(where, f"{len(parameters)} parameters, {len(sizes)} sizes")
    free = _free(sizes, given) | set(symbols_of(expr)).difference(parameters)
    _check_shape(where, free, parameters)
    shown, term = tuple(map(_argument, given)), from_sympy(expr, scope)
    made = Tensor(name, _sizes(sizes), padded, shown, names, term)
    return Handle(made, sizes, tuple(parameters), expr, given, _by_name(free))


def function(name: str) -> Any:
    """An unknown real function, equal on equal arguments: `phi = function("phi")`, `phi(x)`."""
    if checked_name(name) in KNOWN_FUNCTIONS:
        raise LanguageError(name, f"{name} is no unknown function; use exp, or take another name")
    return sympy.Function(name)


def _plain(name: str, shape: tuple[object, ...], padded: bool) -> Handle:
    sizes = tuple(as_expr(size) for size in shape)
    made = Tensor(checked_name(name), _sizes(sizes), padded, (), None, None)
    return Handle(made, sizes, None, None, (), _by_name(_free(sizes, ())))


def _sizes(shape: tuple[sympy.Expr, ...]) -> tuple[Poly, ...]:
    scope = Scope()
    return tuple(integer_from_sympy(size, scope) for size in shape)


def _extents(where: str, parameters: Sequence[IntegerSymbol]) -> tuple[sympy.Expr, ...]:
    for parameter in parameters:
        if not isinstance(parameter, Index):
            raise LanguageError(where, f"give the shape: {parameter} has no extent")
    return tuple(parameter.extent for parameter in parameters if isinstance(parameter, Index))


def _argument(one: Argument) -> Tensor | Poly | str:
    if isinstance(one, str):
        return one
    return one.tensor if isinstance(one, Handle) else integer_from_sympy(one)


def _free(shape: tuple[sympy.Expr, ...], arguments: tuple[Argument, ...]) -> set[IntegerSymbol]:
    """The letters of the shape, and those of the arguments, which the kernel carries along."""
    found = {symbol for size in shape for symbol in symbols_of(size)}
    for one in arguments:
        if isinstance(one, Handle):
            found.update(one.symbols)
        elif not isinstance(one, str):
            found.update(symbols_of(as_expr(one)))
    return found


def _check_shape(where: str, free: set[IntegerSymbol], parameters: Sequence[IntegerSymbol]) -> None:
    caught = {symbol.name for symbol in free} & {parameter.name for parameter in parameters}
    if caught:
        raise LanguageError(where, f"{min(caught)} is a parameter and stands in the shape too")


def _by_name(symbols: Iterable[IntegerSymbol]) -> tuple[IntegerSymbol, ...]:
    return tuple(sorted(symbols, key=lambda symbol: symbol.name))
