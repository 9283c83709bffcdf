"""Terms as people write them: what comes of writing cases out is left out again."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from evoproof.kernel.build import add, mul, number
from evoproof.kernel.judgements import children, with_child
from evoproof.kernel.terms import Add, Mul, Num, Pow, Term

ZERO, ONE = number(0), number(1)


def plain(term: Term) -> Term:
    """An equal term without sums of sums, products of products, summands 0 and factors 0 or 1.

    A product with a quotient in it stays one: it is a fraction of its own.

    >>> from evoproof.show import text
    >>> text(plain(Add((ZERO, Mul((ONE, Add((number(2), Mul((number(-1), ZERO))))))))))
    '2'
    """
    for position, child in enumerate(children(term)):
        term = with_child(term, position, plain(child))
    match term:
        case Add(args=args):
            parts = [part for arg in args for part in _parts(arg, Add) if part is not ZERO]
            return add(*parts) if parts else ZERO
        case Mul(args=args):
            return _product([part for arg in args for part in _parts(arg, Mul)])
    return term


def _parts(term: Term, kind: type[Add] | type[Mul]) -> Iterator[Term]:
    if isinstance(term, kind) and not any(map(_divides, term.args)):
        yield from term.args
    else:
        yield term


def _divides(term: Term) -> bool:
    return isinstance(term, Pow) and term.exponent < 0


def _product(factors: list[Term]) -> Term:
    """The number first, if it is not 1."""
    value = prod(one.value for one in factors if isinstance(one, Num))
    others = [one for one in factors if not isinstance(one, Num)]
    if value == 0 or not others:
        return number(value)
    return mul(*others) if value == 1 else mul(number(value), *others)
