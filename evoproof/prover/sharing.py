"""Positive factors that several values have in common."""

from __future__ import annotations

from collections.abc import Sequence

from evoproof.errors import RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.judgements import positive
from evoproof.kernel.ring import Monomial, Powers, from_ring, to_ring
from evoproof.kernel.terms import Term
from evoproof.prover.rewriting import Context
from evoproof.prover.witnesses import witnesses

NONE: Powers = (0, 0)


def common(given: Context, values: Sequence[Term]) -> Monomial:
    """The powers of positive atoms that every value is a multiple of; 0 is one of all of them."""
    monomials = [dict(monomial) for value in values for monomial in to_ring(value)]
    found: list[tuple[Term, Powers]] = []
    for atom in monomials[0] if monomials else ():
        powers = _least([monomial.get(atom, NONE) for monomial in monomials])
        if powers != NONE and _positive(given, atom):
            found.append((atom, powers))
    return tuple(found)


def _least(powers: Sequence[Powers]) -> Powers:
    ups, downs = zip(*powers, strict=True)
    if any(ups) and any(downs):
        return NONE
    return min(ups), min(downs)


def _positive(given: Context, atom: Term) -> bool:
    try:
        needed = positive(given, atom, witnesses(given, atom))
    except RuleRefused:
        return False
    return all(implies(side.given, side.goal) for side in needed)


def over(value: Term, factor: Monomial) -> Term:
    """The value without a factor that it is a multiple of."""
    return from_ring({_rest(m, dict(factor)): c for m, c in to_ring(value).items()})


def _rest(monomial: Monomial, factor: dict[Term, Powers]) -> Monomial:
    less = [(atom, n, d, *factor.get(atom, NONE)) for atom, (n, d) in monomial]
    return tuple(
        (atom, (n - up, d - down)) for atom, n, d, up, down in less if (n, d) != (up, down)
    )
