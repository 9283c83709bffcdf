"""Maxima without the variables that the values do not use: the largest k of k <= n, k <= m is one.

A variable goes where all its conditions are bounds: each upper one is at least each lower one.
"""

from __future__ import annotations

from collections.abc import Sequence

from evoproof.errors import RuleRefused
from evoproof.kernel.poly import Poly
from evoproof.kernel.rules.maxima import max_project
from evoproof.kernel.terms import Cond, Ge
from evoproof.prover.ranges import Bounds, bounds_of
from evoproof.prover.rewriting import Rewriting


def projected(rewriting: Rewriting) -> bool:
    """Leave out one variable that the body does not use. Whether there was one."""
    term = rewriting.binder
    for name in term.names:
        found = bounds_of(term, name) if name not in term.body.free else None
        if found is not None and _project(rewriting, name, found):
            return True
    return False


def _project(rewriting: Rewriting, name: str, found: Bounds) -> bool:
    low, high = found
    whole = rewriting.binder.conds
    conds = (*(cond for cond in whole if name not in cond.free), *_meet(low, high))
    work = Rewriting(rewriting.given, rewriting.term)
    try:
        # What follows for the other variables may be what bounds them one by one.
        work.conds([*whole, *conds])
        work.by(max_project, name, conds, tuple(low))
    except RuleRefused:
        return False
    rewriting.to(work.theorem)
    return True


def _meet(low: Sequence[Poly], high: Sequence[Poly]) -> list[Cond]:
    """That there is an integer between the bounds."""
    ends = [last - first for first in low for last in high]
    return [Ge(end) for end in dict.fromkeys(ends) if end.constant is None or end.constant < 0]
