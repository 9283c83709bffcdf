"""Maxima: of values, by cases over the reals, and over integers with conditions."""

from __future__ import annotations

from evoproof.kernel.build import add, at_least, bracket, conditions, exp, mul, number
from evoproof.kernel.judgements import Witnesses, apart, finite, positive
from evoproof.kernel.linear import agree
from evoproof.kernel.poly import Poly
from evoproof.kernel.substitution import map_cond
from evoproof.kernel.terms import Add, Apply, Cond, Ge, Max, Mul, Num, Term
from evoproof.kernel.theorem import Conclusion, Side, refuse_unless, rule, sides


@rule
def lattice(given: tuple[Cond, ...], left: Term, right: Term) -> Conclusion:
    """
    s = t for all real values of their atoms for which the linear conditions of `given` hold
    ----------------------------------------------------------------------------------------
    given |- s = t

    s and t are linear in their atoms, and maxima of such. An atom is a product of other terms; it
    may be any real number, but an exp is positive.
    Refused when z3 does not show it within its budget.
    """
    refuse_unless(agree(given, left, right), "lattice", "they are not equal in every case")
    return Conclusion(conditions(given), left, right)


@rule
def max_scale(
    given: tuple[Cond, ...],
    term: Apply,
    factor: Term,
    args: tuple[Term, ...],
    witnesses: Witnesses,
) -> Conclusion:
    """
    p > 0 under given
    ------------------------------------------------
    given |- max(p s, p t, ...)  =  p max(s, t, ...)

    Refused when the values are not p s, p t, ..., or `positive` does not show p > 0.
    """
    whole = Apply("max", tuple(mul(factor, arg) for arg in args))
    refuse_unless(term is whole, "max_scale", "not a maximum of p s, p t, ...")
    needed = positive(conditions(given), factor, witnesses)
    return Conclusion(conditions(given), term, mul(factor, Apply("max", args)), needed)


@rule
def exp_max(given: tuple[Cond, ...], args: tuple[Term, ...]) -> Conclusion:
    """
    -----------------------------------------------------     exp is increasing
    given |- exp(max(s, t, ...)) = max(exp(s), exp(t), ...)

    Refused when there is no value.
    """
    right = Apply("max", tuple(exp(arg) for arg in args))
    return Conclusion(conditions(given), exp(Apply("max", args)), right)


@rule
def max_square(given: tuple[Cond, ...], left: Term, right: Term) -> Conclusion:
    """
    ------------------------------------     m = max(s, t) is s or t
    given |- m * m  =  (s + t) * m - s * t
    """
    greatest = Apply("max", (left, right))
    line = Mul((Add((left, right)), greatest))
    product = Mul((number(-1), left, right))
    return Conclusion(conditions(given), Mul((greatest, greatest)), Add((line, product)))


@rule
def max_affine(
    given: tuple[Cond, ...], term: Max, factor: Num, body: Term, rest: Term, point: tuple[Poly, ...]
) -> Conclusion:
    """
    given => C[x := e]     no x is free in r     p > 0
    ---------------------------------------------------------
    given |- Max x, C of (p b + r)  =  p * Max x, C of b  +  r

    `point` is e: there is something to be the greatest of. The range has to be finite.
    Refused when the body is not p b + r, p is not positive, or the point is not shown to be there.
    """
    affine = term.body is add(mul(factor, body), rest)
    refuse_unless(affine and factor.value > 0, "max_affine", "not p b + r with p > 0")
    refuse_unless(rest.free.isdisjoint(term.names), "max_affine", "r depends on a bound name")
    right = add(mul(factor, Max(term.names, term.conds, body)), rest)
    return Conclusion(conditions(given), term, right, _there(given, term, point))


@rule
def max_split(
    given: tuple[Cond, ...], term: Max, cond: Ge, first: tuple[Poly, ...], second: tuple[Poly, ...]
) -> Conclusion:
    """
    given => C[x := d] and p[x := d]     given => C[x := e] and not p[x := e]
    -------------------------------------------------------------------------
    given |- Max x, C of b  =  max(Max x, C and p of b, Max x, C and not p of b)

    `first` is d, `second` is e: neither part is empty.
    Refused when one of them is not shown to be there, or `given` speaks of a name in x.
    """
    apart(given, term.names, "max_split")
    parts = [
        Max(term.names, conditions([*term.conds, case]), term.body)
        for case in (cond, Ge(-cond.expr - 1))
    ]
    needed = _there(given, parts[0], first) + _there(given, parts[1], second)
    return Conclusion(conditions(given), term, Apply("max", tuple(parts)), needed)


@rule
def max_flatten(given: tuple[Cond, ...], term: Max, point: tuple[Poly, ...]) -> Conclusion:
    """
    given, C => D[y := e]
    ------------------------------------------------------------
    given |- Max x, C of Max y, D of b  =  Max (x, y), C and D of b

    `point` is e: wherever the outer maximum looks, the inner one is over something.
    Refused when y is bound in x or speaks in C, or the point is not shown to be there.
    """
    inner = term.body
    if not isinstance(inner, Max):
        refuse_unless(False, "max_flatten", "the body is not a maximum")
        raise NotImplementedError
    taken = frozenset(term.names).union(*(cond.free for cond in term.conds))
    refuse_unless(taken.isdisjoint(inner.names), "max_flatten", "a name is bound twice")
    apart(given, (*term.names, *inner.names), "max_flatten")
    right = Max((*term.names, *inner.names), conditions([*term.conds, *inner.conds]), inner.body)
    needed = _there(conditions([*given, *term.conds]), inner, point)
    needed += finite(given, right.names, right.conds, number(1))
    return Conclusion(conditions(given), term, right, needed)


@rule
def max_project(
    given: tuple[Cond, ...],
    term: Max,
    name: str,
    conds: tuple[Cond, ...],
    values: tuple[Poly, ...],
) -> Conclusion:
    """
    given, C => D     given, D, e_i >= e_j for all j => C[n := e_i], for each i
    ---------------------------------------------------------------------------
    given |- Max (x, n), C of b  =  Max x, D of b

    n stands neither in b, nor in D, nor in an e. So D says that there is an n: C[n := e] holds of
    the greatest e. Both sides are the greatest of the same values, or 0 where D and C are nowhere.
    Refused when n is not bound or stands there, when there is no e, when an implication is not
    shown, when `given` speaks of n or of a name in x, or when one of the ranges is not finite.
    """
    refuse_unless(name in term.names, "max_project", f"{name} is not bound")
    used = term.body.free.union(*(c.free for c in conds), *(value.free for value in values))
    refuse_unless(name not in used, "max_project", f"{name} is used")
    refuse_unless(bool(values), "max_project", f"{name} has no value")
    apart(given, term.names, "max_project")
    others = tuple(other for other in term.names if other != name)
    right = Max(others, conditions(conds), term.body)
    needed = sides([*given, *term.conds], conds)
    for value in values:
        greatest = [at_least(value, other) for other in values if other is not value]
        there = [_put(cond, {name: value}) for cond in term.conds]
        needed += sides([*given, *conds, *greatest], there)
    for one in (term, right):
        needed += finite(given, one.names, one.conds, number(1))
    return Conclusion(conditions(given), term, right, needed)


@rule
def max_single(given: tuple[Cond, ...], term: Max) -> Conclusion:
    """
    -----------------------------------     the maximum without names
    given |- Max C of b  =  [C] b

    Refused when the maximum has a name.
    """
    refuse_unless(not term.names, "max_single", "there are names")
    return Conclusion(conditions(given), term, bracket(term.conds, term.body))


@rule
def max_zero(given: tuple[Cond, ...], term: Max) -> Conclusion:
    """
    ----------------------------
    given |- Max x, C of 0  =  0

    Refused when the body is not 0.
    """
    refuse_unless(term.body is number(0), "max_zero", "the body is not 0")
    return Conclusion(conditions(given), term, number(0))


def _there(given: tuple[Cond, ...], term: Max, point: tuple[Poly, ...]) -> tuple[Side, ...]:
    """That the range of the maximum is finite, and the point is in it."""
    refuse_unless(len(point) == len(term.names), "maximum", "a point has one integer for each name")
    apart(given, term.names, "maximum")
    values = dict(zip(term.names, point, strict=True))
    there = [_put(cond, values) for cond in term.conds]
    return sides(given, there) + finite(given, term.names, term.conds, number(1))


def _put(cond: Cond, values: dict[str, Poly]) -> Cond:
    return map_cond(cond, lambda expr: expr.replace(values))
