"""Which symbol a name stands for: one name, one symbol, and no name bound twice."""

from __future__ import annotations

from collections.abc import Iterable

import sympy

from evoproof.errors import LanguageError
from evoproof.language.symbols import Bound, Index, IntegerSymbol, Size, checked_name


class Scope:
    """The names that are bound here, and every symbol met in the expression so far."""

    __slots__ = ("_bound", "_seen")

    def __init__(
        self, bound: frozenset[str] = frozenset(), seen: dict[str, IntegerSymbol] | None = None
    ) -> None:
        self._bound = bound
        self._seen = {} if seen is None else seen

    def use(self, symbol: sympy.Symbol) -> str:
        """The name of one of our symbols. Raises LanguageError."""
        if not isinstance(symbol, (Size, Index, Bound)):
            raise LanguageError(
                symbol, "a symbol that evoproof did not make; make it with sizes, indices or bound"
            )
        name = checked_name(symbol.name)
        known = self._seen.setdefault(name, symbol)
        if known != symbol:
            raise LanguageError(name, f"one name for {_kind(known)} and {_kind(symbol)}")
        return name

    def use_free(self, symbols: Iterable[IntegerSymbol], owner: object) -> None:
        """The symbols that a tensor's shape and definition use: none may be bound here."""
        for symbol in symbols:
            if self.use(symbol) in self._bound:
                raise LanguageError(
                    symbol, f"bound here, and free in {owner!r}: rename it, or make it an argument"
                )

    def bind(self, symbol: sympy.Symbol, where: object) -> Scope:
        """The scope inside a sum or a definition over `symbol`. Raises LanguageError."""
        if isinstance(symbol, Size):
            raise LanguageError(where, f"binds the size {symbol}; use bound or indices")
        name = self.use(symbol)
        if name in self._bound:
            raise LanguageError(where, f"{name} is bound already; rename one of the two")
        return Scope(self._bound | {name}, self._seen)


def _kind(symbol: IntegerSymbol) -> str:
    if isinstance(symbol, Index):
        return f"an index below {symbol.extent}"
    return "a size" if isinstance(symbol, Size) else "a bound variable"
