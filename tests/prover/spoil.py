"""Small changes that make most true equations false: the slips of people who write formulas."""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.kernel.build import access, add, conditions, mul, number
from evoproof.kernel.judgements import children, with_child
from evoproof.kernel.terms import Access, Add, Apply, Eq, Ge, Mul, Num, Pow, Sum, Term


def spoiled(term: Term) -> Iterator[Term]:
    """The term with one slip somewhere in it."""
    yield from _here(term)
    for position, child in enumerate(children(term)):
        for changed in spoiled(child):
            yield with_child(term, position, changed)


def _here(term: Term) -> Iterator[Term]:
    match term:
        case Access(tensor=tensor, indices=indices):
            yield from _indices(term)
            if len(set(indices)) > 1:
                yield access(tensor, *reversed(indices))
        case Num(value=value):
            yield number(value + 1)
        case Add(args=args) | Mul(args=args) if len(args) > 1:
            join = add if isinstance(term, Add) else mul
            for left_out in range(len(args)):
                yield join(*(arg for place, arg in enumerate(args) if place != left_out))
        case Pow(base=base, exponent=exponent):
            yield Pow(base, -exponent)
            yield base
        case Apply(function="exp", args=(inner,)):
            yield inner
        case Sum(conds=conds):
            for cond in conds:
                yield from _range(term, cond)


def _indices(term: Access) -> Iterator[Term]:
    for place, index in enumerate(term.indices):
        for other in (index + 1, index - 1, -index):
            yield access(term.tensor, *term.indices[:place], other, *term.indices[place + 1 :])


def _range(term: Sum, cond: object) -> Iterator[Term]:
    kept = [one for one in term.conds if one is not cond]
    if isinstance(cond, Ge):
        for shift in (1, -1):
            yield Sum(term.names, conditions([*kept, Ge(cond.expr + shift)]), term.body)
    elif isinstance(cond, Eq):
        yield Sum(term.names, conditions([*kept, Eq(cond.expr + 1)]), term.body)
