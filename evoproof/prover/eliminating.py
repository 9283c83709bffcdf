"""A name that an equation among the hypotheses determines: its value stands in its place."""

from __future__ import annotations

from collections.abc import Callable

from evoproof.kernel.build import conditions
from evoproof.kernel.poly import Poly
from evoproof.kernel.rules.equality import replace_equal
from evoproof.kernel.substitution import map_cond, substitute
from evoproof.kernel.terms import Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.ranges import equations
from evoproof.prover.rewriting import Context

Prove = Callable[[Context, Term, Term], "Theorem | None"]


def eliminated(
    given: Context, left: Term, right: Term, name: str, value: Poly, prove: Prove
) -> Theorem | None:
    """given |- left = right, where given says that name = value: proved without the name."""
    values = {name: value}
    there = [substitute(term, values) for term in (left, right)]
    known = conditions(map_cond(c, lambda e: e.replace(values)) for c in equations(given))
    known = conditions(cond for cond in known if cond.expr.terms)
    theorem = prove(known, *there)
    return theorem and replace_equal(given, left, right, name, value, theorem)
