"""Digits: the quotient of a summation variable becomes a variable of its own, r = d q + s."""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.errors import MalformedTerm, RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import at_least, between, conditions, equal
from evoproof.kernel.judgements import children
from evoproof.kernel.poly import ONE, ZERO, Atom, Floor, Poly, poly
from evoproof.kernel.rules.sums import delta
from evoproof.kernel.substitution import fresh, map_cond, replace_floor
from evoproof.kernel.terms import Binder, Eq, Term
from evoproof.prover.floors import inside_out, own_expressions
from evoproof.prover.rewriting import Rewriting


def split_digits(rewriting: Rewriting) -> None:
    """Floors of bound variables, in the body or in an equation, become new bound variables."""
    refused: set[Floor] = set()
    while True:
        found = next((one for one in _candidates(rewriting.binder) if one not in refused), None)
        if found is None:
            return
        try:
            _split(rewriting, found)
        except (RuleRefused, MalformedTerm):
            refused.add(found)


def _candidates(term: Binder) -> Iterator[Floor]:
    """Floors in the body or in an equation, or that a condition relates to what is below them."""
    bound = frozenset(term.names)
    for expr in [*expressions(term.body), *(cond.expr for cond in term.conds)]:
        for one in inside_out(expr):
            if not one.free.isdisjoint(bound) and _matters(one, term, bound):
                yield one


def _matters(one: Floor, term: Binder, bound: frozenset[str]) -> bool:
    related = [cond for cond in term.conds if one in cond.expr.atoms]
    if any(isinstance(cond, Eq) or entangled(cond.expr, one, bound) for cond in related):
        return True
    return any(one in expr.atoms for expr in expressions(term.body))


def entangled(expr: Poly, one: Floor, bound: frozenset[str]) -> bool:
    """Whether a bound variable of the floor stands beside it in the expression."""
    nothing: dict[Atom, Poly] = {one: ZERO}
    beside = expr.replace(nothing)
    return not beside.free.isdisjoint(one.free & bound)


def expressions(term: Term, hidden: frozenset[str] = frozenset()) -> Iterator[Poly]:
    """The integer expressions of a term in which no variable that it binds itself stands."""
    if isinstance(term, Binder):
        hidden = hidden.union(term.names)
    own = own_expressions(term)
    yield from (expr for expr in own if expr.free.isdisjoint(hidden))
    for child in children(term):
        yield from expressions(child, hidden)


def _split(rewriting: Rewriting, one: Floor) -> None:
    """Sum x, C of b  becomes  Sum (x, q), C and 0 <= n - d q < d of b, with q for floor(n/d)."""
    term, divisor = rewriting.binder, one.denominator
    if not implies((*rewriting.given, *term.conds), at_least(divisor, 1)):
        raise RuleRefused("digits", "the divisor may be 0")
    spoken = frozenset[str]().union(*(cond.free for cond in rewriting.given))
    name = fresh("q", spoken | term.free | frozenset(term.names) | _bound(term.body))
    values: dict[Atom, Poly] = {one: poly(name)}
    conds = [map_cond(cond, lambda expr: expr.replace(values)) for cond in term.conds]
    body = replace_floor(term.body, one, poly(name))
    digit = equal(name, Poly((((one,), 1),)))
    target = type(term)((*term.names, name), conditions([*conds, digit]), body)
    work = Rewriting(rewriting.given, target)
    theorem = delta(rewriting.given, work.term, digit, name)
    work.conds([*conds, *between(0, one.numerator - poly(name) * divisor, divisor - ONE)])
    rewriting.back(theorem)
    rewriting.to(work.theorem)


def _bound(term: Term) -> frozenset[str]:
    own = frozenset(term.names) if isinstance(term, Binder) else frozenset[str]()
    return own.union(*(_bound(child) for child in children(term)))
