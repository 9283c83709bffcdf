"""Integers and conditions of a claim by cases: disjoint conjunctions, one of which holds.

The kernel's conditions are conjunctions of e >= 0 and e = 0, and its integer expressions know no
case distinction. So `or`, `not`, `!=`, `min`, `max` and `x if c else y` become alternatives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import TypeAlias

from evoproof.errors import EvoproofError
from evoproof.kernel.arithmetic import satisfiable
from evoproof.kernel.build import at_least, equal
from evoproof.kernel.poly import ONE, Poly
from evoproof.kernel.terms import Cond, Divides, Eq, Ge

MOST = 64
"""How many cases one expression may have."""

Case: TypeAlias = tuple[Cond, ...]
"""Conditions in the order of writing: an earlier one guards the floors of a later one."""

Cases: TypeAlias = list[Case]
"""Disjoint conjunctions; the condition is that one of them holds."""

Alternatives: TypeAlias = list[tuple[Case, Poly]]
"""Values, each under a case; the cases are disjoint and one of them holds."""


class OutOfFragment(EvoproofError):
    """A claim that the kernel's terms cannot say; it stays undecided unless it is refuted."""


def together(*cases: Iterable[Cond]) -> Case:
    """All conditions of the cases, each once."""
    return tuple(dict.fromkeys(cond for case in cases for cond in case))


def few(cases: list[Case]) -> list[Case]:
    if len(cases) > MOST:
        raise OutOfFragment(f"more than {MOST} cases in one expression: split the claim")
    return cases


def both(one: Cases, other: Cases) -> Cases:
    joined = [together(first, second) for first, second in product(one, other)]
    return joined if len(joined) == 1 else few([case for case in joined if not _absurd(case)])


def either(one: Cases, other: Cases) -> Cases:
    return few([*one, *both(negation(one), other)])


def negation(cases: Cases) -> Cases:
    outside: Cases = [()]
    for case in cases:
        outside = both(outside, _not_all(case))
    return outside


def _not_all(case: Case) -> Cases:
    """The first condition fails, or it holds and the second fails, or ..."""
    found: Cases = []
    for position, cond in enumerate(case):
        found += [together(case[:position], (other,)) for other in opposite(cond)]
    return found


def opposite(cond: Cond) -> list[Cond]:
    """Disjoint conditions, one of which holds where `cond` does not."""
    match cond:
        case Ge(expr=expr):
            return [Ge(-expr - ONE)]
        case Eq(expr=expr):
            return [Ge(expr - ONE), Ge(-expr - ONE)]
        case Divides(modulus=modulus, expr=expr):
            return [Divides(modulus, expr - rest) for rest in range(1, modulus)]
    raise TypeError(f"unknown condition {cond!r}")


def _absurd(case: Case) -> bool:
    """Whether the case is shown to be impossible: without those the cases multiply."""
    if any(cond.expr.constant is not None and not _true(cond) for cond in case):
        return True
    return len(case) > 1 and not satisfiable(case)


def _true(cond: Cond) -> bool:
    value = cond.expr.constant or 0
    return value >= 0 if isinstance(cond, Ge) else value == 0


def compare(operator: str, left: Poly, right: Poly) -> Cases:
    """left == right, left < right, ... of integers without cases."""
    match operator:
        case "==":
            return [(equal(left, right),)]
        case "!=":
            return [(at_least(left, right + ONE),), (at_least(right, left + ONE),)]
        case "<":
            return [(at_least(right, left + ONE),)]
        case "<=":
            return [(at_least(right, left),)]
        case ">":
            return compare("<", right, left)
        case ">=":
            return compare("<=", right, left)
    raise TypeError(f"unknown comparison {operator}")


def choices(parts: Sequence[Alternatives]) -> Iterator[tuple[Case, list[Poly]]]:
    """One value of each part, under the conditions of all of them."""
    for count, chosen in enumerate(product(*parts)):
        if count > MOST * MOST:
            raise OutOfFragment(f"more than {MOST} cases in one expression: split the claim")
        case = together(*(conds for conds, _ in chosen))
        if not _absurd(case):
            yield case, [value for _, value in chosen]


def combined(parts: Sequence[Alternatives], combine: Callable[..., Poly]) -> Alternatives:
    """The values combined, under the cases of all of them."""
    found = [(case, combine(*values)) for case, values in choices(parts)]
    few([case for case, _ in found])
    return found


def greatest(which: str, values: Iterable[Poly]) -> Alternatives:
    """max or min: the first one that is as great (as small) as all others."""
    options = list(dict.fromkeys(values))
    found: Alternatives = []
    for position, value in enumerate(options):
        conds = [
            _beats(which, value, other, strictly=number < position)
            for number, other in enumerate(options)
            if number != position
        ]
        case = together(conds)
        if not _absurd(case):
            found.append((tuple(cond for cond in case if cond.expr.constant is None), value))
    return found


def _beats(which: str, value: Poly, other: Poly, strictly: bool) -> Cond:
    least = other + ONE if strictly else other
    if which == "max":
        return at_least(value, least)
    return at_least(other - ONE if strictly else other, value)
