"""Sums over integers with conditions, of which Iverson brackets are the case without names."""

from __future__ import annotations

from evoproof.kernel.build import bracket, conditions, mul, number, sum_over
from evoproof.kernel.judgements import apart, finite, support
from evoproof.kernel.poly import ONE, ZERO, Poly, poly
from evoproof.kernel.ring import to_ring
from evoproof.kernel.substitution import map_cond, substitute
from evoproof.kernel.terms import Add, Cond, Divides, Eq, Ge, Max, Mul, Sum, Term
from evoproof.kernel.theorem import Conclusion, refuse_unless, rule, sides


@rule
def reindex(
    given: tuple[Cond, ...], term: Sum | Max, names: tuple[str, ...],
    old_to_new: tuple[Poly, ...], new_to_old: tuple[Poly, ...],
) -> Conclusion:  # fmt: skip
    """
    x = f(y) and y = g(x), each the inverse of the other
    ---------------------------------------------------------
    given |- Sum x, C of b  =  Sum y, C[x := f(y)] of b[x := f(y)]           and so for Max

    `old_to_new` is f, the old names in terms of the new; `new_to_old` is g. Renaming, shift,
    reflection, skew and permutation are such maps.
    Refused when g(f(y)) is not y or f(g(x)) not x as polynomials, or when a new name is free in
    the sum or speaks through `given`.
    """
    apart(given, (*term.names, *names), "reindex")
    refuse_unless(term.free.isdisjoint(names), "reindex", "a new name is free in the sum")
    _inverse(term.names, old_to_new, names, new_to_old)
    _inverse(names, new_to_old, term.names, old_to_new)
    values = dict(zip(term.names, old_to_new, strict=True))
    conds = [map_cond(cond, lambda expr: expr.replace(values)) for cond in term.conds]
    right = type(term)(names, conditions(conds), substitute(term.body, values))
    return Conclusion(conditions(given), term, right)


def _inverse(
    names: tuple[str, ...],
    values: tuple[Poly, ...],
    others: tuple[str, ...],
    back: tuple[Poly, ...],
) -> None:
    """That names = values(others), with others = back(names) put in, is the identity."""
    same_length = len(names) == len(values) and len(others) == len(back)
    refuse_unless(same_length, "reindex", "one expression is needed for each name")
    foreign = frozenset(names) - frozenset(others)
    closed = all(value.free.isdisjoint(foreign) for value in values)
    refuse_unless(closed, "reindex", "an expression uses a name that it replaces")
    through = dict(zip(others, back, strict=True))
    for name, value in zip(names, values, strict=True):
        there_and_back = value.replace(through) is poly(name)
        refuse_unless(there_and_back, "reindex", f"the maps are not inverse at {name}")


@rule
def flatten(given: tuple[Cond, ...], term: Sum) -> Conclusion:
    """
    the set of all (x, y) is finite
    ------------------------------------------------------------
    given |- Sum x, C of Sum y, D of b  =  Sum (x, y), C and D of b

    Refused when y is bound in x or speaks in C, or (with names in both) finiteness is not shown.
    """
    inner = term.body
    if not isinstance(inner, Sum):
        return _refused("flatten", "the body is not a sum")
    taken = frozenset(term.names).union(*(cond.free for cond in term.conds))
    refuse_unless(taken.isdisjoint(inner.names), "flatten", "a name is bound twice")
    names, conds = (*term.names, *inner.names), conditions([*term.conds, *inner.conds])
    apart(given, names, "flatten")
    both = bool(term.names and inner.names)
    needed = finite(given, names, conds, inner.body) if both else ()
    return Conclusion(conditions(given), term, Sum(names, conds, inner.body), needed)


@rule
def scale(given: tuple[Cond, ...], term: Mul, position: int) -> Conclusion:
    """
    no x is free in f
    ------------------------------------------------
    given |- f * Sum x, C of b  =  Sum x, C of f * b

    Refused when the factor at `position` is not a sum, or it binds a name of another factor.
    """
    refuse_unless(0 <= position < len(term.args), "scale", f"no factor {position}")
    factor = term.args[position]
    if not isinstance(factor, Sum):
        return _refused("scale", "the factor is not a sum")
    others = [arg for k, arg in enumerate(term.args) if k != position]
    free = frozenset[str]().union(*(arg.free for arg in others))
    refuse_unless(free.isdisjoint(factor.names), "scale", "the sum would catch a name")
    parts = tuple(factor.body if k == position else arg for k, arg in enumerate(term.args))
    return Conclusion(conditions(given), term, Sum(factor.names, factor.conds, Mul(parts)))


@rule
def linearity(given: tuple[Cond, ...], term: Sum) -> Conclusion:
    """
    each sum on the right is finite
    --------------------------------------------------------------
    given |- Sum x, C of (s + t)  =  Sum x, C of s  +  Sum x, C of t

    Refused when the body is not a sum of terms or finiteness is not shown.
    """
    if not isinstance(term.body, Add):
        return _refused("linearity", "the body is not a sum of terms")
    apart(given, term.names, "linearity")
    needed = [
        side for part in term.body.args if term.names
        for side in finite(given, term.names, term.conds, part)
    ]  # fmt: skip
    parts = (Sum(term.names, term.conds, part) for part in term.body.args)
    return Conclusion(conditions(given), term, Add(tuple(parts)), tuple(needed))


@rule
def domain(given: tuple[Cond, ...], term: Sum | Max, conds: tuple[Cond, ...]) -> Conclusion:
    """
    given, C, b != 0 => D     given, D, b != 0 => C      given, C => D     given, D => C
    -----------------------------------------------      -------------------------------------
    given |- Sum x, C of b  =  Sum x, D of b             given |- Max x, C of b = Max x, D of b

    "b != 0" stands for the support of b: the shapes of the padded tensors that it multiplies.
    Refused when an implication is not shown, or `given` speaks of a name in x.
    """
    apart(given, term.names, "domain")
    where = [*given, *(support(term.body) if isinstance(term, Sum) else ())]
    needed = sides([*where, *term.conds], conds) + sides([*where, *conds], term.conds)
    right = type(term)(term.names, conditions(conds), term.body)
    return Conclusion(conditions(given), term, right, needed)


@rule
def split(given: tuple[Cond, ...], term: Sum, cond: Cond) -> Conclusion:
    """
    the sum is finite
    ------------------------------------------------------------------------
    given |- Sum x, C of b  =  Sum x, C and p of b  +  Sum x, C and not p of b

    not (e = 0) is e >= 1 or -e >= 1; not (n | e) is one sum for each remainder.
    Refused when finiteness is not shown.
    """
    apart(given, term.names, "split")
    needed = finite(given, term.names, term.conds, term.body) if term.names else ()
    cases = [cond, *_otherwise(cond)]
    parts = (sum_over(term.names, [*term.conds, case], term.body) for case in cases)
    return Conclusion(conditions(given), term, Add(tuple(parts)), needed)


def _otherwise(cond: Cond) -> list[Cond]:
    match cond:
        case Ge(expr=expr):
            return [Ge(-expr - ONE)]
        case Eq(expr=expr):
            return [Ge(expr - ONE), Ge(-expr - ONE)]
        case Divides(modulus=modulus, expr=expr):
            return [Divides(modulus, expr - poly(rest)) for rest in range(1, modulus)]
    raise TypeError(f"unknown condition {cond!r}")


@rule
def empty(given: tuple[Cond, ...], term: Sum) -> Conclusion:
    """
    given, C, b != 0 => false
    ------------------------------
    given |- Sum x, C of b  =  0

    Refused when the contradiction is not shown, or `given` speaks of a name in x.
    """
    apart(given, term.names, "empty")
    needed = sides([*given, *term.conds, *support(term.body)], [Ge(ZERO - ONE)])
    return Conclusion(conditions(given), term, number(0), needed)


@rule
def everywhere(given: tuple[Cond, ...], term: Sum) -> Conclusion:
    """
    -------------------     the sum without names and conditions
    given |- [] b  =  b

    Refused when the sum has a name or a condition.
    """
    refuse_unless(not term.names and not term.conds, "everywhere", "there are names or conditions")
    return Conclusion(conditions(given), term, term.body)


@rule
def delta(given: tuple[Cond, ...], term: Sum | Max, cond: Eq, name: str) -> Conclusion:
    """
    n is not in e
    ----------------------------------------------------------------------
    given |- Sum (x, n), C and n = e of b  =  Sum x, C[n := e] of b[n := e]     and so for Max

    Refused when the condition is not among those of the sum or does not have the form
    n - e = 0 or e - n = 0.
    """
    refuse_unless(name in term.names and cond in term.conds, "delta", f"no {name} with {cond.key}")
    slope = cond.expr.coefficient(name)
    if slope is None or slope.constant not in (1, -1):
        return _refused("delta", f"{cond.key} does not give {name}")
    value = poly(name) - cond.expr if slope.constant == 1 else poly(name) + cond.expr
    values = {name: value}
    names = tuple(one for one in term.names if one != name)
    conds = [map_cond(c, lambda expr: expr.replace(values)) for c in term.conds if c is not cond]
    right = type(term)(names, conditions(conds), substitute(term.body, values))
    return Conclusion(conditions(given), term, right)


@rule
def telescope(given: tuple[Cond, ...], term: Sum, low: Poly, high: Poly, total: Term) -> Conclusion:
    """
    b = B[n := n + 1] - B as polynomials     n is free in neither lo nor hi
    -------------------------------------------------------------------------------------
    given |- Sum n, lo <= n <= hi of b  =  [lo <= hi + 1] (B[n := hi + 1] - B[n := lo])

    `total` is B. With B = n b, for a b without n, it counts: (hi - lo + 1) b.
    Refused when the conditions are not these two, or the polynomials differ.
    """
    refuse_unless(len(term.names) == 1, "telescope", "one name at a time")
    (name,) = term.names
    refuse_unless(name not in low.free | high.free, "telescope", f"{name} occurs in its bounds")
    expected = conditions([Ge(poly(name) - low), Ge(high - poly(name))])
    refuse_unless(term.conds == expected, "telescope", "the conditions are not lo <= n <= hi")
    step = _difference(total, name, poly(name) + ONE, poly(name))
    refuse_unless(to_ring(step) == to_ring(term.body), "telescope", "the polynomials differ")
    value = _difference(total, name, high + ONE, low)
    return Conclusion(conditions(given), term, bracket([Ge(high - low + ONE)], value))


def _difference(total: Term, name: str, last: Poly, first: Poly) -> Term:
    """total[name := last] - total[name := first]"""
    ends = (substitute(total, {name: value}) for value in (last, first))
    return Add((next(ends), mul(number(-1), next(ends))))


def _refused(rule: str, reason: str) -> Conclusion:
    refuse_unless(False, rule, reason)
    raise NotImplementedError
