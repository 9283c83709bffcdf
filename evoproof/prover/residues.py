"""Residues: a sum over all integers as one sum for each remainder, where the other side has those.

Sum over k < 2 N of f(k)  =  Sum over k < N of f(2 k)  +  Sum over k < N of f(2 k + 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evoproof.kernel.build import between, conditions, equal
from evoproof.kernel.judgements import children
from evoproof.kernel.poly import Poly, floor, poly
from evoproof.kernel.rules.sums import delta, split
from evoproof.kernel.substitution import fresh
from evoproof.kernel.terms import Access, Ge, Sum, Tensor, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.normalise import Normaliser
from evoproof.prover.rewriting import Context, Rewriting

LARGEST = 4
"""The largest modulus: a sum is split into as many."""

Place = tuple[Tensor, int]
"""A tensor and the position of an index."""


def in_residues(engine: Normaliser, given: Context, one: Theorem, other: Theorem) -> list[Theorem]:
    """Both theorems with the sums on their right sides by remainders, where strides ask for it."""
    strides = {place: c for term in (one.right, other.right) for place, c in _strides(term)}
    if not strides:
        return [one, other]
    found = []
    for theorem in (one, other):
        work = Rewriting(given, theorem.left)
        work.to(theorem)
        work.to(_rewritten(engine, given, theorem.right, strides))
        found.append(work.theorem)
    return found


def _strides(term: Term, bound: frozenset[str] = frozenset()) -> Iterator[tuple[Place, int]]:
    """Where a summation variable stands with a constant coefficient of 2 or more."""
    if isinstance(term, Sum):
        bound = bound.union(term.names)
    if isinstance(term, Access):
        for position, index in enumerate(term.indices):
            for name in sorted(index.free & bound):
                slope = index.coefficient(name)
                stride = abs(slope.constant or 0) if slope is not None else 0
                if 2 <= stride <= LARGEST:
                    yield (term.tensor, position), stride
    for child in children(term):
        yield from _strides(child, bound)


def _rewritten(
    engine: Normaliser, given: Context, term: Term, strides: Mapping[Place, int]
) -> Theorem:
    work = Rewriting(given, term)
    if isinstance(term, Sum):
        found = _variable(term.body, frozenset(term.names), strides)
        if found is not None:
            _by_remainder(engine, work, *found)
        return work.theorem
    for position, child in enumerate(children(term)):
        work.inside(position, _rewritten(engine, given, child, strides))
    if work.term is not term:
        engine.polynomial(work)
    return work.theorem


def _variable(
    body: Term, names: frozenset[str], strides: Mapping[Place, int]
) -> tuple[Poly, int] | None:
    """An index that is an unbroken variable (and a constant) where another sum has a stride."""
    if isinstance(body, Access):
        for position, index in enumerate(body.indices):
            stride = strides.get((body.tensor, position))
            if stride is not None and _is_unbroken(index, names):
                return index, stride
    found = (_variable(child, names, strides) for child in children(body))
    return next((one for one in found if one is not None), None)


def _is_unbroken(index: Poly, names: frozenset[str]) -> bool:
    slopes = [index.coefficient(name) for name in index.free & names]
    return len(slopes) == 1 and slopes[0] is not None and slopes[0].constant in (1, -1)


def _by_remainder(engine: Normaliser, work: Rewriting, index: Poly, modulus: int) -> None:
    """The quotient of the index becomes a variable, and each remainder a sum of its own."""
    term = work.sum
    spoken = frozenset[str]().union(*(cond.free for cond in work.given))
    name = fresh("q", spoken | term.free | frozenset(term.names))
    digit = equal(name, floor(index, poly(modulus)))
    target = Sum((*term.names, name), conditions([*term.conds, digit]), term.body)
    work.back(delta(work.given, target, digit, name))
    rest = index - poly(name) * modulus
    work.conds([*term.conds, *between(0, rest, modulus - 1)])
    _apart(engine, work, rest, modulus - 1)


def _apart(engine: Normaliser, work: Rewriting, rest: Poly, last: int) -> None:
    """The sum over remainders up to `last` as the one with `last` and the sum over the others."""
    if last:
        work.by(split, Ge(rest - last))
        first, others = children(work.term)
        below = Rewriting(work.given, others)
        _apart(engine, below, rest, last - 1)
        work.inside(1, below.theorem)
        work.inside(0, engine.normal(work.given, first))
        engine.polynomial(work)
    else:
        work.to(engine.normal(work.given, work.term))
