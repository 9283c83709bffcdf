"""Arithmetic on values and on indices, the laws of exp, definitions."""

from __future__ import annotations

from evoproof.kernel.build import conditions, equal, exp, mul, number, reciprocal
from evoproof.kernel.judgements import Witnesses, positive
from evoproof.kernel.poly import ONE, Floor, Poly, poly
from evoproof.kernel.ring import to_ring
from evoproof.kernel.substitution import replace_floor, unfolded
from evoproof.kernel.terms import Access, Add, Apply, Cond, Ge, Int, Mul, Num, Pow, Term
from evoproof.kernel.theorem import Conclusion, refuse_unless, rule, sides


@rule
def ring(given: tuple[Cond, ...], left: Term, right: Term) -> Conclusion:
    """
    ----------------     s, t equal as polynomials over their atoms, in a field with 1/0 = 0
    given |- s = t

    Refused when the polynomials differ. Inside an atom nothing is changed.
    """
    refuse_unless(to_ring(left) == to_ring(right), "ring", "the polynomials differ")
    return Conclusion(conditions(given), left, right)


@rule
def index(given: tuple[Cond, ...], left: Access | Int, right: Access | Int | Num) -> Conclusion:
    """
    given => d = e
    ----------------------     every index of an access, or an integer expression as a value
    given |- T[d] = T[e]

    Refused when the tensors differ or an equation of the indices is not shown.
    """
    match left, right:
        case Access(tensor=one, indices=before), Access(tensor=other, indices=after):
            refuse_unless(one is other, "index", "the tensors differ")
        case Int(expr=expr), Int() | Num():
            before, after = (expr,), (_expression(right),)
        case _:
            refuse_unless(False, "index", "neither an access nor an integer expression")
    goals = [equal(d, e) for d, e in zip(before, after, strict=True) if d is not e]
    return Conclusion(conditions(given), left, right, sides(given, goals))


def _expression(term: Term) -> Poly:
    if isinstance(term, Int):
        return term.expr
    whole = isinstance(term, Num) and term.value.denominator == 1
    refuse_unless(whole, "index", "not an integer")
    return poly(term.value.numerator) if isinstance(term, Num) else ONE


@rule
def floor_value(given: tuple[Cond, ...], term: Term, floor: Floor, value: Poly) -> Conclusion:
    """
    given => d >= 1     given => 0 <= n - q d <= d - 1
    --------------------------------------------------
    given |- t[floor(n/d)] = t[q]

    Refused when a condition is not shown or a binder in t catches a name of n, d or q.
    """
    rest = floor.numerator - value * floor.denominator
    goals = [Ge(floor.denominator - ONE), Ge(rest), Ge(floor.denominator - ONE - rest)]
    return Conclusion(
        conditions(given), term, replace_floor(term, floor, value), sides(given, goals)
    )


@rule
def floor_cancel(
    given: tuple[Cond, ...], term: Term, floor: Floor, factor: Poly, reduced: Floor
) -> Conclusion:
    """
    given => g >= 1     given => d >= 1
    -------------------------------------------
    given |- t[floor(g n / g d)] = t[floor(n/d)]

    Refused when a condition is not shown or a binder in t catches a name of g, n or d.
    """
    same = floor.numerator is factor * reduced.numerator
    same = same and floor.denominator is factor * reduced.denominator
    refuse_unless(same, "floor_cancel", f"{factor.key} is not the common factor")
    goals = [Ge(factor - ONE), Ge(reduced.denominator - ONE)]
    right = replace_floor(term, floor, Poly((((reduced,), 1),)))
    return Conclusion(conditions(given), term, right, sides(given, goals))


@rule
def cancel(given: tuple[Cond, ...], term: Term, witnesses: Witnesses) -> Conclusion:
    """
    t > 0 under given
    ----------------------
    given |- t * 1/t = 1

    Refused when `positive` does not show t > 0; a sum needs a witness that it is not empty.
    """
    needed = positive(conditions(given), term, witnesses)
    return Conclusion(conditions(given), mul(term, reciprocal(term)), number(1), needed)


@rule
def exp_sum(given: tuple[Cond, ...], term: Apply) -> Conclusion:
    """
    -----------------------------------------
    given |- exp(s + t) = exp(s) * exp(t)

    Refused when the term is not exp of a sum.
    """
    match term:
        case Apply(function="exp", args=(Add(args=parts),)):
            return Conclusion(conditions(given), term, Mul(tuple(exp(part) for part in parts)))
    refuse_unless(False, "exp_sum", "not exp of a sum")
    raise NotImplementedError


@rule
def exp_zero(given: tuple[Cond, ...]) -> Conclusion:
    """
    ---------------------
    given |- exp(0) = 1
    """
    return Conclusion(conditions(given), exp(number(0)), number(1))


@rule
def exp_inverse(given: tuple[Cond, ...], exponent: Term) -> Conclusion:
    """
    ------------------------------
    given |- 1/exp(t) = exp(-t)
    """
    left = Pow(exp(exponent), -1)
    return Conclusion(conditions(given), left, exp(mul(number(-1), exponent)))


@rule
def unfold(given: tuple[Cond, ...], term: Access) -> Conclusion:
    """
    T[x] := b                               T[x] := b, padded with shape n
    ------------------------------          ----------------------------------------
    given |- T[e] = b[x := e]               given |- T[e] = [0 <= e < n] b[x := e]

    Refused when T has no definition. A padded definition is cropped: the bracket is not left out.
    """
    body = unfolded(term)
    refuse_unless(body is not None, "unfold", f"{term.tensor.name} has no definition")
    return Conclusion(conditions(given), term, body or term)
