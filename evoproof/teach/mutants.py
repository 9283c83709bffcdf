"""Trees with one slip in them: an index off by one, a range, a sign, a factor that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from evoproof.claims.syntax import Binary, Expr, Literal, Node, Range, Read

ONE = Literal(1)


def mutants(tree: Expr) -> Iterator[Expr]:
    """Every tree that differs from this one in one slip."""
    yield from _everywhere(tree)


def _everywhere(node: Any) -> Iterator[Any]:
    yield from _here(node)
    for part in fields(node):
        value = getattr(node, part.name)
        if isinstance(value, Node):
            yield from (replace(node, **{part.name: one}) for one in _everywhere(value))
        elif isinstance(value, tuple):
            for k, inside in enumerate(value):
                if isinstance(inside, Node):
                    for one in _everywhere(inside):
                        yield replace(node, **{part.name: (*value[:k], one, *value[k + 1 :])})


def _here(node: Any) -> Iterator[Any]:
    match node:
        case Read(indices=indices):
            for k, index in enumerate(indices):
                for sign in "+-":
                    slip = _index_off(index, sign)
                    yield replace(node, indices=(*indices[:k], slip, *indices[k + 1 :]))
            for k in range(len(indices) - 1):
                swapped = (indices[k + 1], indices[k])
                yield replace(node, indices=(*indices[:k], *swapped, *indices[k + 2 :]))
        case Range(start=start, stop=stop):
            yield replace(node, stop=_index_off(stop, "-"))
            yield replace(node, start=_index_off(start, "+"))
        case Binary(operator="*", left=left, right=right):
            yield left
            yield right
        case Binary(operator="+"):
            yield replace(node, operator="-")
        case Binary(operator="-"):
            yield replace(node, operator="+")
        case Binary(operator="/", left=left):
            yield left


def _index_off(index: Expr, sign: str) -> Expr:
    """index + 1 or index - 1, without writing l + 1 - 1."""
    match index:
        case Binary(operator=operator, left=left, right=Literal(value=1)) if operator != sign:
            if operator in ("+", "-"):
                return left
        case Literal(value=value):
            return Literal(value + 1) if sign == "+" else Binary("-", index, ONE)
    return Binary(sign, index, ONE)
