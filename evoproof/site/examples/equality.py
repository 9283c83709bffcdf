"""Examples of the rules of equality."""

from __future__ import annotations

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    conditions,
    equal,
    integer,
    mul,
    number,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import poly
from evoproof.kernel.theorem import Theorem
from evoproof.site.examples.example import (
    TEXT,
    Example,
    X,
    Z,
    a,
    b,
    by,
    example,
    greatest,
    i,
    j,
    m,
    n,
    x,
    y,
    z,
)


def _same_entry() -> Theorem:
    """i = j |- X[i] = X[j]"""
    return by("index", (equal(i, j),), access(X, i), access(X, j))


def _swapped() -> Theorem:
    """|- x y = y x"""
    return by("ring", (), mul(x, y), mul(y, x))


@example
def reflexivity() -> Example:
    """An entry is equal to itself. The rule takes every term, but nothing that is no term."""
    return Example(((), x), ((), TEXT))


@example
def symmetry() -> Example:
    """An equation read from right to left. What only looks like a theorem is no premise."""
    return Example((_swapped(),), ("x y = y x",))


@example
def transitivity() -> Example:
    """Two steps become one. They have to meet in the same term."""
    opened = by("ring", (), mul(x, add(y, z)), add(mul(x, y), mul(x, z)))
    turned = by("ring", (), opened.right, add(mul(z, x), mul(y, x)))
    return Example((opened, turned), (opened, opened))


@example
def weaken() -> Example:
    """From 0 <= i <= 0 follows i = 0; from 0 <= i alone it does not."""
    first = by("index", (equal(i, 0),), access(X, i), access(X, 0))
    return Example(
        (first, conditions(between(0, i, 0))),
        (first, (at_least(i, 0),)),
    )


@example
def congruence() -> Example:
    """Inside a sum its conditions may be used, here a = i; without that one they do not suffice."""
    same = by("index", (equal(a, i),), access(X, a), access(X, i))
    inside = between(0, a, n - 1)
    return Example(
        ((), sum_over(["a"], [*inside, equal(a, i)], access(X, a)), 0, same),
        ((), sum_over(["a"], inside, access(X, a)), 0, same),
    )


@example
def instantiate() -> Example:
    """An equation for all i and j, at i = a + 1 and j = b. Only a name can be given a value."""
    return Example(
        (_same_entry(), (("i", a + 1), ("j", b))),
        (_same_entry(), (("i+1", a),)),
    )


@example
def instantiate_tensor() -> Example:
    """An equation for every tensor X, for Z. One of another shape does not fit."""
    return Example((_swapped(), X, Z), (_swapped(), X, tensor("Z", m)))


@example
def cases() -> Example:
    """Shown for i >= 0 and for i < 0. One case alone is not enough."""
    whole, minus = integer(i), mul(number(-1), integer(i))
    zero = number(0)
    left, right = add(greatest(whole, zero), greatest(minus, zero)), greatest(whole, minus)
    first = by("lattice", (at_least(i, 0),), left, right)
    second = by("lattice", (at_least(-i, 1),), left, right)
    return Example(((), at_least(i, 0), first, second), ((), at_least(i, 0), first, first))


@example
def replace_equal() -> Example:
    """n n = 2 n holds at n = 2, so where n is 2; not for every n >= 2."""
    left, right, two = integer(n * n), integer(n * 2), poly(2)
    there = by("reflexivity", (), number(4))
    return Example(
        ((equal(n, 2),), left, right, "n", two, there),
        ((at_least(n, 2),), left, right, "n", two, there),
    )
