"""Well-formedness: strict accesses in bounds, divisors of floors not zero, ranges finite.

A bracket guards what it multiplies: [C] f reads f only where C holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evoproof.errors import RuleRefused
from evoproof.kernel.arithmetic import Model, counterexample, implies
from evoproof.kernel.build import conditions, in_shape, number
from evoproof.kernel.judgements import children, finite
from evoproof.kernel.poly import ONE, Floor, Poly, poly
from evoproof.kernel.substitution import open_definition
from evoproof.kernel.terms import Access, Binder, Cond, Ge, Int, Mul, Sum, Tensor, Term


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not shown: an access in bounds, a divisor that is not 0, a range that is finite.

    `witness` are integers at which it fails, where z3 finds some.
    """

    what: Access | Floor | Binder
    needed: Cond | None
    witness: Model | None


def fault(given: Iterable[Cond], *terms: Term) -> Fault | None:
    """The first thing of the terms that is not well-formed under `given`; None if all is."""
    base = conditions(given)
    seen: Seen = set()
    for found in _floors(base, _expressions(base)):
        return found
    for term in terms:
        for found in _faults(base, base, term, seen):
            return found
    return None


Context = tuple[Cond, ...]
Seen = set[tuple[Tensor, Context]]
"""The definitions that were gone into, each with what was known there."""


def _faults(base: Context, given: Context, term: Term, seen: Seen) -> Iterator[Fault]:
    if isinstance(term, Access):
        yield from _access(base, given, term, seen)
    elif isinstance(term, Int):
        yield from _floors(given, [term.expr])
    elif isinstance(term, Binder):
        yield from _binder(base, given, term, seen)
    elif isinstance(term, Mul):
        for part in term.args:
            yield from _faults(base, _guarded(given, term, part), part, seen)
    else:
        for child in children(term):
            yield from _faults(base, given, child, seen)


def _guarded(given: Context, term: Mul, part: Term) -> Context:
    """What is known where `part` is read: the conditions of the brackets beside it."""
    beside = [one for one in term.args if one is not part and isinstance(one, Sum)]
    return conditions([*given, *(c for one in beside if not one.names for c in one.conds)])


def _access(base: Context, given: Context, term: Access, seen: Seen) -> Iterator[Fault]:
    tensor = term.tensor
    yield from _floors(given, [*term.indices, *tensor.shape])
    if not tensor.padded:
        for goal in in_shape(tensor, term.indices):
            if not implies(given, goal):
                yield Fault(term, goal, counterexample(given, goal))
    if tensor.body is not None:
        yield from _definition(base, given, tensor, seen)


def _definition(base: Context, given: Context, tensor: Tensor, seen: Seen) -> Iterator[Fault]:
    """The body, for all parameters in the shape and what `given` says of its other names."""
    known = frozenset[str]().union(*(cond.free for cond in (*base, *given)))
    names, body = open_definition(tensor, {name: poly(name) for name in known})
    if names is None or body is None:
        return
    spoken = tensor.free.union(*(cond.free for cond in base))
    about = [cond for cond in given if cond.free <= spoken]
    inside = conditions([*base, *about, *in_shape(tensor, [poly(name) for name in names])])
    if (tensor, inside) not in seen:
        seen.add((tensor, inside))
        yield from _faults(base, inside, body, seen)


def _binder(base: Context, given: Context, term: Binder, seen: Seen) -> Iterator[Fault]:
    """Where the body of a sum is 0 nothing is added; it may still be the greatest value."""
    about = [cond for cond in given if cond.free.isdisjoint(term.names)]
    inside = conditions([*about, *term.conds])
    yield from _floors(inside, _expressions(term.conds))
    try:
        finite(about, term.names, term.conds, term.body if isinstance(term, Sum) else number(1))
    except RuleRefused:
        yield Fault(term, None, None)
    yield from _faults(base, inside, term.body, seen)


def _expressions(conds: Iterable[Cond]) -> list[Poly]:
    return [cond.expr for cond in conds]


def _floors(given: Context, exprs: Iterable[Poly]) -> Iterator[Fault]:
    for expr in exprs:
        for floor in expr.floors:
            goals = Ge(floor.denominator - ONE), Ge(-floor.denominator - ONE)
            if not any(implies(given, goal) for goal in goals):
                yield Fault(floor, goals[0], counterexample(given, goals[0]))
            yield from _floors(given, [floor.numerator, floor.denominator])
