"""Terms up to the names of bound variables: `key(term)` is equal for equal terms.

A key is the number of a shape in one growing table. Bound names become levels, counted from the
term that is asked about; a subterm that none of them reaches is numbered on its own and marked so.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from evoproof.replay.integers import Atom, Poly, variable
from evoproof.replay.terms import Add, Apply, Binder, Cond, Int, Mul, Num, Pow, Read, Tensor, Term

Levels = Mapping[str, int]

_numbers: dict[Hashable, int] = {}


def numbered(shape: Hashable) -> int:
    """The number of a shape: equal shapes have one number."""
    return _numbers.setdefault(shape, len(_numbers))


def key(term: Term) -> int:
    """Equal for terms that are equal up to renaming; the conditions of a binder are a set."""
    known: int | None = term.__dict__.get("key")
    if known is None:
        known = term.__dict__["key"] = numbered(_shape(term, {}, 0))
    return known


def same(left: Term, right: Term) -> bool:
    return left is right or key(left) == key(right)


def same_tensor(left: Tensor, right: Tensor) -> bool:
    return left is right or _tensor(left, {}, 0) == _tensor(right, {}, 0)


def _key(term: Term, levels: Levels, depth: int) -> int:
    reached = {name: level for name, level in levels.items() if name in term.free}
    if not reached:
        return numbered(("closed", key(term)))
    return numbered(_shape(term, reached, depth))


def _shape(term: Term, levels: Levels, depth: int) -> Hashable:
    match term:
        case Num(value=value):
            return ("number", value)
        case Int(expr=expr):
            return ("integer", _poly(expr, levels))
        case Read(tensor=tensor, indices=indices):
            slots = tuple([_poly(index, levels) for index in indices])
            return ("read", _tensor(tensor, levels, depth), slots)
        case Binder(names=names, conds=conds, body=body):
            inner = {**levels, **{name: depth + k for k, name in enumerate(names)}}
            where = frozenset([_cond(cond, inner) for cond in conds])
            kind = type(term).__name__
            return (kind, len(names), where, _key(body, inner, depth + len(names)))
    kids = tuple([_key(kid, levels, depth) for kid in term.kids])
    match term:
        case Apply(function=function):
            return ("apply", function, kids)
        case Pow(exponent=exponent):
            return ("power", exponent, kids)
        case Add():
            return ("add", kids)
        case Mul():
            return ("mul", kids)
    raise TypeError(f"unknown term {term!r}")


def _tensor(tensor: Tensor, levels: Levels, depth: int) -> Hashable:
    shape = tuple([_poly(size, levels) for size in tensor.shape])
    head = ("tensor", tensor.name, tensor.padded, shape)
    if tensor.body is None:
        return head
    inner = {**levels, **{name: depth + k for k, name in enumerate(tensor.parameters)}}
    return (*head, _key(tensor.body, inner, depth + len(tensor.parameters)))


def _cond(cond: Cond, levels: Levels) -> Cond:
    return cond.of(_poly(cond.expr, levels))


def _poly(expr: Poly, levels: Levels) -> Poly:
    if expr.free.isdisjoint(levels):
        return expr
    values: dict[Atom, Poly] = {name: variable(level) for name, level in levels.items()}
    return expr.replace(values)
