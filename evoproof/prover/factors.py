"""A term as a product."""

from __future__ import annotations

from evoproof.kernel.terms import Mul, Pow, Term


def factors(term: Term) -> tuple[Term, ...]:
    return term.args if isinstance(term, Mul) else (term,)


def single_factors(term: Term) -> list[Term]:
    """The factors one by one, powers written out."""
    found: list[Term] = []
    for part in factors(term):
        if isinstance(part, Pow):
            found += [part.base if part.exponent > 0 else Pow(part.base, -1)] * abs(part.exponent)
        else:
            found.append(part)
    return found
