"""Denominators that are not shown to be non-zero: division is total, x/0 = 0, so they are named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add, mul

from evoproof.errors import MalformedTerm, RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import conditions, in_shape
from evoproof.kernel.judgements import children
from evoproof.kernel.poly import ONE, ZERO, Poly, poly
from evoproof.kernel.substitution import open_definition
from evoproof.kernel.terms import Access, Add, Binder, Ge, Int, Mul, Num, Pow, Tensor, Term
from evoproof.prover.budget import OutOfBudget
from evoproof.prover.normalise import Normaliser
from evoproof.prover.rewriting import Context
from evoproof.prover.units import unit


def unshown(given: Context, *terms: Term) -> tuple[Term, ...]:
    """The denominators of the terms, in definitions too, that are not shown to be non-zero."""
    seen: set[Tensor] = set()
    found = (one for term in terms for one in _denominators(given, given, term, seen))
    return tuple(dict.fromkeys(base for context, base in found if not _non_zero(context, base)))


def _denominators(
    base: Context, given: Context, term: Term, seen: set[Tensor]
) -> Iterator[tuple[Context, Term]]:
    if isinstance(term, Pow) and term.exponent < 0:
        yield given, term.base
    if isinstance(term, Access) and term.tensor not in seen:
        seen.add(term.tensor)
        yield from _in_definition(base, term.tensor, seen)
    inside = conditions([*given, *term.conds]) if isinstance(term, Binder) else given
    for child in children(term):
        yield from _denominators(base, inside, child, seen)


def _in_definition(
    base: Context, tensor: Tensor, seen: set[Tensor]
) -> Iterator[tuple[Context, Term]]:
    known = frozenset[str]().union(*(cond.free for cond in base))
    names, body = open_definition(tensor, {name: poly(name) for name in known})
    if names is not None and body is not None:
        inside = conditions([*base, *in_shape(tensor, [poly(name) for name in names])])
        yield from _denominators(base, inside, body, seen)


def _non_zero(given: Context, term: Term) -> bool:
    """Whether the term, or its negative, is shown to be positive, or is a product of such."""
    whole = _integer(term)
    if whole is not None:
        return any(implies(given, Ge(side - ONE)) for side in (whole, -whole))
    match term:
        case Num(value=value):
            return value != 0
        case Pow(base=base):
            return _non_zero(given, base)
        case Mul(args=args) if args:
            return all(_non_zero(given, arg) for arg in args) or _has_inverse(given, term)
    return _has_inverse(given, term)


def _integer(term: Term) -> Poly | None:
    """The term as an integer expression, where it is one by its form."""
    match term:
        case Num(value=value) if value.denominator == 1:
            return poly(value.numerator)
        case Int(expr=expr):
            return expr
        case Add(args=args) | Mul(args=args):
            parts = [_integer(arg) for arg in args]
            whole = [part for part in parts if part is not None]
            if len(whole) < len(parts):
                return None
            adds = isinstance(term, Add)
            return reduce(add if adds else mul, whole, ZERO if adds else ONE)
    return None


def _has_inverse(given: Context, term: Term) -> bool:
    """Whether the term, with its brackets taken into the ranges, is shown not to be 0."""
    engine = Normaliser(given, (), lambda tensor: False, thorough=False)
    try:
        unit(given, engine.normal(given, term).right)
    except (RuleRefused, MalformedTerm, OutOfBudget):
        return False
    return True
