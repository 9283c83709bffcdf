"""A term at concrete sizes, without definitions, in which no two binders share a name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import count

from evoproof.kernel.build import between, bracket, conditions, integer
from evoproof.kernel.poly import ONE, Poly, is_name, poly
from evoproof.kernel.substitution import map_cond
from evoproof.kernel.terms import Access, Add, Apply, Binder, Int, Mul, Num, Pow, Term
from evoproof.numeric.errors import NumericError


@lru_cache(maxsize=1024)
def opened(term: Term, sizes: frozenset[tuple[str, int]], free: frozenset[str]) -> Term:
    """The term with its sizes put in and its definitions unfolded.

    A bound name is numbered (c_7): it is the name of no size, of no free index and of no other
    binder, and has no prime at its end. Base tensors stay what they are, their shapes too.
    """
    values = {name: poly(size) for name, size in sizes}
    return _Opening(free.union(values)).term(term, values)


@lru_cache(maxsize=4096)
def _replaced(expr: Poly, values: tuple[tuple[str, Poly], ...]) -> Poly:
    return expr.replace(dict(values))


def _at(expr: Poly, values: Mapping[str, Poly]) -> Poly:
    """The expression with these values for its names."""
    return _replaced(expr, tuple([(one, values[one]) for one in expr.free if one in values]))


class _Opening:
    """One walk over a term; `values` are what the names in reach stand for."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = taken
        self._numbers = count()

    def term(self, term: Term, values: Mapping[str, Poly]) -> Term:
        match term:
            case Num():
                return term
            case Int(expr=expr):
                return integer(_at(expr, values))
            case Access():
                return self._access(term, values)
            case Apply(function=function, args=args):
                return Apply(function, tuple(self.term(arg, values) for arg in args))
            case Add(args=args) | Mul(args=args):
                return type(term)(tuple(self.term(arg, values) for arg in args))
            case Pow(base=base, exponent=exponent):
                return Pow(self.term(base, values), exponent)
            case Binder():
                return self._binder(term, values)
        raise NumericError(f"unknown term {term!r}")

    def _access(self, term: Access, values: Mapping[str, Poly]) -> Term:
        tensor = term.tensor
        indices = tuple([_at(index, values) for index in term.indices])
        if tensor.body is None or tensor.parameters is None:
            return Access(tensor, indices)
        inside = {**values, **dict(zip(tensor.parameters, indices, strict=True))}
        body = self.term(tensor.body, inside)
        if not tensor.padded:
            return body
        shape = [_at(size, values) for size in tensor.shape]
        pairs = zip(indices, shape, strict=True)
        return bracket((c for index, size in pairs for c in between(0, index, size - ONE)), body)

    def _binder(self, term: Binder, values: Mapping[str, Poly]) -> Term:
        names = tuple(self._numbered(name) for name in term.names)
        inside = {**values, **dict(zip(term.names, map(poly, names), strict=True))}
        conds = conditions(map_cond(cond, lambda expr: _at(expr, inside)) for cond in term.conds)
        return type(term)(names, conds, self.term(term.body, inside))

    def _numbered(self, name: str) -> str:
        stem = name.rstrip("_'")
        stem = stem if is_name(stem) and not stem.startswith("#") else "x"
        found = f"{stem}_{next(self._numbers)}"
        while found in self._taken:
            found = f"{stem}_{next(self._numbers)}"
        return found
