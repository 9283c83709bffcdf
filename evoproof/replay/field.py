"""Ring arithmetic: a term as a polynomial with rational coefficients over numbered atoms.

An atom is a name, a floor, or a read, application or sum up to renaming (its `alpha.key`). x and
1/x are kept apart, with the laws of a field in which 1/0 = 0; x * 1/x = 1 is not one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from evoproof.replay.alpha import key, numbered
from evoproof.replay.failure import refuse_unless
from evoproof.replay.integers import Poly
from evoproof.replay.terms import Add, Int, Mul, Num, Pow, Term

Powers: TypeAlias = "tuple[int, int]"
Monomial: TypeAlias = "frozenset[tuple[int, Powers]]"
"""(atom, (n, d)) stands for x^n (1/x)^d."""

Ring: TypeAlias = "dict[Monomial, Fraction]"

LARGEST = 50_000
"""How many pairs of monomials one multiplication may go through."""


def same_ring(left: Term, right: Term) -> bool:
    """Whether the terms are equal polynomials over the same atoms."""
    return polynomial(left) == polynomial(right)


def polynomial(term: Term) -> Ring:
    match term:
        case Num(value=value):
            return {frozenset(): value} if value else {}
        case Int(expr=expr):
            return _integer(expr)
        case Add(args=args):
            return _plus(polynomial(arg) for arg in args)
        case Mul(args=args):
            return reduce(_times, [polynomial(arg) for arg in args], _constant(1))
        case Pow(base=base, exponent=exponent):
            one = polynomial(base) if exponent > 0 else _inverse(polynomial(base))
            return reduce(_times, [one] * abs(exponent), _constant(1))
    return _atom(numbered(("term", key(term))))


def _constant(value: int) -> Ring:
    return {frozenset(): Fraction(value)}


def _atom(atom: int, powers: Powers = (1, 0)) -> Ring:
    return {frozenset([(atom, powers)]): Fraction(1)}


def _integer(expr: Poly) -> Ring:
    total: Ring = {}
    for monomial, number in expr.terms.items():
        powers = [(numbered(("atom", atom)), (power, 0)) for atom, power in monomial]
        total[frozenset(powers)] = Fraction(number)
    return total


def _plus(parts: Iterable[Ring]) -> Ring:
    total: Ring = {}
    for part in parts:
        for monomial, number in part.items():
            total[monomial] = total.get(monomial, Fraction(0)) + number
    return {monomial: number for monomial, number in total.items() if number}


def _times(left: Ring, right: Ring) -> Ring:
    refuse_unless(len(left) * len(right) <= LARGEST, "a polynomial grows too large")
    return _plus({_join(m, n): c * d} for m, c in left.items() for n, d in right.items())


def _join(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for atom, (up, down) in right:
        n, d = powers.get(atom, (0, 0))
        powers[atom] = _lowest(n + up, d + down)
    return frozenset(powers.items())


def _lowest(n: int, d: int) -> Powers:
    """x x 1/x = x and x 1/x 1/x = 1/x, also for x = 0; x 1/x stays as it is."""
    if min(n, d) == 0:
        return n, d
    return (1, 1) if n == d else (max(n - d, 0), max(d - n, 0))


def _inverse(ring: Ring) -> Ring:
    """1/(c x y) = 1/c 1/x 1/y; a sum is an atom, up to a rational factor."""
    if len(ring) > 1:
        leading = ring[min(ring, key=lambda monomial: sorted(monomial))]
        shape = frozenset([(monomial, number / leading) for monomial, number in ring.items()])
        return {frozenset([(numbered(("sum", shape)), (0, 1))]): 1 / leading}
    return {_upside_down(monomial): 1 / number for monomial, number in ring.items()}


def _upside_down(monomial: Monomial) -> Monomial:
    return frozenset([(atom, (d, n)) for atom, (n, d) in monomial])
