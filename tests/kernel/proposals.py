"""For every rule a way to draw arguments at random, right ones often and wrong ones too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from random_terms import BOUND, FREE, Terms

from evoproof.errors import EvoproofError
from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    conditions,
    equal,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import Floor, Poly, poly
from evoproof.kernel.substitution import substitute
from evoproof.kernel.terms import (
    Add,
    Apply,
    Ge,
    Max,
    Mul,
    Pow,
    Sum,
    Tensor,
    Term,
)
from evoproof.kernel.theorem import RULES, Theorem

Arguments = tuple[Any, ...]
PROPOSALS: dict[str, Callable[[Terms], Arguments]] = {}


def proposal(function: Callable[[Terms], Arguments]) -> Callable[[Terms], Arguments]:
    PROPOSALS[function.__name__] = function
    return function


BASIC = ("split", "domain", "scale", "unfold", "reindex", "index", "telescope", "ring", "flatten")


def some_theorem(terms: Terms) -> Theorem:
    """A theorem that is not an instance of reflexivity."""
    while True:
        name = terms.rng.choice(BASIC)
        try:
            return RULES[name](*PROPOSALS[name](terms))
        except EvoproofError:
            continue


@proposal
def reflexivity(terms: Terms) -> Arguments:
    return terms.given(), terms.term(FREE)


@proposal
def symmetry(terms: Terms) -> Arguments:
    return (some_theorem(terms),)


@proposal
def transitivity(terms: Terms) -> Arguments:
    first = some_theorem(terms)
    if terms.flip(0.2):
        return first, some_theorem(terms)
    if terms.flip():
        return first, RULES["symmetry"](first)
    return first, RULES["ring"](terms.given(), first.right, mul(number(1), first.right))


@proposal
def weaken(terms: Terms) -> Arguments:
    theorem = some_theorem(terms)
    shift = terms.rng.choice([0, 0, 1, -1])
    moved = [Ge(c.expr - shift) if isinstance(c, Ge) else c for c in theorem.hypotheses]
    return theorem, conditions([*moved, *terms.given()])


def either(terms: Terms, whole: Sum) -> Sum | Max:
    """The sum, or the greatest of its values."""
    return whole if terms.flip() else Max(whole.names, whole.conds, whole.body)


@proposal
def congruence(terms: Terms) -> Arguments:
    theorem = some_theorem(terms)
    other, given = terms.term(FREE, 1), theorem.hypotheses
    within: list[tuple[Term, int]] = [
        (Add((other, theorem.left)), 1), (Mul((theorem.left, theorem.left)), 0),
        (Pow(theorem.left, -1), 0), (Apply("phi", (theorem.left,)), 0), (other, 0),
        (Apply("max", (other, theorem.left)), 1),
    ]  # fmt: skip
    if terms.flip(0.6):
        name = terms.rng.choice(FREE)
        held = [cond for cond in given if name in cond.free or terms.flip()]
        given = tuple(cond for cond in given if cond not in held or terms.flip(0.3))
        whole = sum_over([name], [*held, *between(-1, name, 2)], theorem.left)
        return given, either(terms, whole), 0, theorem
    return given, *terms.rng.choice(within), theorem


@proposal
def instantiate(terms: Terms) -> Arguments:
    names = terms.rng.sample([*FREE, *BOUND], terms.rng.randint(1, 3))
    return some_theorem(terms), tuple((name, terms.index([*FREE, *BOUND])) for name in names)


@proposal
def instantiate_tensor(terms: Terms) -> Arguments:
    theorem = RULES["unfold"](*unfold(terms)) if terms.flip() else some_theorem(terms)
    old = terms.rng.choice([
        tensor("T", "n"), tensor("T", "n"), tensor("U", "n", padded=True), tensor("T", 3),
        tensor("U", 3, padded=True),
    ])  # fmt: skip
    body = terms.rng.choice([access(tensor("T", "n"), "x"), integer("x"), number(1), integer("a")])
    defined = Tensor("N", old.shape, terms.flip(), (), ("x",), body)
    plain = tensor("W", *old.shape, padded=terms.flip(0.6))
    return theorem, old, terms.rng.choice([defined, plain, tensor("W", "m")])


def _laws(terms: Terms) -> tuple[Term, Term]:
    x, y, z = (terms.term(FREE, 1) for _ in range(3))
    over = reciprocal
    return terms.rng.choice([
        (mul(add(x, y), z), add(mul(x, z), mul(y, z))), (mul(x, y), mul(y, x)),
        (mul(x, x, over(x)), x), (mul(over(x), over(x), x), over(x)), (over(over(x)), x),
        (over(mul(x, y)), mul(over(x), over(y))), (Pow(x, 2), mul(x, x)),
        (Pow(add(x, y), 2), add(Pow(x, 2), mul(number(2), x, y), Pow(y, 2))),
        (over(mul(number(2), x)), mul(over(number(2)), over(x))),
        (Pow(x, -2), mul(over(x), over(x))),
        (integer(poly("n") * 2 + 3), add(integer("n"), integer("n"), number(3))),
        (mul(x, over(x)), number(1)), (mul(Pow(x, 2), over(x)), Pow(x, 3)),
        (mul(x, over(x), x, over(x)), mul(x, over(x))), (Pow(mul(x, over(x)), -1), mul(x, over(x))),
        (over(add(x, y)), add(over(x), over(y))), (mul(x, Pow(x, -2)), over(x)), (x, y),
    ])  # fmt: skip


@proposal
def ring(terms: Terms) -> Arguments:
    return terms.given(), *_laws(terms)


@proposal
def index(terms: Terms) -> Arguments:
    before = terms.access(FREE)
    shift = terms.cond(FREE).expr
    given = [equal(shift, 0)] if terms.flip(0.8) else [Ge(shift)]
    if terms.flip(0.3):
        expr = terms.index(FREE)
        return conditions(given), integer(expr), integer(expr + shift)
    after = access(
        before.tensor, *(one + shift * terms.rng.randint(0, 2) for one in before.indices)
    )
    return conditions([*terms.given(), *given]), before, after


@proposal
def floor_value(terms: Terms) -> Arguments:
    divisor = terms.rng.choice([poly(2), poly(3), poly("n"), poly("m")])
    quotient, rest = terms.index(FREE), terms.rng.choice([poly(0), poly("i"), poly(1)])
    one = Floor(quotient * divisor + rest, divisor)
    bound = terms.rng.choice([divisor - 1, divisor - 1, divisor])
    given = [*between(0, rest, bound), *([at_least(divisor, 1)] if terms.flip(0.8) else [])]
    return conditions([*given, *terms.given()]), _around(terms, one), one, quotient


def _around(terms: Terms, one: Floor) -> Term:
    """A term in which the floor stands, now and then under a binder of one of its names."""
    at = Poly((((one,), 1),))
    read = tensor("T", "n")
    name = terms.rng.choice(["a", "a", "i", "n"])
    return terms.rng.choice([
        access(read, at + terms.index(FREE)), integer(at * 2), bracket([Ge(at - 1)]),
        sum_over([name], [*between(0, name, 2), Ge(at + name)], access(read, at - name)),
    ])  # fmt: skip


@proposal
def floor_cancel(terms: Terms) -> Arguments:
    factor = terms.rng.choice([poly(2), poly("m"), poly(-1), poly("i"), poly(0)])
    reduced = Floor(terms.index(FREE), terms.rng.choice([poly("n"), poly(3), poly("n") + 1]))
    one = Floor(factor * reduced.numerator, factor * reduced.denominator)
    wanted = [at_least(factor, 1), at_least(reduced.denominator, 1)]
    given = [cond for cond in wanted if terms.flip(0.9)]
    return conditions(given), _around(terms, one), one, factor, reduced


@proposal
def cancel(terms: Terms) -> Arguments:
    summand = terms.rng.choice([exp(integer(terms.index(["a", "i"]))), number(2), integer("a")])
    conds = [
        *between(0, "a", poly("n") - 1),
        *([terms.cond(["a", *FREE])] if terms.flip(0.3) else []),
    ]
    whole = sum_over(["a"], conds, summand)
    point = terms.rng.choice([poly(0), poly(0), poly(1), poly("n") - 1])
    positive = terms.rng.choice([
        whole, whole, integer(terms.index(FREE)), exp(integer("n")), add(number(1), whole),
        mul(number(2), exp(integer("i"))), Pow(whole, 2), terms.term(FREE), _less(terms),
    ])  # fmt: skip
    given = terms.given() if terms.flip(0.3) else (at_least("n", terms.rng.choice([0, 1, 1, 2])),)
    return given, positive, ((whole, (point,)),)


def _less(terms: Terms) -> Term:
    """A sum of numbers and of exponentials of numbers, around 0."""
    some = [number(terms.rng.choice([-2, -1, -1, 0, 1]))]
    for _ in range(terms.rng.randint(0, 2)):
        power = exp(number(terms.rng.choice([-1, 0, 1, 1, 2])))
        some.append(mul(number(terms.rng.choice([-2, -1])), power) if terms.flip(0.4) else power)
    return Add(tuple(some))


@proposal
def exp_sum(terms: Terms) -> Arguments:
    parts = tuple(integer(terms.index(FREE)) for _ in range(terms.rng.randint(0, 3)))
    return terms.given(), exp(Add(parts) if terms.flip(0.8) else Mul(parts))


@proposal
def exp_zero(terms: Terms) -> Arguments:
    return (terms.given(),)


@proposal
def exp_inverse(terms: Terms) -> Arguments:
    return terms.given(), integer(terms.index(FREE))


@proposal
def unfold(terms: Terms) -> Arguments:
    if terms.flip(0.1):
        return terms.given(), terms.access(FREE)
    return terms.given(), access(terms.defined(), terms.index([*FREE, *BOUND]))


@proposal
def cases(terms: Terms) -> Arguments:
    """A theorem in each of two cases, which are now and then not all cases."""
    expr, body = terms.index(FREE), terms.term(FREE, 1)
    whole = bracket([Ge(expr)], body)
    nothing = RULES["empty"]((Ge(-expr - 1),), whole)
    if terms.flip():
        other = RULES["domain"]((Ge(expr),), bracket((), body), (Ge(expr),))
        zero = RULES["ring"]((), mul(number(0), body), number(0))
        nothing = zero if terms.flip(0.1) else nothing
        return terms.given(), Ge(expr), other, RULES["symmetry"](nothing)
    wanted = [Ge(-expr - 1), terms.cond(FREE)] if terms.flip() else [Ge(-expr - 1)]
    given = (*terms.given(), *wanted) if terms.flip(0.7) else terms.given()
    cond = Ge(terms.rng.choice([expr, -expr - 1, -expr, expr - 1, terms.index(FREE)]))
    first = RULES["weaken"](nothing, conditions([Ge(-expr - 1), cond]))
    second = RULES["weaken"](nothing, conditions([Ge(-expr - 1), Ge(-cond.expr - 1)]))
    return conditions(given), cond, *terms.rng.choice([(first, second), (nothing, first)])


@proposal
def replace_equal(terms: Terms) -> Arguments:
    """Equations that hold because a name has its value, and the same of other names."""
    name = terms.rng.choice(FREE)
    others = [one for one in FREE if one != name]
    value = terms.index(others if terms.flip(0.9) else FREE)
    left = terms.term(FREE)
    right = substitute(left, {name: value})
    theorem = RULES["reflexivity"](terms.given(others), right)
    if terms.flip(0.3):
        made = some_theorem(terms)
        left, right = made.left, made.right
        theorem = RULES["instantiate"](made, ((name, value),))
    known = terms.rng.choice([equal(name, value), equal(name, value), Ge(poly(name) - value)])
    if terms.flip(0.1):
        left = terms.term(FREE)
    hypotheses = [cond for cond in theorem.hypotheses if terms.flip(0.8)]
    given = conditions([known, *hypotheses]) if terms.flip(0.8) else terms.given()
    return given, left, right, name, value, theorem
