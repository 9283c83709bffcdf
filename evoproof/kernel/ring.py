"""Ring normal form: a term as a polynomial over its atoms, with rational coefficients.

Atoms are accesses, applications, sums, integer names and floors. Subterms of atoms are left as they
are. The laws are those of a field with 1/0 = 0, which hold without side conditions:

    1/(x y) = 1/x 1/y        1/(1/x) = x        x x (1/x) = x        (1/x)(1/x) x = 1/x

x (1/x) = 1 is not among them: that is the rule `cancel`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache, reduce

from evoproof.kernel.build import add, integer, mul, number
from evoproof.kernel.interned import need
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Cond,
    Int,
    Max,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)

Powers = tuple[int, int]
"""(n, d) is x^n (1/x)^d: either one is 0, or both are 1."""

Monomial = tuple[tuple[Term, Powers], ...]
Ring = dict[Monomial, Fraction]

LARGEST_POWER, MOST_PRODUCTS = 1_000, 10_000
"""Beyond these a polynomial is refused (MalformedTerm): it could not be written out in time."""


def ring_normal(term: Term) -> Term:
    """The one term for all terms that are equal by ring arithmetic over the same atoms."""
    return from_ring(to_ring(term))


@cache
def to_ring(term: Term) -> Ring:
    match term:
        case Num(value=value):
            return {(): value} if value else {}
        case Int(expr=expr):
            return _integer(expr)
        case Add(args=args):
            return _sum(to_ring(arg) for arg in args)
        case Mul(args=args):
            return reduce(_times, (to_ring(arg) for arg in args), {(): Fraction(1)})
        case Pow(base=base, exponent=exponent):
            need(abs(exponent) <= LARGEST_POWER, f"the power {exponent} is not written out")
            one = to_ring(base) if exponent > 0 else _inverse(to_ring(base))
            return reduce(_times, [one] * abs(exponent))
    return _atom(term)


def _atom(term: Term, powers: Powers = (1, 0)) -> Ring:
    return {((term, powers),): Fraction(1)}


def _integer(expr: Poly) -> Ring:
    parts: list[Ring] = []
    for monomial, coefficient in expr.terms:
        factors = [_atom(Int(Poly((((atom,), 1),)))) for atom in monomial]
        parts.append(reduce(_times, factors, {(): Fraction(coefficient)}))
    return _sum(parts)


def _sum(parts: Iterable[Ring]) -> Ring:
    total: Ring = {}
    for part in parts:
        for monomial, coefficient in part.items():
            total[monomial] = total.get(monomial, Fraction(0)) + coefficient
    return {monomial: value for monomial, value in total.items() if value}


def _times(left: Ring, right: Ring) -> Ring:
    need(len(left) * len(right) <= MOST_PRODUCTS, "a product of sums is too large to write out")
    return _sum({_join(m, n): c * d} for m, c in left.items() for n, d in right.items())


def _join(left: Monomial, right: Monomial) -> Monomial:
    powers: dict[Term, Powers] = dict(left)
    for atom, (up, down) in right:
        n, d = powers.get(atom, (0, 0))
        powers[atom] = _reduce(n + up, d + down)
    return tuple(sorted(powers.items(), key=lambda item: order(item[0])))


def _reduce(n: int, d: int) -> Powers:
    """x^n (1/x)^d in lowest terms: x x (1/x) = x, but x (1/x) stays."""
    if n and d:
        return (n - d, 0) if n > d else (0, d - n) if d > n else (1, 1)
    return n, d


def _inverse(ring: Ring) -> Ring:
    if not ring:
        return {}
    if len(ring) == 1:
        ((monomial, coefficient),) = ring.items()
        return {tuple((atom, (d, n)) for atom, (n, d) in monomial): 1 / coefficient}
    leading = ring[_sorted(ring)[0]]
    primitive = from_ring({monomial: value / leading for monomial, value in ring.items()})
    return {((primitive, (0, 1)),): 1 / leading}


def _sorted(ring: Ring) -> list[Monomial]:
    return sorted(ring, key=lambda m: [(order(atom), powers) for atom, powers in m])


def from_ring(ring: Ring) -> Term:
    """The polynomial as a term: monomials and factors sorted, the integer part of each together."""
    return add(*(_monomial(m, ring[m]) for m in _sorted(ring))) if ring else number(0)


def _monomial(monomial: Monomial, coefficient: Fraction) -> Term:
    whole = poly(1)
    factors: list[Term] = []
    for atom, (n, d) in monomial:
        if isinstance(atom, Int) and not d:
            whole = reduce(Poly.__mul__, [atom.expr] * n, whole)
            continue
        factors += [atom if n == 1 else Pow(atom, n)] if n else []
        factors += [Pow(atom, -d)] if d else []
    if whole.terms != poly(1).terms:
        factors.insert(0, integer(whole))
    if coefficient != 1 or not factors:
        factors.insert(0, number(coefficient))
    return mul(*factors)


@cache
def order(term: Term) -> str:
    """A text that is the same in every run and different for different terms: their order."""
    match term:
        case Num(value=value):
            return str(value)
        case Int(expr=expr):
            return f"({expr.key})"
        case Access(tensor=tensor, indices=indices):
            return f"{_tensor(tensor)}[{','.join(index.key for index in indices)}]"
        case Apply(function=function, args=args):
            return f"{function}({','.join(order(arg) for arg in args)})"
        case Add(args=args):
            return f"(+ {' '.join(order(arg) for arg in args)})"
        case Mul(args=args):
            return f"(* {' '.join(order(arg) for arg in args)})"
        case Pow(base=base, exponent=exponent):
            return f"(^ {order(base)} {exponent})"
        case Sum(names=names, conds=conds, body=body):
            return f"(S {' '.join(names)} | {_conds(conds)} | {order(body)})"
        case Max(names=names, conds=conds, body=body):
            return f"(max {' '.join(names)} | {_conds(conds)} | {order(body)})"
    raise TypeError(f"unknown term {term!r}")


def _conds(conds: tuple[Cond, ...]) -> str:
    return ", ".join(cond.key for cond in conds)


@cache
def _tensor(tensor: Tensor) -> str:
    shape = ",".join(size.key for size in tensor.shape)
    kind = "padded" if tensor.padded else "strict"
    if tensor.body is None:
        return f"{tensor.name}<{kind} {shape}>"
    return f"{tensor.name}<{kind} {shape} | {tensor.parameters} | {order(tensor.body)}>"
