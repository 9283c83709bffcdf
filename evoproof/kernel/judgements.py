"""What can be read off a term: where it can be non-zero, that a sum is finite, that it is positive.

None of these makes a theorem. The last two give the side conditions under which they hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from evoproof.errors import RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import conditions, in_shape, number
from evoproof.kernel.poly import ONE, Poly
from evoproof.kernel.substitution import map_cond
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Binder,
    Cond,
    Eq,
    Ge,
    Int,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)
from evoproof.kernel.theorem import Side, sides


def children(term: Term) -> tuple[Term, ...]:
    """The direct subterms, in the order that `congruence` numbers them. Definitions stay closed."""
    match term:
        case Apply(args=args) | Add(args=args) | Mul(args=args):
            return args
        case Pow(base=base):
            return (base,)
        case Binder(body=body):
            return (body,)
    return ()


def with_child(term: Term, position: int, child: Term) -> Term:
    """The term with another direct subterm at `position`."""
    parts = tuple(child if k == position else old for k, old in enumerate(children(term)))
    match term:
        case Apply(function=function):
            return Apply(function, parts)
        case Add():
            return Add(parts)
        case Mul():
            return Mul(parts)
        case Pow(exponent=exponent):
            return Pow(child, exponent)
        case Binder(names=names, conds=conds):
            return type(term)(names, conds, child)
    raise IndexError(position)


def tensors(term: Term) -> Iterator[Tensor]:
    """Every tensor that occurs, in definitions too, repeated as often as it is met."""
    if isinstance(term, Access):
        yield term.tensor
        if term.tensor.body is not None:
            yield from tensors(term.tensor.body)
    for child in children(term):
        yield from tensors(child)


@cache
def support(term: Term) -> frozenset[Cond]:
    """Conditions that hold wherever the term is not 0 (1/0 = 0, so a quotient counts too)."""
    match term:
        case Access(tensor=tensor, indices=indices) if tensor.padded:
            return frozenset(in_shape(tensor, indices))
        case Mul(args=args):
            return frozenset[Cond]().union(*(support(arg) for arg in args))
        case Add(args=args) if args:
            return support(args[0]).intersection(*(support(arg) for arg in args[1:]))
        case Pow(base=base):
            return support(base)
        case Sum(names=names, conds=conds, body=body):
            inside = support(body).union(conds)
            return frozenset(cond for cond in inside if cond.free.isdisjoint(names))
    return frozenset()


def finite(
    given: Sequence[Cond], names: Sequence[str], conds: Sequence[Cond], body: Term
) -> tuple[Side, ...]:
    """That [conds] * body is non-zero for finitely many values of `names`.

    One name after the other is bounded from below and above by a condition or by the support of
    the body, in names that are bounded already. The sides say that symbolic coefficients are >= 1.
    Raises RuleRefused where no such order exists.
    """
    known = conditions([*conds, *support(body)])
    context = conditions([*given, *known])
    needed: list[Side] = []
    waiting = list(names)
    while waiting:
        for name in waiting:
            found = _bounded(name, known, context, frozenset(waiting) - {name})
            if found is not None:
                needed += found
                waiting.remove(name)
                break
        else:
            raise RuleRefused("finite", f"nothing bounds {', '.join(waiting)}")
    return tuple(needed)


def _bounded(
    name: str, known: Sequence[Cond], context: Sequence[Cond], later: frozenset[str]
) -> tuple[Side, ...] | None:
    below: tuple[Side, ...] | None = None
    above: tuple[Side, ...] | None = None
    for cond in known:
        slope = cond.expr.coefficient(name) if isinstance(cond, Ge | Eq) else None
        if slope is None or not slope.terms or not cond.free.isdisjoint(later):
            continue
        up, down = _at_least_one(slope, context), _at_least_one(-slope, context)
        either = up if up is not None else down
        if isinstance(cond, Eq) and either is not None:
            return either
        below = up if below is None else below
        above = down if above is None else above
    return None if below is None or above is None else below + above


def _at_least_one(expr: Poly, context: Sequence[Cond]) -> tuple[Side, ...] | None:
    """The side condition expr >= 1 (none for a constant), or None where it is not shown."""
    if expr.constant is not None:
        return () if expr.constant >= 1 else None
    goal = Ge(expr - ONE)
    return sides(context, [goal]) if implies(context, goal) else None


Witnesses = tuple[tuple[Sum, tuple[Poly, ...]], ...]
"""For a sum that has to be non-empty: values of its names that satisfy its conditions."""


def positive(given: tuple[Cond, ...], term: Term, witnesses: Witnesses) -> tuple[Side, ...]:
    """The sides under which the term is > 0. Raises RuleRefused where its form does not show it."""
    match term:
        case Num(value=value) if value > 0:
            return ()
        case Int(expr=expr):
            return sides(given, [Ge(expr - ONE)])
        case Apply(function="exp"):
            return ()
        case Pow(base=base):
            return positive(given, base, witnesses)
        case Mul(args=args) if args:
            return tuple(side for arg in args for side in positive(given, arg, witnesses))
        case Add(args=args) if args:
            return _positive_add(given, args, witnesses)
        case Sum():
            return _positive_sum(given, term, witnesses)
    raise RuleRefused("positive", "the form of the term does not show it")


def _positive_add(
    given: tuple[Cond, ...], args: tuple[Term, ...], witnesses: Witnesses
) -> tuple[Side, ...]:
    """exp q > 1 for q > 0, c exp q > c for c, q < 0, and all else but numbers is positive."""
    needed: tuple[Side, ...] = ()
    least = Fraction(0)
    for arg in args:
        match arg:
            case Num(value=value):
                least += value
            case Apply(function="exp", args=(Num(value=q),)) if q > 0:
                least += 1
            case Mul(args=(Num(value=c), Apply(function="exp", args=(Num(value=q),)))) if (
                c < 0 and q < 0
            ):
                least += c
            case _:
                needed += positive(given, arg, witnesses)
    strictly = any(not isinstance(arg, Num) for arg in args)
    if least < 0 or (least == 0 and not strictly):
        raise RuleRefused("positive", "the form of the term does not show it")
    return needed


def _positive_sum(given: tuple[Cond, ...], term: Sum, witnesses: Witnesses) -> tuple[Side, ...]:
    """Every summand is positive, there are finitely many, and the witness is one of them."""
    point = dict(witnesses).get(term)
    if point is None or len(point) != len(term.names):
        raise RuleRefused("positive", f"a witness is needed for the sum over {term.names}")
    apart(given, term.names, "positive")
    values = dict(zip(term.names, point, strict=True))
    there = [map_cond(cond, lambda expr: expr.replace(values)) for cond in term.conds]
    inside = conditions([*given, *term.conds])
    return (
        sides(given, there)
        + finite(given, term.names, term.conds, number(1))
        + positive(inside, term.body, witnesses)
    )


def apart(given: Sequence[Cond], names: Sequence[str], rule: str) -> None:
    """Raise RuleRefused where a bound name is also a name of the hypotheses."""
    for cond in given:
        if not cond.free.isdisjoint(names):
            raise RuleRefused(rule, f"{cond.key} speaks of a name that the sum binds")
