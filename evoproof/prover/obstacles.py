"""What stands in the way of a proof: equations, floors, and conditions that nothing decides."""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import at_least
from evoproof.kernel.judgements import children
from evoproof.kernel.poly import ONE, Floor, Poly, floor, poly
from evoproof.kernel.terms import Apply, Eq, Ge, Term
from evoproof.prover.digits import expressions
from evoproof.prover.distinctions import bounds, distinctions, hidden_distinctions, undecided
from evoproof.prover.floors import divide, inside_out, own_expressions
from evoproof.prover.ranges import equations
from evoproof.prover.rewriting import Context, shown


def equation(given: Context) -> tuple[str, Poly] | None:
    """A name and its value, from an equation or two tight bounds."""
    for cond in equations(given):
        if not isinstance(cond, Eq):
            continue
        for name in sorted(cond.free):
            slope = cond.expr.coefficient(name)
            if slope is not None and slope.constant in (1, -1):
                sign = slope.constant or 1
                return name, poly(name) - cond.expr * sign
    return None


def free_floors(given: Context, left: Term, right: Term) -> Iterator[Floor]:
    """Floors of free names with a divisor that is shown to be >= 1, the inner ones first."""
    exprs = [*expressions(left), *expressions(right), *(cond.expr for cond in given)]
    seen: dict[Floor, None] = {}
    for expr in exprs:
        for one in inside_out(expr):
            if not any(True for _ in (*one.numerator.floors, *one.denominator.floors)):
                seen.setdefault(one)
    for one in seen:
        if implies(given, at_least(one.denominator, 1)):
            yield one


def value_of(given: Context, one: Floor) -> Poly | Ge | None:
    """The quotient that can be read off the polynomials, 0, -1, or what decides between these."""
    top, bottom = one.numerator, one.denominator
    quotient, rest = divide(top, bottom)
    if quotient.terms:
        return quotient + floor(rest, bottom)
    if not shown(given, [Ge(top + bottom), at_least(bottom - ONE, top)]):
        return None
    for cond, value in ((Ge(top), poly(0)), (Ge(-top - ONE), poly(-1))):
        if implies(given, cond):
            return value
    return Ge(top)


def has_floors(term: Term) -> bool:
    """Whether a floor stands in an index, a number or a range."""
    own = own_expressions(term)
    return any(expr.floors for expr in own) or any(map(has_floors, children(term)))


def has_maximum(*terms: Term) -> bool:
    """Whether a maximum of values stands in one of them."""
    return any(
        (isinstance(term, Apply) and term.function == "max") or has_maximum(*children(term))
        for term in terms
    )


def digit_of(one: Floor) -> tuple[str, int] | None:
    """A name with coefficient 1 or -1 in the numerator that is not in the divisor."""
    for name in sorted(one.numerator.free - one.denominator.free):
        slope = one.numerator.coefficient(name)
        if slope is not None and slope.constant in (1, -1):
            return name, slope.constant or 1
    return None


def distinction(given: Context, left: Term, right: Term) -> Ge | None:
    """What is to be decided next: a condition that is stated before one that is not."""
    for look in (distinctions, hidden_distinctions):
        seen = dict.fromkeys(cond for term in (left, right) for cond in look(term))
        parts = dict.fromkeys(one for cond in seen for one in bounds(cond))
        for cond in sorted(parts, key=lambda one: (len(one.key), one.key)):
            if undecided(given, cond):
                return cond
    return None
