"""Denominators that are not shown to be non-zero: division is total, x/0 = 0, so they are named."""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.errors import MalformedTerm, RuleRefused
from evoproof.kernel.build import conditions, in_shape
from evoproof.kernel.judgements import children, positive
from evoproof.kernel.poly import poly
from evoproof.kernel.substitution import open_definition
from evoproof.kernel.terms import Access, Pow, Sum, Tensor, Term
from evoproof.kernel.theorem import Side
from evoproof.prover import Normaliser, OutOfBudget
from evoproof.prover.rewriting import Context, inner, shown
from evoproof.prover.witnesses import witnesses


def unshown(given: Context, *terms: Term) -> tuple[Term, ...]:
    """The denominators of the terms, in definitions too, that are not shown to be positive."""
    seen: set[Tensor] = set()
    found = (one for term in terms for one in _denominators(given, given, term, seen))
    return tuple(dict.fromkeys(base for context, base in found if not _positive(context, base)))


def _denominators(
    base: Context, given: Context, term: Term, seen: set[Tensor]
) -> Iterator[tuple[Context, Term]]:
    if isinstance(term, Pow) and term.exponent < 0:
        yield given, term.base
    if isinstance(term, Access) and term.tensor not in seen:
        seen.add(term.tensor)
        yield from _in_definition(base, term.tensor, seen)
    inside = inner(given, term) if isinstance(term, Sum) else given
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


def _positive(given: Context, term: Term) -> bool:
    """Whether the term, with its brackets taken into the ranges, is shown to be positive."""
    engine = Normaliser(given, (), lambda tensor: False, thorough=False)
    try:
        form = engine.normal(given, term).right
        needed: tuple[Side, ...] = positive(given, form, witnesses(given, form))
    except (RuleRefused, MalformedTerm, OutOfBudget):
        return False
    return all(shown(side.given, [side.goal]) for side in needed)
