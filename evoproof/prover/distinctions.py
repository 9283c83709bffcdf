"""Case distinctions: the conditions in a term on which its normal form may depend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evoproof.errors import RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.judgements import children
from evoproof.kernel.poly import ONE
from evoproof.kernel.rules.sums import split
from evoproof.kernel.terms import Apply, Binder, Cond, Eq, Ge, Max, Pow, Term
from evoproof.prover.rewriting import Context, Rewriting, inner

if TYPE_CHECKING:
    from evoproof.prover.normalise import Normaliser


def distinctions(
    term: Term, hidden: frozenset[str] = frozenset(), atoms_only: bool = False
) -> Iterator[Cond]:
    """The conditions in the term that speak of no variable that it binds itself.

    `atoms_only`: those below a function, a reciprocal or a maximum, where no sum can take them up.
    """
    if isinstance(term, Binder):
        hidden = hidden.union(term.names)
        if not atoms_only:
            yield from (cond for cond in term.conds if cond.free.isdisjoint(hidden))
    opaque = isinstance(term, Apply | Max) or (isinstance(term, Pow) and term.exponent < 0)
    for child in children(term):
        yield from distinctions(child, hidden, atoms_only and not opaque)


def hidden_distinctions(term: Term, hidden: frozenset[str] = frozenset()) -> Iterator[Cond]:
    """Conditions that the term does not state: a coefficient is not 0, a range is not empty."""
    if isinstance(term, Binder):
        hidden = hidden.union(term.names)
        found = (*_positive_slopes(term), *_nonempty(term))
        yield from (cond for cond in found if cond.free.isdisjoint(hidden))
    for child in children(term):
        yield from hidden_distinctions(child, hidden)


def _positive_slopes(term: Binder) -> Iterator[Cond]:
    for cond in term.conds:
        for name in term.names:
            slope = cond.expr.coefficient(name)
            if slope is not None and slope.terms and slope.constant is None:
                yield Ge(slope - ONE)
                yield Ge(-slope - ONE)


def _nonempty(term: Binder) -> Iterator[Cond]:
    """Upper bounds of a variable are at least its lower bounds."""
    for name in term.names:
        slopes = [(cond, cond.expr.coefficient(name)) for cond in term.conds]
        low = [cond.expr for cond, slope in slopes if slope is not None and slope.constant == 1]
        high = [cond.expr for cond, slope in slopes if slope is not None and slope.constant == -1]
        yield from (Ge(one + other) for one in low for other in high)


def bounds(cond: Cond) -> tuple[Ge, ...]:
    """The inequalities that decide a condition; an equation takes two."""
    if isinstance(cond, Eq):
        return Ge(cond.expr), Ge(-cond.expr)
    return (Ge(cond.expr),)


def undecided(given: Context, cond: Cond) -> bool:
    """Whether neither the condition nor its opposite is shown."""
    match cond:
        case Ge(expr=expr):
            return not implies(given, cond) and not implies(given, Ge(-expr - ONE))
        case Eq(expr=expr):
            above, below = Ge(expr - ONE), Ge(-expr - ONE)
            return not any(implies(given, one) for one in (cond, above, below))
    return False


def split_apart(rewriting: Rewriting, cond: Cond) -> bool:
    """Split the sum there by a condition, where the kernel sees that it is finite."""
    try:
        rewriting.by(split, cond)
    except RuleRefused:
        return False
    return True


def split_by_atoms(engine: Normaliser, rewriting: Rewriting) -> bool:
    """Split the sum by a condition that an atom of its body depends on. Whether there was one."""
    term = rewriting.sum
    known, bound = inner(rewriting.given, term), frozenset(term.names)
    for cond in dict.fromkeys(distinctions(term.body, atoms_only=True)):
        if cond.free.isdisjoint(bound) or not undecided(known, cond):
            continue
        if not engine.may_split() or not split_apart(rewriting, cond):
            return False
        for position, part in enumerate(children(rewriting.term)):
            rewriting.inside(position, engine.normal(rewriting.given, part))
        engine.polynomial(rewriting)
        return True
    return False
