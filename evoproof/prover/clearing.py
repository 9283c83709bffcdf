"""Clearing a denominator: both sides times a power of what is shown not to be 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from evoproof.errors import RuleRefused
from evoproof.kernel.build import add, mul, number, reciprocal
from evoproof.kernel.judgements import children
from evoproof.kernel.ring import Monomial, from_ring, order, to_ring
from evoproof.kernel.rules.equality import symmetry
from evoproof.kernel.rules.sums import everywhere
from evoproof.kernel.terms import Add, Binder, Mul, Pow, Sum, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.rewriting import Context, Rewriting
from evoproof.prover.units import unit

Prove = Callable[[Context, Term, Term], Theorem | None]


def cleared(given: Context, left: Term, right: Term, prove: Prove) -> Theorem | None:
    """given |- left = right, from d^n left = d^n right for a divisor d, not 0, or None."""
    for divisor in _divisors(left, right):
        try:
            one = unit(given, divisor)
        except RuleRefused:
            continue
        return _Clearing(given, divisor, one, (left, right)).theorem(prove)
    return None


def _divisors(*sides: Term) -> Iterator[Term]:
    found = {
        atom: None
        for side in sides
        for monomial in to_ring(side)
        for atom, (_, down) in monomial
        if down
    }
    yield from sorted(found, key=order)


class _Clearing:
    """`whole` is the divisor in one piece: a sum without names or conditions, an atom."""

    def __init__(
        self, given: Context, divisor: Term, one: Theorem, both: tuple[Term, Term]
    ) -> None:
        self.given = given
        self.divisor = divisor
        self.whole = Sum((), (), divisor)
        self.opened = everywhere(given, self.whole)
        self.degree = max(_degree(side, divisor) for side in both)
        self.both = both
        self.unit = self._unit(one)

    def _unit(self, one: Theorem) -> Theorem:
        """whole * 1/whole = 1"""
        work = Rewriting(self.given, mul(self.whole, reciprocal(self.whole)))
        self._open(work)
        work.to(one)
        return work.theorem

    def _open(self, work: Rewriting) -> None:
        """Every `whole` becomes the divisor; nothing else changes."""
        term = work.term
        if term is self.whole:
            work.to(self.opened)
        elif not isinstance(term, Binder):
            for position, child in enumerate(children(term)):
                inside = Rewriting(self.given, child)
                self._open(inside)
                work.inside(position, inside.theorem)

    def theorem(self, prove: Prove) -> Theorem | None:
        left, right = (self._over_common_divisor(side) for side in self.both)
        first, second = (children(one.right)[0] for one in (left, right))
        middle = prove(self.given, first, second)
        if middle is None:
            return None
        work = Rewriting(self.given, left.left)
        work.to(left)
        work.inside(0, middle)
        work.back(right)
        return work.theorem

    def _over_common_divisor(self, side: Term) -> Theorem:
        """side = numerator * 1/whole^n"""
        ring = to_ring(side)
        target = add(*(self._monomial(key, value) for key, value in ring.items()))
        if not ring:
            target = number(0)
        closed = Rewriting(self.given, target)
        self._open(closed)
        if to_ring(closed.term) != ring:
            raise RuleRefused("clearing", "the divisor does not stand in one piece")
        work = Rewriting(self.given, side)
        work.ring(closed.term)
        work.back(closed.theorem)
        self._numerator(work)
        return work.theorem

    def _monomial(self, monomial: Monomial, value: Fraction) -> Term:
        """The monomial with 1/whole for 1/divisor."""
        rest = tuple(item for item in monomial if item[0] is not self.divisor)
        up, down = dict(monomial).get(self.divisor, (0, 0))
        factors = [from_ring({rest: value})]
        factors += [Pow(self.divisor, up)] if up else []
        factors += [Pow(self.whole, -down)] if down else []
        return mul(*factors)

    def _numerator(self, work: Rewriting) -> None:
        """Each summand times whole/whole as often as it lacks a divisor; then together."""
        summands = work.term.args if isinstance(work.term, Add) else (work.term,)
        tops: list[Term] = []
        for position, part in enumerate(summands):
            down = _degree(part, self.whole)
            lacking = self.degree - down
            grown = Rewriting(self.given, part)
            grown.ring(mul(part, *[number(1)] * lacking))
            for k in range(lacking):
                grown.inside(k + 1, symmetry(self.unit))
            if len(summands) > 1:
                work.inside(position, grown.theorem)
            else:
                work.to(grown.theorem)
            tops.append(Mul((_without(part, self.whole), *[self.whole] * lacking)))
        work.ring(Mul((add(*tops), Pow(self.whole, -self.degree))))
        top = Rewriting(self.given, children(work.term)[0])
        self._open(top)
        work.inside(0, top.theorem)


def _degree(term: Term, atom: Term) -> int:
    return max((dict(m).get(atom, (0, 0))[1] for m in to_ring(term)), default=0)


def _without(part: Term, atom: Term) -> Term:
    """The single monomial without the inverse of the atom."""
    ring = {
        tuple(item for item in monomial if item[0] is not atom): value
        for monomial, value in to_ring(part).items()
    }
    return from_ring(ring)
