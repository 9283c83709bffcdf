"""Two brackets that together are everything: [p] x + [not p] x is x."""

from __future__ import annotations

from itertools import combinations

from evoproof.kernel.build import add, bracket, conditions, number
from evoproof.kernel.poly import ONE
from evoproof.kernel.rules.sums import everywhere, split
from evoproof.kernel.terms import Add, Cond, Ge, Mul, Sum, Term
from evoproof.prover.factors import factors
from evoproof.prover.rewriting import Rewriting

Parts = tuple[tuple[Cond, ...], tuple[Term, ...]]


def merge_opposites(rewriting: Rewriting) -> None:
    """Summands that differ in one condition and its opposite become one, as long as there are."""
    while isinstance(rewriting.term, Add):
        parts = [_apart(arg) for arg in rewriting.term.args]
        pairs = combinations(range(len(parts)), 2)
        found = next((pair for pair in pairs if _opposite(parts[pair[0]], parts[pair[1]])), None)
        if found is None:
            return
        first, second = (parts[position] for position in found)
        others = [arg for k, arg in enumerate(rewriting.term.args) if k not in found]
        _merge(rewriting, first, second, others)


def _apart(term: Term) -> Parts:
    """The conditions of the bracket in a product, and the other factors."""
    brackets = [one for one in factors(term) if _is_bracket(one)]
    conds = tuple(cond for one in brackets if isinstance(one, Sum) for cond in one.conds)
    return conds, tuple(one for one in factors(term) if one not in brackets)


def _is_bracket(term: Term) -> bool:
    return isinstance(term, Sum) and not term.names and term.body is number(1)


def _opposite(one: Parts, other: Parts) -> Ge | None:
    """The condition of the first whose opposite stands in its place in the second."""
    if one[1] != other[1] or len(one[0]) != len(other[0]):
        return None
    left, right = set(one[0]) - set(other[0]), set(other[0]) - set(one[0])
    if len(left) != 1 or len(right) != 1:
        return None
    cond = left.pop()
    return cond if isinstance(cond, Ge) and right.pop() is Ge(-cond.expr - ONE) else None


def _merge(rewriting: Rewriting, first: Parts, second: Parts, others: list[Term]) -> None:
    cond = _opposite(first, second)
    if cond is None:
        return
    whole = bracket(conditions(one for one in first[0] if one is not cond))
    theorem = split(rewriting.given, whole, cond)
    together = Mul((*first[1], theorem.right)) if first[1] else theorem.right
    rewriting.ring(add(*others, together))
    part = Rewriting(rewriting.given, together)
    if first[1]:
        inside = Rewriting(rewriting.given, theorem.right)
        inside.back(theorem)
        _open(inside)
        part.inside(len(first[1]), inside.theorem)
    else:
        part.back(theorem)
        _open(part)
    if others:
        rewriting.inside(len(others), part.theorem)
    else:
        rewriting.to(part.theorem)
    rewriting.ring_normal()


def _open(rewriting: Rewriting) -> None:
    if not rewriting.sum.conds:
        rewriting.by(everywhere)
