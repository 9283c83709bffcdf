"""The loops that occur in a formula, bound there or around it, with repetitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evoproof.numeric.flat.formula import (
    Affine,
    Applied,
    Entry,
    Factor,
    Formula,
    Greatest,
    Index,
    Mask,
    Nested,
    Power,
    Whole,
)


def loops(formula: Formula) -> Iterator[str]:
    """The loops that occur in a formula, with repetitions."""
    for product in formula.products:
        yield from product.names
        for factor in product.factors:
            yield from loops_of(factor)


def loops_of(factor: Factor) -> Iterator[str]:
    match factor:
        case Entry(indices=indices):
            for index in indices:
                yield from _names(index)
        case Mask(cond=cond):
            yield from cond.free
        case Whole(expr=expr):
            yield from expr.free
        case Applied(args=args):
            for arg in args:
                yield from loops(arg)
        case Power(base=inner) | Nested(formula=inner):
            yield from loops(inner)
        case Greatest(names=names, conds=conds, body=body):
            yield from names
            yield from (name for cond in conds for name in cond.free)
            yield from loops(body)


def _names(index: Index) -> Iterable[str]:
    return (name for name, _ in index.terms) if isinstance(index, Affine) else index.free
