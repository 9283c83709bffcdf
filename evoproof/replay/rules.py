"""The rules, as the checker reads them: from one side of a step to what the other side must be.

A rule gets the side that it rewrites, the side that the record claims (only `ring`, `index` and
`lattice` look at it), its arguments and the facts that hold there. It raises Refusal where it does
not apply.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from evoproof.replay import maxima
from evoproof.replay.alpha import same, same_tensor
from evoproof.replay.facts import Facts
from evoproof.replay.failure import Refusal, refuse_unless
from evoproof.replay.field import same_ring
from evoproof.replay.integers import Floor, Poly, integer, variable
from evoproof.replay.judge import need_finite, need_positive, support
from evoproof.replay.substitution import (
    names_of,
    put,
    put_conds,
    replace_floor,
    substitute,
    unfolded,
)
from evoproof.replay.terms import (
    Add,
    Apply,
    Binder,
    Cond,
    Conds,
    Int,
    Max,
    Mul,
    Num,
    Pow,
    Read,
    Sum,
    Term,
    at_least_one,
    number,
)

ONE = integer(1)


def ring(term: Term, claimed: Term, facts: Facts) -> Term:
    """s = t, equal as polynomials over their atoms, with 1/0 = 0."""
    refuse_unless(same_ring(term, claimed), "the polynomials differ")
    return claimed


def index(term: Term, claimed: Term, facts: Facts) -> Term:
    """T[d] = T[e], or d = e as numbers, where d = e is shown."""
    before, after = _slots(term), _slots(claimed)
    if isinstance(term, Read) and isinstance(claimed, Read):
        refuse_unless(same_tensor(term.tensor, claimed.tensor), "the tensors differ")
    else:
        refuse_unless(isinstance(term, Int) and not isinstance(claimed, Read), "two kinds of terms")
    facts.need(*[Cond("=", d - e) for d, e in zip(before, after, strict=True) if d != e])
    return claimed


def _slots(term: Term) -> tuple[Poly, ...]:
    match term:
        case Read(indices=indices):
            return indices
        case Int(expr=expr):
            return (expr,)
        case Num(value=value) if value.denominator == 1:
            return (integer(value.numerator),)
    raise Refusal("neither an access nor an integer")


def floor_value(term: Term, claimed: Term, facts: Facts, floor: Floor, value: Poly) -> Term:
    """t[floor(n/d)] = t[q] where d >= 1 and 0 <= n - q d <= d - 1."""
    rest = floor.top - value * floor.bottom
    high = Cond(">=", floor.bottom - ONE - rest)
    facts.need(at_least_one(floor.bottom), Cond(">=", rest), high)
    return replace_floor(term, floor, value)


def floor_cancel(
    term: Term, claimed: Term, facts: Facts, floor: Floor, factor: Poly, reduced: Floor
) -> Term:
    """t[floor(g n / g d)] = t[floor(n/d)] where g >= 1 and d >= 1."""
    common = (factor * reduced.top, factor * reduced.bottom) == (floor.top, floor.bottom)
    refuse_unless(common, f"{factor} is not the common factor")
    facts.need(at_least_one(factor), at_least_one(reduced.bottom))
    return replace_floor(term, floor, variable(reduced))


def cancel(term: Term, claimed: Term, facts: Facts, witnesses: Any = ()) -> Term:
    """t * 1/t = 1 where t > 0."""
    match term:
        case Mul(args=(base, Pow(base=below, exponent=-1))) if same(base, below):
            need_positive(facts, base, witnesses)
            return number(1)
    raise Refusal("not t * 1/t")


def exp_sum(term: Term, claimed: Term, facts: Facts) -> Term:
    """exp(s + t) = exp(s) * exp(t)."""
    match term:
        case Apply(function="exp", args=(Add(args=parts),)):
            return Mul(tuple([Apply("exp", (part,)) for part in parts]))
    raise Refusal("not exp of a sum")


def exp_zero(term: Term, claimed: Term, facts: Facts) -> Term:
    """exp(0) = 1."""
    match term:
        case Apply(function="exp", args=(Num(value=exponent),)) if exponent == 0:
            return number(1)
    raise Refusal("not exp(0)")


def exp_inverse(term: Term, claimed: Term, facts: Facts) -> Term:
    """1/exp(t) = exp(-1 * t)."""
    match term:
        case Pow(base=Apply(function="exp", args=(exponent,)), exponent=-1):
            return Apply("exp", (Mul((number(-1), exponent)),))
    raise Refusal("not 1/exp(t)")


def unfold(term: Term, claimed: Term, facts: Facts) -> Term:
    """T[e] = its body at e; [0 <= e < shape] times it where T is padded."""
    return unfolded(term) if isinstance(term, Read) else _refuse("not an access")


def reindex(
    term: Term, claimed: Term, facts: Facts,
    names: tuple[str, ...], old_to_new: tuple[Poly, ...], new_to_old: tuple[Poly, ...],
) -> Term:  # fmt: skip
    """Sum x, C of b = Sum y, C[x := f(y)] of b[x := f(y)], f and g inverse; and so for Max."""
    one = _binder(term)
    refuse_unless(len(set(names)) == len(names) == len(new_to_old), "one expression for each name")
    refuse_unless(len(old_to_new) == len(one.names), "one expression for each old name")
    refuse_unless(term.free.isdisjoint(names), "a new name is free in the sum")
    _need_inverse(one.names, old_to_new, names, new_to_old)
    _need_inverse(names, new_to_old, one.names, old_to_new)
    values = dict(zip(one.names, old_to_new, strict=True))
    return type(one)(names, put_conds(one.conds, values), substitute(one.body, values))


def _need_inverse(
    names: tuple[str, ...],
    values: tuple[Poly, ...],
    others: tuple[str, ...],
    back: tuple[Poly, ...],
) -> None:
    lost = frozenset(names) - frozenset(others)
    refuse_unless(lost.isdisjoint(names_of(values)), "a map uses a name that it replaces")
    through = dict(zip(others, back, strict=True))
    for name, one in zip(names, values, strict=True):
        refuse_unless(put(one, through) == variable(name), f"the maps are not inverse at {name}")


def flatten(term: Term, claimed: Term, facts: Facts) -> Term:
    """Sum x, C of Sum y, D of b = Sum (x, y), C and D of b, finite."""
    outer = _sum(term)
    inner = _sum(outer.body)
    taken = frozenset(outer.names).union(*[cond.free for cond in outer.conds])
    refuse_unless(taken.isdisjoint(inner.names), "a name is bound twice")
    names, conds = (*outer.names, *inner.names), outer.conds | inner.conds
    if outer.names and inner.names:
        need_finite(facts, names, conds, inner.body)
    return Sum(names, conds, inner.body)


def scale(term: Term, claimed: Term, facts: Facts, position: int) -> Term:
    """f * Sum x, C of b = Sum x, C of f * b, no x free in f."""
    args = term.args if isinstance(term, Mul) else ()
    refuse_unless(0 <= position < len(args), f"no factor {position}")
    factor, others = _sum(args[position]), (*args[:position], *args[position + 1 :])
    free = frozenset[str]().union(*[arg.free for arg in others])
    refuse_unless(free.isdisjoint(factor.names), "the sum would catch a name")
    parts = (*args[:position], factor.body, *args[position + 1 :])
    return Sum(factor.names, factor.conds, Mul(parts))


def linearity(term: Term, claimed: Term, facts: Facts) -> Term:
    """Sum x, C of (s + t) = Sum x, C of s + Sum x, C of t, each finite."""
    one = _sum(term)
    parts = one.body.args if isinstance(one.body, Add) else _refuse("not a sum of terms")
    for part in parts if one.names else ():
        need_finite(facts, one.names, one.conds, part)
    return Add(tuple([Sum(one.names, one.conds, part) for part in parts]))


def domain(term: Term, claimed: Term, facts: Facts, conditions: Conds) -> Term:
    """Sum x, C of b = Sum x, D of b where C and D are equivalent on the support of b.

    For Max they have to be equivalent: where the body is 0 it may be the greatest value.
    """
    one = _binder(term)
    read = support(one.body) if isinstance(one, Sum) else frozenset[Cond]()
    where = facts.under(one.names, read)
    where.also(one.conds).need(*sorted(conditions, key=repr))
    where.also(conditions).need(*sorted(one.conds, key=repr))
    return type(one)(one.names, conditions, one.body)


def split(term: Term, claimed: Term, facts: Facts, condition: Cond) -> Term:
    """Sum x, C of b = Sum x, C and p of b + Sum x, C and not p of b, finite."""
    one = _sum(term)
    if one.names:
        need_finite(facts, one.names, one.conds, one.body)
    cases = [condition, *_otherwise(condition)]
    return Add(tuple([Sum(one.names, one.conds | {case}, one.body) for case in cases]))


def _otherwise(cond: Cond) -> list[Cond]:
    below = Cond(">=", -cond.expr - ONE)
    if cond.kind == ">=":
        return [below]
    if cond.kind == "=":
        return [at_least_one(cond.expr), below]
    return [cond.of(cond.expr - integer(rest)) for rest in range(1, cond.modulus)]


def empty(term: Term, claimed: Term, facts: Facts) -> Term:
    """Sum x, C of b = 0 where C is impossible on the support of b."""
    one = _sum(term)
    facts.under(one.names, one.conds | support(one.body)).need(Cond(">=", integer(-1)))
    return number(0)


def everywhere(term: Term, claimed: Term, facts: Facts) -> Term:
    """[] b = b."""
    one = _sum(term)
    refuse_unless(not one.names and not one.conds, "there are names or conditions")
    return one.body


def delta(term: Term, claimed: Term, facts: Facts, condition: Cond, name: str) -> Term:
    """Sum (x, n), C and n = e of b = Sum x, C[n := e] of b[n := e], and so for Max."""
    one = _binder(term)
    there = condition.kind == "=" and condition in one.conds and name in one.names
    slope = condition.expr.slope(name) if there else None
    if slope is None or slope.constant not in (1, -1):
        raise Refusal(f"{condition} is no equation for {name} in this sum")
    values = {name: variable(name) - slope * condition.expr}
    names = tuple([other for other in one.names if other != name])
    conds = put_conds(one.conds - {condition}, values)
    return type(one)(names, conds, substitute(one.body, values))


def telescope(term: Term, claimed: Term, facts: Facts, low: Poly, high: Poly, total: Term) -> Term:
    """Sum n, lo <= n <= hi of B(n + 1) - B(n) = [hi - lo + 1 >= 0] (B(hi + 1) - B(lo))."""
    one = _sum(term)
    refuse_unless(len(one.names) == 1, "one name at a time")
    name = one.names[0]
    refuse_unless(name not in low.free | high.free, f"{name} occurs in its bounds")
    between = {Cond(">=", variable(name) - low), Cond(">=", high - variable(name))}
    refuse_unless(one.conds == between, "the conditions are not lo <= n <= hi")

    def rise(start: Poly, end: Poly) -> Term:
        ends = [substitute(total, {name: place}) for place in (end, start)]
        return Add((ends[0], Mul((number(-1), ends[1]))))

    step = rise(variable(name), variable(name) + ONE)
    refuse_unless(same_ring(step, one.body), "the total does not rise by the body")
    end = high + ONE
    return Sum((), frozenset([Cond(">=", end - low)]), rise(low, end))


def _binder(term: Term) -> Binder:
    return term if isinstance(term, Sum | Max) else _refuse("neither a sum nor a maximum")


def _sum(term: Term) -> Sum:
    return term if isinstance(term, Sum) else _refuse("not a sum")


def _refuse(what: str) -> NoReturn:
    raise Refusal(what)


RULES: dict[str, Callable[..., Term]] = {
    rule.__name__: rule
    for rule in (
        ring, index, floor_value, floor_cancel, cancel, exp_sum, exp_zero, exp_inverse, unfold,
        reindex, flatten, scale, linearity, domain, split, empty, everywhere, delta, telescope,
        maxima.lattice, maxima.max_scale, maxima.exp_max, maxima.max_square, maxima.max_affine,
        maxima.max_split, maxima.max_flatten, maxima.max_project, maxima.max_single,
        maxima.max_zero,
    )
}  # fmt: skip
