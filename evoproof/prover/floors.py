"""Floors are removed by structure: floor((q d + r) / d) = q + floor(r / d), and by ranges."""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.errors import RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import at_least, conditions, equal
from evoproof.kernel.poly import ONE, ZERO, Atom, Floor, Monomial, Poly, floor, poly
from evoproof.kernel.rules.algebra import floor_cancel, floor_value
from evoproof.kernel.rules.sums import delta
from evoproof.kernel.terms import Access, Binder, Cond, Ge, Int, Term
from evoproof.prover.rewriting import Rewriting


def own_expressions(term: Term) -> tuple[Poly, ...]:
    """The integer expressions that stand in the term itself, not in its subterms."""
    match term:
        case Access(indices=indices):
            return indices
        case Int(expr=expr):
            return (expr,)
        case Binder(conds=conds):
            return tuple(cond.expr for cond in conds)
    return ()


def simplify_floors(rewriting: Rewriting) -> None:
    """Remove what floors of an access, an integer or a bracket can be removed."""
    changed = True
    while changed:
        changed = any(_simplify(rewriting, one) for one in _floors(rewriting))


def _floors(rewriting: Rewriting) -> Iterator[Floor]:
    term = rewriting.term
    if isinstance(term, Binder) and term.names:
        return
    for expr in own_expressions(term):
        yield from inside_out(expr)


def inside_out(expr: Poly) -> Iterator[Floor]:
    """The floors of an expression, the inner ones first."""
    for one in expr.floors:
        yield from inside_out(one.numerator)
        yield from inside_out(one.denominator)
        yield one


def _simplify(rewriting: Rewriting, one: Floor) -> bool:
    for value in _values(one):
        try:
            rewriting.by(floor_value, one, value)
            return True
        except RuleRefused:
            continue
    return _cancel(rewriting, one)


def _values(one: Floor) -> Iterator[Poly]:
    """Candidates: the quotient of the polynomials, with the floor of the remainder or without."""
    quotient, rest = divide(one.numerator, one.denominator)
    yield quotient
    yield quotient - 1
    if quotient.terms:
        yield quotient + floor(rest, one.denominator)


def divide(top: Poly, bottom: Poly) -> tuple[Poly, Poly]:
    """quotient, rest with top = quotient * bottom + rest, by the leading monomial of `bottom`."""
    if not bottom.terms:
        return ZERO, top
    leading, coefficient = bottom.terms[-1]
    quotient = ZERO
    for monomial, value in top.terms:
        factor = _without(monomial, leading)
        if factor is not None and value % coefficient == 0:
            quotient = quotient + Poly(((factor, value // coefficient),))
    return quotient, top - quotient * bottom


def _without(monomial: Monomial, leading: Monomial) -> Monomial | None:
    left: list[Atom] = list(monomial)
    for atom in leading:
        if atom not in left:
            return None
        left.remove(atom)
    return tuple(left)


def _cancel(rewriting: Rewriting, one: Floor) -> bool:
    """floor(g n / g d) = floor(n / d) for an atom g of every monomial."""
    for atom in _common(one):
        (top, rest), (bottom, left) = divide(one.numerator, atom), divide(one.denominator, atom)
        if rest.terms or left.terms:
            continue
        try:
            rewriting.by(floor_cancel, one, atom, Floor(top, bottom))
            return True
        except RuleRefused:
            continue
    return False


def _common(one: Floor) -> list[Poly]:
    monomials = [m for m, _ in (*one.numerator.terms, *one.denominator.terms)]
    first = dict.fromkeys(monomials[0]) if monomials else {}
    return [Poly((((a,), 1),)) for a in first if all(a in m for m in monomials)]


def merge_digits(rewriting: Rewriting) -> None:
    """A variable p that only says 0 <= e - p D < D is floor(e / D), and is removed."""
    for name in rewriting.binder.names:
        if name in rewriting.binder.body.free:
            continue
        for cond in rewriting.binder.conds:
            if _merge_digit(rewriting, name, cond):
                break


def _merge_digit(rewriting: Rewriting, name: str, cond: Cond) -> bool:
    slope = cond.expr.coefficient(name) if isinstance(cond, Ge) else None
    if not isinstance(cond, Ge) or slope is None or not slope.terms:
        return False
    divisor = -slope
    upper = at_least(divisor - ONE, cond.expr)
    term = rewriting.binder
    known = (*rewriting.given, *term.conds)
    if upper not in term.conds or divisor.constant == 1 or not implies(known, at_least(divisor, 1)):
        return False
    digit = equal(name, floor(cond.expr + poly(name) * divisor, divisor))
    rest = [one for one in term.conds if one not in (cond, upper)]
    digits = cond.free.intersection(term.names) - {name}
    if any(name in one.free and not one.free.isdisjoint(digits) for one in rest):
        return False
    if not implies((*rewriting.given, *rest), at_least(divisor, 1)):
        return False
    rewriting.conds(conditions([*rest, digit]))
    rewriting.by(delta, digit, name)
    return True
