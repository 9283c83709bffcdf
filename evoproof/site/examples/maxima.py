"""Examples of the rules of maxima."""

from __future__ import annotations

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    conditions,
    exp,
    mul,
    number,
    tensor,
)
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Ge, Max
from evoproof.site.examples.example import (
    TEXT,
    ZERO,
    Example,
    X,
    a,
    b,
    example,
    greatest,
    i,
    m,
    n,
    peak,
    x,
    y,
    z,
)

ENTRY = access(X, a)
SOME = (at_least(n, 1),)
"""There is an entry to be the greatest."""


@example
def lattice() -> Example:
    """The greater and the less of two numbers have their sum. The greater need not be the first."""
    minus = number(-1)
    least = mul(minus, greatest(mul(minus, x), mul(minus, y)))
    return Example(((), add(greatest(x, y), least), add(x, y)), ((), greatest(x, y), x))


@example
def max_scale() -> Example:
    """A positive factor, such as an exp, comes out. An entry of a tensor may be negative."""
    return Example(*(
        ((), greatest(mul(p, x), mul(p, y)), p, (x, y), ()) for p in (exp(z), z)
    ))  # fmt: skip


@example
def exp_max() -> Example:
    """exp keeps the order of its arguments. Of no values there is no greatest."""
    return Example(((), (x, y)), ((), ()))


@example
def max_square() -> Example:
    """The greater of two numbers is a root of (t - x) (t - y). A text is no number."""
    return Example(((), x, y), ((), x, TEXT))


@example
def max_affine() -> Example:
    """A positive factor and a summand come out of a maximum. A negative one turns the order."""
    two, minus, there = number(2), number(-1), (poly(0),)
    return Example(
        (SOME, peak(0, n - 1, add(mul(two, ENTRY), y)), two, ENTRY, y, there),
        (SOME, peak(0, n - 1, add(mul(minus, ENTRY), y)), minus, ENTRY, y, there),
    )


@example
def max_split() -> Example:
    """A maximum in two parts, neither of them empty: for m = 0 the second one would be."""
    whole, cut, parts = peak(0, n - 1, ENTRY), Ge(a - m), ((n - 1,), (poly(0),))
    return Example(
        (conditions(between(1, m, n - 1)), whole, cut, *parts),
        (conditions(between(0, m, n - 1)), whole, cut, *parts),
    )


@example
def max_flatten() -> Example:
    """One maximum over (a, b). For b < a there is none at a = 0, and the inner maximum is 0."""
    body = access(tensor("A", n, n), a, b)
    upto, below = (
        Max(("b",), conditions(between(0, b, last)), body) for last in (a, a - 1)
    )  # fmt: skip
    return Example(
        ((), peak(0, n - 1, upto), (poly(0),)),
        ((), peak(0, n - 1, below), (poly(0),)),
    )


@example
def max_project() -> Example:
    """b is not used: what is left of it is that there is one, m >= 1. This is not left out."""
    inside = between(0, a, n - 1)
    whole = Max(("a", "b"), conditions([*inside, *between(0, b, m - 1)]), ENTRY)
    there = conditions([*inside, at_least(m, 1)])
    return Example(
        ((), whole, "b", there, (poly(0),)),
        ((), whole, "b", conditions(inside), (poly(0),)),
    )


@example
def max_single() -> Example:
    """A maximum of one value, under a condition, is a bracket. Over several it is none."""
    return Example(((), Max((), (at_least(i, 0),), x)), ((), peak(0, n - 1, ENTRY)))


@example
def max_zero() -> Example:
    """The greatest of zeros, or of nothing, is 0. Of other values it need not be."""
    return Example(((), peak(0, n - 1, ZERO)), ((), peak(0, n - 1, ENTRY)))
