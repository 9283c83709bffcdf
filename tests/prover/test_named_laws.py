"""What distributivity, cancelling and comparing definitions reach, and what they do not."""

from __future__ import annotations

from collections.abc import Collection

from truths import INSIDE, MINUS, A, T, a, b, below, i, k, n

from evoproof.kernel.build import access, add, exp, integer, mul, number, reciprocal
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Sum, Tensor, Term
from evoproof.prover import Ability, prove

READ = access(T, i)
E = exp(number(1))


def reached(left: Term, right: Term, abilities: Collection[Ability] = ()) -> bool:
    return prove(left, right, INSIDE, abilities, lambda tensor: False).theorem is not None


def test_equal_terms_are_counted_by_distributivity() -> None:
    total, counted = below(k, n, READ), mul(integer(n), READ)
    assert reached(total, counted, [Ability.DISTRIBUTE])
    assert not reached(total, counted, [Ability.EXCHANGE, Ability.REINDEX, Ability.DELTA])
    assert not reached(total, mul(integer(n + 1), READ), [Ability.DISTRIBUTE])


def test_different_terms_are_not_counted_by_distributivity() -> None:
    total = below(k, n, mul(number(2), integer(k)))
    square = mul(integer(n), integer(n - 1))
    assert not reached(total, square, [Ability.DISTRIBUTE])
    assert reached(total, square, list(Ability))


def test_a_divisor_of_several_terms_cancels() -> None:
    over = mul(add(mul(E, READ), mul(MINUS, READ)), reciprocal(add(E, MINUS)))
    assert reached(over, READ, [Ability.CANCEL])
    assert not reached(over, READ, [Ability.DISTRIBUTE])
    assert not reached(over, mul(number(2), READ), [Ability.CANCEL])


def test_a_divisor_that_may_be_0_does_not_cancel() -> None:
    over = mul(add(mul(READ, READ), mul(MINUS, READ)), reciprocal(add(READ, MINUS)))
    assert not reached(over, READ, [Ability.CANCEL])


def row(*factors: Term) -> Tensor:
    """D[x] = Sum over b of the factors."""
    return Tensor("D", (n,), False, (), ("x",), below(b, n, mul(*factors)))


def summed(tensor: Tensor) -> Sum:
    return below(a, n, mul(access(T, a), access(tensor, a)))


def test_definitions_with_sums_are_compared_below_a_sum() -> None:
    x: Poly = poly("x")
    one, other = access(A, x, b), access(T, b)
    assert reached(summed(row(one, other)), summed(row(other, one)))
    assert not reached(summed(row(one, other)), summed(row(other, access(A, b, x))))
