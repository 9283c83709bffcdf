"""Examples of the rules of arithmetic, of exp and of definitions."""

from __future__ import annotations

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    conditions,
    equal,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    tensor,
)
from evoproof.kernel.poly import Floor, Poly, poly
from evoproof.kernel.terms import Tensor
from evoproof.site.examples.example import (
    ONE,
    TEXT,
    Example,
    X,
    a,
    example,
    i,
    j,
    m,
    n,
    total,
    x,
    y,
    z,
)


@example
def ring() -> Example:
    """x (y + z) = x y + x z. But x / x is not 1: it is 0 where x is 0."""
    return Example(
        ((), mul(x, add(y, z)), add(mul(x, y), mul(x, z))),
        ((), mul(x, reciprocal(x)), ONE),
    )


@example
def index() -> Example:
    """The same entry, as i = j. From i >= j alone it does not follow."""
    entries = access(X, i + 1), access(X, j + 1)
    return Example(((equal(i, j),), *entries), ((at_least(i, j),), *entries))


@example
def floor_value() -> Example:
    """The number of the head that channel p D + d belongs to. d has to be one of D channels."""
    p, d, size = poly("p"), poly("d"), poly("D")
    head = Floor(p * size + d, size)
    read = access(tensor("A", "M"), Poly((((head,), 1),)))
    return Example(
        (conditions(between(0, d, size - 1)), read, head, p),
        ((at_least(d, 0),), read, head, p),
    )


@example
def floor_cancel() -> Example:
    """A common factor 2, over a divisor that is at least 1. Of any m nothing is known."""
    whole, reduced = Floor(n * 2, m * 2), Floor(n, m)
    value = integer(Poly((((whole,), 1),)))
    two = poly(2)
    return Example(
        ((at_least(m, 1),), value, whole, two, reduced), ((), value, whole, two, reduced)
    )


@example
def cancel() -> Example:
    """The normaliser of a softmax over n scores is positive if there is one: for n >= 1."""
    scores = total(0, n - 1, exp(access(tensor("S", n), a)))
    witness = ((scores, (poly(0),)),)
    return Example(((at_least(n, 1),), scores, witness), ((at_least(n, 0),), scores, witness))


@example
def exp_sum() -> Example:
    """exp of a sum is a product; of a product nothing is said."""
    return Example(((), exp(add(x, y))), ((), exp(mul(x, y))))


@example
def exp_zero() -> Example:
    """exp(0) = 1. There is nothing to choose but the conditions, and a text is none."""
    return Example(((),), ("n >= 1",))


@example
def exp_inverse() -> Example:
    """One over exp, for every term. A text is none."""
    return Example(((), x), ((), TEXT))


@example
def unfold() -> Example:
    """Y is defined as 2 X, for 0 <= k < n, and is 0 outside. X has no definition."""
    doubled = Tensor("Y", (n,), True, (), ("k",), mul(number(2), access(X, "k")))
    return Example(((), access(doubled, i + 1)), ((), x))
