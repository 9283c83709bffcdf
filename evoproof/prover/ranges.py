"""Ranges of sums: shortest conditions, contradictions, equations in disguise, bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from evoproof.errors import RuleRefused
from evoproof.kernel.arithmetic import evident
from evoproof.kernel.build import conditions
from evoproof.kernel.judgements import finite, support
from evoproof.kernel.poly import ONE, ZERO, Poly, poly
from evoproof.kernel.terms import Binder, Cond, Eq, Ge, Sum
from evoproof.prover.rewriting import Context

FALSE = Ge(ZERO - ONE)


Shows = Callable[[Iterable[Cond], Cond], bool]
Bounds = tuple[list[Poly], list[Poly]]


def at_sight(known: Iterable[Cond], goal: Cond) -> bool:
    """Whether the goal follows without a solver; most of what a range can spare does."""
    return evident(frozenset(known), goal)


def shortest(given: Context, term: Binder, padding: bool, shows: Shows) -> tuple[Cond, ...]:
    """The conditions without those that the others imply (with `padding`: or the support does)."""
    known = conditions([*given, *(support(term.body) if padding else ())])
    kept = [cond for cond in term.conds if cond not in known]
    for cond in tuple(kept):
        others = [one for one in kept if one is not cond]
        if shows((*known, *others), cond) and _bounded(given, term, others):
            kept = others
    return conditions(kept)


def _bounded(given: Context, term: Binder, conds: Sequence[Cond]) -> bool:
    """Whether the kernel still sees that the range is finite: it looks at bounds one by one."""
    try:
        finite(given, term.names, conds, term.body)
    except RuleRefused:
        return not term.names
    return True


def contradictory(given: Context, term: Sum, padding: bool, shows: Shows) -> bool:
    """Whether the range is empty; with `padding`, whether the body is 0 on it."""
    return shows((*given, *term.conds, *(support(term.body) if padding else ())), FALSE)


def equations(conds: Iterable[Cond]) -> tuple[Cond, ...]:
    """e >= 0 together with -e >= 0 is e = 0."""
    bounds = {cond.expr for cond in conds if isinstance(cond, Ge)}
    return conditions(_tight(cond, bounds) for cond in conds)


def _tight(cond: Cond, bounds: set[Poly]) -> Cond:
    if not isinstance(cond, Ge) or -cond.expr not in bounds:
        return cond
    return Eq(max(cond.expr, -cond.expr, key=lambda expr: expr.key))


def bounds_of(term: Binder, name: str) -> Bounds | None:
    """The lower and upper bounds of a variable, if all its conditions are such."""
    low: list[Poly] = []
    high: list[Poly] = []
    for cond in term.conds:
        if name not in cond.free:
            continue
        slope = cond.expr.coefficient(name) if isinstance(cond, Ge) else None
        if slope is None or slope.constant not in (1, -1):
            return None
        if slope.constant == 1:
            low.append(poly(name) - cond.expr)
        else:
            high.append(cond.expr + poly(name))
    return (low, high) if low and high else None
