"""The finite box of integers over which a sum or a maximum is taken: conditions become ranges."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from evoproof.kernel.build import in_shape
from evoproof.kernel.poly import Poly
from evoproof.kernel.substitution import fresh_names, rename
from evoproof.kernel.terms import Access, Binder, Cond, Divides, Eq, Ge, Max, Mul, Pow, Sum, Term
from evoproof.numeric.errors import UnboundedSum
from evoproof.numeric.intervals import (
    EVERYTHING,
    Interval,
    allowed,
    interval,
    narrow,
    possible,
)

ROUNDS = 50


B = TypeVar("B", bound=Sum | Max)


def enter(term: B, ranges: Mapping[str, Interval]) -> tuple[B, dict[str, Interval] | None]:
    """The sum or maximum with names that shadow nothing in `ranges`, and the ranges inside it.

    None in place of the ranges where it is empty. The ranges may be larger than the
    conditions (which are still to be applied), never smaller. Raises UnboundedSum.
    """
    term = _apart(term, frozenset(ranges))
    around = tuple((name, ranges[name]) for name in sorted(term.free) if name in ranges)
    inside = _inside(term, around)
    return term, None if inside is None else {
        **ranges,
        **dict(zip(term.names, inside, strict=True)),
    }


@lru_cache(maxsize=2**14)
def _inside(term: Binder, around: tuple[tuple[str, Interval], ...]) -> tuple[Interval, ...] | None:
    """The ranges of the term's names among those around it, None where there is nothing."""
    ranges = dict(around)
    found = _shrunk(term.names, term.conds, ranges)
    if isinstance(term, Sum) and found is not None and _unbounded(term.names, found):
        found = _shrunk(term.names, (*term.conds, *support(term.body)), ranges)
    if found is None:
        return None
    if unbounded := _unbounded(term.names, found):
        conds = ", ".join(cond.key for cond in term.conds) or "no conditions"
        kind = "sum" if isinstance(term, Sum) else "maximum"
        raise UnboundedSum(
            f"a {kind} over {', '.join(term.names)} leaves {unbounded[0]} free: {conds}"
        )
    return tuple(found[name] for name in term.names)


@lru_cache(maxsize=4096)
def _apart(term: B, taken: frozenset[str]) -> B:
    clashing = [name for name in term.names if name in taken]
    if not clashing:
        return term
    avoid = taken | term.free | frozenset(term.names)
    return rename(term, dict(zip(clashing, fresh_names(clashing, avoid), strict=True)))


def _unbounded(names: Iterable[str], ranges: Mapping[str, Interval]) -> list[str]:
    return [name for name in names if any(math.isinf(end) for end in ranges[name])]


def _shrunk(
    names: tuple[str, ...], conds: tuple[Cond, ...], ranges: Mapping[str, Interval]
) -> dict[str, Interval] | None:
    found = {**ranges, **dict.fromkeys(names, EVERYTHING)}
    for _ in range(ROUNDS):
        before = [found[name] for name in names]
        for cond in conds:
            narrow(_expr(cond), allowed(cond), found, names)
            if any(found[name][0] > found[name][1] for name in names):
                return None
        if before == [found[name] for name in names]:
            break
    return found if all(possible(cond, found) for cond in conds) else None


def _expr(cond: Cond) -> Poly:
    match cond:
        case Ge(expr=expr) | Eq(expr=expr) | Divides(expr=expr):
            return expr
    raise UnboundedSum(f"unknown condition {cond!r}")


def support(term: Term) -> tuple[Cond, ...]:
    """Conditions outside which the term is 0: brackets, and the shapes of padded tensors.

    They help only to find a box where a sum's own conditions leave a name unbounded: in a maximum
    a 0 counts.
    """
    match term:
        case Access(tensor=tensor, indices=indices) if tensor.padded:
            return in_shape(tensor, indices)
        case Mul(args=args):
            return tuple(cond for arg in args for cond in support(arg))
        case Pow(base=base):
            return support(base)
        case Binder(names=names, conds=conds, body=body):
            both = (*conds, *support(body))
            return tuple(cond for cond in both if cond.free.isdisjoint(names))
    return ()


def extent(name: str, ranges: Mapping[str, Interval]) -> int:
    """How many integers the name ranges over."""
    low, high = ranges[name]
    return int(high - low) + 1


def stays_inside(index: Poly, size: Poly, ranges: Mapping[str, Interval]) -> bool:
    """Whether intervals alone show 0 <= index < size."""
    low, high = interval(index, ranges)
    return low >= 0 and high < interval(size, ranges)[0]
