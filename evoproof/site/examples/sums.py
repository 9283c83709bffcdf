"""Examples of the rules of sums and brackets."""

from __future__ import annotations

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    conditions,
    equal,
    integer,
    mul,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import Floor, Poly, poly
from evoproof.site.examples.example import (
    Example,
    X,
    Y,
    a,
    b,
    example,
    i,
    l,
    m,
    n,
    total,
    x,
)

UNBOUNDED = sum_over(["a"], [at_least(a, 0)], add(access(X, a), access(Y, a)))


@example
def reindex() -> Example:
    """A window read from its other end: a = l - u. But a = 2 u misses every second a."""
    u = poly("u")
    window, half = total(-l, l, access(X, i - a)), Poly((((Floor(a, poly(2)),), 1),))
    return Example(
        ((), window, ("u",), (l - u,), (l - a,)),
        ((), window, ("u",), (u * 2,), (half,)),
    )


@example
def flatten() -> Example:
    """A sum of sums over finitely many (a, b) is one sum. Without an end for b it is refused."""
    body = access(tensor("A", n, n), a, b)
    inner = sum_over(["b"], between(0, b, a), body)
    endless = sum_over(["b"], [at_least(b, 0)], body)
    return Example(((), total(0, n - 1, inner)), ((), total(0, n - 1, endless)))


@example
def scale() -> Example:
    """A factor without a goes into the sum. In X[a] it is another a, which the sum would catch."""
    whole = total(0, n - 1, access(Y, a))
    return Example(((), mul(x, whole), 1), ((), mul(access(X, a), whole), 1))


@example
def linearity() -> Example:
    """A finite sum of sums of terms is split. One that has no end might have no value."""
    return Example(((), total(0, n - 1, UNBOUNDED.body)), ((), UNBOUNDED))


@example
def domain() -> Example:
    """Taps that look outside a padded image read 0, and may be left out; not so without padding."""
    kernel = access(tensor("K", l * 2 + 1), a + l)
    image, strict = (tensor("X", n, padded=padded) for padded in (True, False))
    inside = conditions([*between(-l, a, l), *between(0, i - a, n - 1)])
    taps, others = (total(-l, l, mul(kernel, access(one, i - a))) for one in (image, strict))
    return Example(((), taps, inside), ((), others, inside))


@example
def split() -> Example:
    """A finite sum, cut at a = m. One that has no end is not cut."""
    cut = at_least(a, m)
    return Example(((), total(0, n - 1, access(X, a)), cut), ((), UNBOUNDED, cut))


@example
def empty() -> Example:
    """No a is at least n and less than n. From 0 to n - 1 there may be one."""
    return Example(((), total(n, n - 1, access(X, a))), ((), total(0, n - 1, access(X, a))))


@example
def everywhere() -> Example:
    """A bracket without conditions is left out. One with a condition stays."""
    return Example(((), bracket([], x)), ((), bracket([at_least(i, 0)], x)))


@example
def delta() -> Example:
    """Of all a only a = i is left. From 2 a = i no integer a is read off."""
    inside, body = between(0, a, n - 1), access(X, a)
    one, twice = equal(a, i), equal(a * 2, i)
    return Example(
        ((), sum_over(["a"], [*inside, one], body), one, "a"),
        ((), sum_over(["a"], [*inside, twice], body), twice, "a"),
    )


@example
def telescope() -> Example:
    """n times the same value. With a a X[i] for the total the differences are others."""
    whole, zero = total(0, n - 1, x), poly(0)
    return Example(
        ((), whole, zero, n - 1, mul(integer(a), x)),
        ((), whole, zero, n - 1, mul(integer(a * a), x)),
    )
