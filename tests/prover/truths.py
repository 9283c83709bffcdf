"""True equations for the prover, each with abilities that it needs."""

from __future__ import annotations

from dataclasses import dataclass

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    equal,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import Poly, floor, poly
from evoproof.kernel.terms import Cond, Pow, Sum, Tensor, Term
from evoproof.prover import Ability

n, m, h, i, j, k = map(poly, ("n", "m", "h", "i", "j", "k"))
l, a, b, d, p = map(poly, ("l", "a", "b", "d", "p"))
A, B, C = tensor("A", n, n), tensor("B", n, n), tensor("C", n, n)
T, U = tensor("T", n), tensor("U", n)
X, Y = tensor("X", n, padded=True), tensor("Y", l * 2 + 1)
V, W = tensor("V", h), tensor("W", m)
MINUS = number(-1)


@dataclass(frozen=True)
class Truth:
    """given |- left = right; `needs` are abilities of which each is necessary."""

    left: Term
    right: Term
    given: tuple[Cond, ...] = ()
    needs: frozenset[Ability] = frozenset()


def over(name: Poly, low: Poly | int, high: Poly | int, body: Term) -> Sum:
    return sum_over([str(name)], between(low, name, high), body)


def below(name: Poly, size: Poly, body: Term) -> Sum:
    return over(name, 0, size - 1, body)


def dot(left: Term, right: Term, name: Poly) -> Sum:
    return below(name, n, mul(left, right))


def window(sign: int) -> Sum:
    return over(a, -l, l, mul(access(Y, l - a * sign), access(X, i - a * sign)))


def softmax(shift: Term) -> Term:
    """softmax of T + shift at i."""
    total = below(a, n, exp(add(access(T, a), shift)))
    return mul(exp(add(access(T, i), shift)), reciprocal(total))


def needs(*abilities: str) -> frozenset[Ability]:
    return frozenset(Ability(one) for one in abilities)


DIGITS = p * m + d
HEAD, PLACE = floor(DIGITS, m), DIGITS - floor(DIGITS, m) * m
WEIGHTS = below(a, n, exp(access(T, a)))
PEAKED = mul(exp(access(T, b)), reciprocal(WEIGHTS))
INSIDE = tuple(between(0, i, n - 1))
PROJECTED = Tensor("P", (n,), False, (), ("x",), dot(access(A, "x", a), access(T, a), a))

TRUTHS = {
    "associativity": Truth(
        dot(dot(access(A, i, a), access(B, a, b), a), access(C, b, j), b),
        dot(access(A, i, a), dot(access(B, a, b), access(C, b, j), b), a),
        needs=needs("exchange", "distribute"),
    ),
    "trace": Truth(
        below(i, n, dot(access(A, i, a), access(B, a, i), a)),
        below(i, n, dot(access(B, i, a), access(A, a, i), a)),
        needs=needs("exchange"),
    ),
    "reversal": Truth(
        below(a, n, access(T, a)), below(b, n, access(T, n - 1 - b)), needs=needs("reindex")
    ),
    "shift": Truth(below(a, n, access(T, a)), over(b, 1, n, access(T, b - 1)),
                   needs=needs("reindex")),
    "flipped convolution": Truth(window(1), window(-1), needs=needs("reindex")),
    "larger window of an image": Truth(
        below(a, n, access(X, a)), over(a, -l, n + l, access(X, a)), (at_least(l, 0),),
        needs("padding"),
    ),
    "product of sums": Truth(
        mul(below(a, n, access(T, a)), below(a, n, access(U, a))),
        below(a, n, below(b, n, mul(access(U, b), access(T, a)))),
        needs=needs("distribute"),
    ),
    "sum of terms": Truth(
        below(a, n, add(access(T, a), access(U, a))),
        add(below(a, n, access(U, a)), below(b, n, access(T, b))),
        needs=needs("distribute"),
    ),
    "picking one": Truth(
        sum_over(["a"], [equal(a, i), *between(0, a, n - 1)], access(T, a)), access(T, i), INSIDE,
        needs("delta"),
    ),
    "heads": Truth(
        below(p, h, below(d, m, mul(access(V, HEAD), access(W, PLACE)))),
        below(p, h, below(d, m, mul(access(V, p), access(W, d)))),
        (at_least(m, 1),),
        needs("floors"),
    ),
    "softmax of a shift": Truth(softmax(integer(k)), softmax(number(0)), INSIDE,
                                needs("exp", "distribute")),
    "softmax sums to one": Truth(below(b, n, PEAKED), number(1), (at_least(n, 1),),
                                 needs("cancel")),
    "exp of a difference": Truth(
        mul(exp(add(integer(i), mul(MINUS, integer(j)))), exp(integer(j))), exp(integer(i)),
        needs=needs("exp"),
    ),
    "two brackets": Truth(
        mul(bracket([at_least(i, 0)]), bracket([at_least(i, 1)])), bracket([at_least(i, 1)])
    ),
    "counting": Truth(below(a, n, Pow(integer(k), 2)), mul(below(b, n, number(1)), integer(k * k))),
    "a sum in two parts": Truth(
        below(a, n, access(T, a)),
        add(over(a, 0, i, access(T, a)), over(a, i + 1, n - 1, access(T, a))),
        INSIDE,
        needs("cases"),
    ),
    "a function by cases": Truth(
        exp(bracket([at_least(i, j)], access(T, i))),
        add(bracket([at_least(i, j)], exp(access(T, i))), bracket([at_least(j, i + 1)])),
        INSIDE,
        needs("cases"),
    ),
    "a definition": Truth(
        dot(access(PROJECTED, b), access(U, b), b),
        below(a, n, below(b, n, mul(access(U, b), access(A, b, a), access(T, a)))),
        needs=needs("exchange"),
    ),
}  # fmt: skip
