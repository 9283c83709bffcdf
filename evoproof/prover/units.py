"""x * 1/x = 1, for an x that is shown to be positive, or whose negative is."""

from __future__ import annotations

from evoproof.errors import RuleRefused
from evoproof.kernel.build import mul, reciprocal
from evoproof.kernel.ring import from_ring, to_ring
from evoproof.kernel.rules.algebra import cancel
from evoproof.kernel.terms import Add, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.rewriting import Context, Rewriting
from evoproof.prover.witnesses import witnesses


def unit(given: Context, term: Term) -> Theorem:
    """given |- term * 1/term = 1. Raises RuleRefused where neither sign is shown."""
    work = Rewriting(given, mul(term, reciprocal(term)))
    try:
        theorem = cancel(given, term, witnesses(given, term))
    except RuleRefused:
        if not isinstance(term, Add):
            raise
        other = negative(term)
        theorem = cancel(given, other, witnesses(given, other))
        work.ring(theorem.left)
    work.to(theorem)
    return work.theorem


def negative(term: Term) -> Term:
    """-term, with the sign taken into every summand."""
    return from_ring({monomial: -value for monomial, value in to_ring(term).items()})
