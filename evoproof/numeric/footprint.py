"""How many elements the largest temporary of an evaluation has, known before it runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Access, Add, Apply, Int, Max, Mul, Num, Pow, Sum, Term
from evoproof.numeric.box import enter, stays_inside
from evoproof.numeric.errors import NumericError
from evoproof.numeric.grid import grid_size
from evoproof.numeric.integers import value
from evoproof.numeric.intervals import Interval
from evoproof.numeric.survey import meaning

Names = frozenset[str]
NONE: Names = frozenset()


def footprint(
    term: Term, ranges: Mapping[str, Interval], guards: Names = NONE
) -> tuple[Names, int]:
    """The names on which the value of `term` depends, and the elements of its largest temporary.

    `guards` are the names of the conditions around the term. Raises UnboundedSum.
    """
    match term:
        case Num():
            return NONE, 1
        case Int(expr=expr):
            return expr.free, grid_size(expr.free, ranges)
        case Access():
            return _access(term, ranges, guards)
        case Apply(args=args) | Add(args=args) | Mul(args=args):
            return _together(args, ranges, guards)
        case Pow(base=base):
            return footprint(base, ranges, guards)
        case Sum() | Max():
            return _bound(term, ranges, guards)
    raise NumericError(f"unknown term {term!r}")


def _together(
    args: Iterable[Term], ranges: Mapping[str, Interval], guards: Names
) -> tuple[Names, int]:
    names, largest = NONE, 1
    for arg in args:
        more, elements = footprint(arg, ranges, guards)
        names, largest = names | more, max(largest, elements)
    return names, max(largest, grid_size(names, ranges))


def _access(term: Access, ranges: Mapping[str, Interval], guards: Names) -> tuple[Names, int]:
    names = NONE.union(*(index.free for index in term.indices))
    checked = names
    pairs = zip(term.indices, term.tensor.shape, strict=True)
    if not term.tensor.padded and not all(stays_inside(i, s, ranges) for i, s in pairs):
        checked = names | guards
    body = meaning(term)
    if body is not None:
        names, largest = footprint(body, ranges, guards)
        return names, max(largest, grid_size(checked, ranges))
    return names, grid_size(checked, ranges)


def _bound(term: Sum | Max, ranges: Mapping[str, Interval], guards: Names) -> tuple[Names, int]:
    term, inside = enter(term, ranges)
    if inside is None:
        return NONE, 1
    within = NONE.union(*(cond.free for cond in term.conds))
    names, largest = footprint(term.body, inside, guards | within)
    whole = names | within | frozenset(term.names)
    return whole - frozenset(term.names), max(largest, grid_size(whole, inside))


def heaviest(terms: Iterable[Term], free: Mapping[str, Poly], sizes: Mapping[str, int]) -> int:
    """The elements of the largest temporary of any term, with the output in one tile.

    `free` maps a free index to its extent.
    """
    known = {name: (size, size) for name, size in sizes.items()}
    known |= {name: (0, value(extent, sizes) - 1) for name, extent in free.items()}
    return max(footprint(term, known)[1] for term in terms)
