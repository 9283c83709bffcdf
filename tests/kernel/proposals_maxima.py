"""Arguments at random for the rules of maxima (see `proposals`)."""

from __future__ import annotations

from proposals import Arguments, proposal
from random_terms import FREE, Terms

from evoproof.kernel.build import (
    add,
    at_least,
    between,
    conditions,
    exp,
    integer,
    mul,
    number,
    sum_over,
)
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Apply, Cond, Ge, Max, Pow, Term


def _greatest(*values: Term) -> Term:
    return Apply("max", values)


@proposal
def lattice(terms: Terms) -> Arguments:
    x, y, z = (terms.term(FREE, 1) for _ in range(3))
    expr, minus = terms.index(FREE), number(-1)
    whole, power = integer(expr), exp(integer(terms.index(FREE)))
    given = conditions([Ge(expr - terms.rng.choice([0, 0, 0, 1, -1])), *terms.given()])
    least = mul(minus, _greatest(mul(minus, x), mul(minus, y)))
    return given, *terms.rng.choice([
        (_greatest(x, y), _greatest(y, x)), (_greatest(x), x), (_greatest(x, x), x),
        (_greatest(x, _greatest(y, z)), _greatest(x, y, z)),
        (add(_greatest(x, y), least), add(x, y)), (_greatest(whole, number(0)), whole),
        (add(_greatest(x, y), z), _greatest(add(x, z), add(y, z))),
        (mul(number(2), _greatest(x, y)), _greatest(mul(number(2), x), mul(number(2), y))),
        (mul(minus, _greatest(x, y)), _greatest(mul(minus, x), mul(minus, y))),
        (_greatest(power, number(0)), power), (_greatest(power, number(1)), power),
        (_greatest(x, y), add(x, _greatest(number(0), add(y, mul(minus, x))))),
        (mul(_greatest(x, y), z), _greatest(mul(x, z), mul(y, z))), (_greatest(x, y), x),
        (_greatest(whole, integer(expr + 1)), whole), (_greatest(power, number(0)), number(0)),
        (Pow(_greatest(x, y), 2), _greatest(x, y)), (Pow(_greatest(x, y), -1), _greatest(x, y)),
        (_greatest(whole, integer(expr + 1)), integer(expr + 1)), (_greatest(x, least), x),
    ])  # fmt: skip


def _point(terms: Terms, names: tuple[str, ...]) -> tuple[Poly, ...]:
    """Often within the ranges that `Terms.range` draws."""
    choices = [poly(0), poly(1), poly(1), poly(2), poly("n") - 1, terms.index([*FREE, "a"])]
    return tuple(terms.rng.choice(choices) for _ in range(len(names) + terms.flip(0.05)))


def _nonempty(terms: Terms) -> tuple[Cond, ...]:
    return conditions([at_least("n", terms.rng.choice([1, 2, 2, 2, 3])), *terms.given()])


def _over(terms: Terms, scope: list[str], body: Term) -> Max:
    """The greatest value for a from an interval, or (now and then) from none that ends."""
    more = [terms.cond(["a", *scope])] if terms.flip(0.2) else []
    within = terms.range("a", FREE)
    if terms.flip(0.15):
        within.pop(terms.rng.randrange(len(within)))
    return Max(("a",), conditions([*within, *more]), body)


@proposal
def max_affine(terms: Terms) -> Arguments:
    factor = number(terms.rng.choice([1, 2, 2, -1, 0]))
    rest = terms.term(FREE if terms.flip(0.8) else [*FREE, "a"], 1)
    body = terms.term([*FREE, "a"], 1)
    if terms.flip(0.4):
        body = integer(poly("a") * terms.rng.choice([1, -1]))
    whole = _over(terms, [], add(mul(factor, body), rest))
    return _nonempty(terms), whole, factor, body, rest, _point(terms, whole.names)


@proposal
def max_split(terms: Terms) -> Arguments:
    whole = _over(terms, [], terms.term([*FREE, "a"], 1))
    border = terms.rng.choice([0, 1, 1, 2])
    given, points = _nonempty(terms), [_point(terms, whole.names) for _ in range(2)]
    if terms.flip(0.3):
        return given, whole, Ge(terms.index([*FREE, "a"])), points[0], points[1]
    if terms.flip(0.8):
        points = [(poly(border),), (poly(border - 1),)]
    return given, whole, Ge(poly("a") - border), points[0], points[1]


@proposal
def max_flatten(terms: Terms) -> Arguments:
    inner = _over(terms, ["b"], terms.term([*FREE, "a", "b"], 1))
    scope = [*FREE, "b"] if terms.flip() else []
    if scope:
        inner = Max(inner.names, conditions(terms.range("a", scope)), inner.body)
    name = "b" if terms.flip(0.9) else "a"
    given = _nonempty(terms) if terms.flip(0.7) else terms.given([*FREE, "a"])
    held = terms.range(name, FREE if terms.flip(0.9) else ["a"])
    if terms.flip(0.3):
        inner = Max(inner.names, inner.conds, add(number(-3), inner.body))
    whole = Max((name,), conditions(held), inner)
    points = [*_point(terms, ("a",)), poly("b"), poly("b") - 1]
    return given, whole, (terms.rng.choice(points),)


@proposal
def max_single(terms: Terms) -> Arguments:
    names = () if terms.flip(0.9) else ("a",)
    conds = [terms.cond(FREE)] if terms.flip(0.8) else []
    return terms.given(), Max(names, conditions(conds), terms.term(FREE))


@proposal
def max_zero(terms: Terms) -> Arguments:
    whole = terms.maximum(FREE)
    body = number(0) if terms.flip(0.9) else terms.term(FREE, 1)
    return terms.given(), Max(whole.names, whole.conds, body)


@proposal
def max_scale(terms: Terms) -> Arguments:
    whole = sum_over(["a"], between(0, "a", poly("n") - 1), exp(integer(terms.index(["a", "i"]))))
    power = exp(integer(terms.index(FREE)))
    factor = terms.rng.choice([
        power, power, number(2), integer(terms.index(FREE)), integer("n"), whole, Pow(whole, -1),
        mul(power, whole), add(power, number(1)), number(-1), number(0), terms.term(FREE, 1),
    ])  # fmt: skip
    args = tuple(terms.term(FREE, 1) for _ in range(terms.rng.randint(1, 3)))
    multiples = [mul(factor, arg) for arg in args]
    if terms.flip(0.1):
        multiples[0] = mul(args[0], factor)
    witness = ((whole, _point(terms, whole.names)),)
    return _nonempty(terms), _greatest(*multiples), factor, args, witness


@proposal
def exp_max(terms: Terms) -> Arguments:
    values = [integer(terms.index(FREE)) for _ in range(3)]
    values += [_greatest(*values), number(0), mul(number(-1), values[0]), terms.term(FREE, 1)]
    return terms.given(), tuple(terms.rng.choice(values) for _ in range(terms.rng.randint(0, 3)))


@proposal
def max_square(terms: Terms) -> Arguments:
    values = [integer(terms.index(FREE)), number(0), terms.term(FREE, 1)]
    return terms.given(), terms.rng.choice(values), terms.rng.choice(values)


def _some(terms: Terms, *choices: Poly) -> list[Poly]:
    return terms.rng.sample(choices, terms.rng.choice([1, 1, 2, 2, 3]))


@proposal
def max_project(terms: Terms) -> Arguments:
    """Now and then with a condition too few or too many, or with other values."""
    a, n = poly("a"), poly("n")
    low = _some(terms, poly(0), a, a - 1, n - 2, poly("i"))
    high = _some(terms, poly(1), a + 1, n, a * 2, poly("m"))
    names = terms.rng.choice([("a", "b"), ("b", "a")])
    held = terms.range("a", FREE if terms.flip(0.9) else ["b"])
    own = [*(at_least("b", one) for one in low), *(at_least(one, "b") for one in high)]
    if terms.flip(0.1):
        own.append(terms.cond(["a", "b"]))
    conds = [*held, *(at_least(last, first) for first in low for last in high)]
    if terms.flip(0.3):
        conds.pop(terms.rng.randrange(len(conds)))
    if terms.flip(0.1):
        conds.append(terms.cond([*FREE, "a", "b"]))
    scope = [*FREE, "a"] if terms.flip(0.9) else [*FREE, "a", "b"]
    values = low if terms.flip(0.8) else _some(terms, *low, *high, poly("b"))
    whole = Max(names, conditions([*held, *own]), terms.term(scope, 1))
    given = terms.given() if terms.flip(0.9) else terms.given([*FREE, "b"])
    return given, whole, "b" if terms.flip(0.95) else "a", conditions(conds), tuple(values)
