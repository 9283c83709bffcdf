"""Arguments at random for the rules of sums (see `proposals`)."""

from __future__ import annotations

from proposals import Arguments, either, proposal
from random_terms import FREE, Terms

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
from evoproof.kernel.ring import ring_normal
from evoproof.kernel.substitution import substitute
from evoproof.kernel.terms import Add, Cond, Divides, Eq, Ge, Mul, Sum


@proposal
def reindex(terms: Terms) -> Arguments:
    whole = terms.sum(FREE)
    names = whole.names
    new = tuple(terms.rng.sample(["x", "y", "b", "a", "c", "n"], len(names)))
    shift = terms.index(FREE) if terms.flip(0.7) else poly(1)
    signs = [terms.rng.choice([1, -1]) for _ in names]
    there = [poly(one) * sign + shift for one, sign in zip(new, signs, strict=True)]
    back = [(poly(one) - shift) * sign for one, sign in zip(names, signs, strict=True)]
    if len(names) == 2 and terms.flip():
        there[0], back[0] = (
            there[0] + there[1],
            (poly(names[0]) - poly(names[1]) - shift) * signs[0],
        )
    if terms.flip(0.1) and names:
        there[0] = there[0] * 2
    return terms.given(), either(terms, whole), new, tuple(there), tuple(back)


@proposal
def flatten(terms: Terms) -> Arguments:
    inner = terms.sum([*FREE, "a"])
    names = terms.rng.choice([["a"], ["a"], ["a", "b"], []])
    conds = [cond for name in names for cond in terms.range(name, FREE)]
    extra = [terms.cond([*FREE, *names])] if terms.flip(0.3) else []
    return terms.given(), sum_over(names, [*conds, *extra], inner)


@proposal
def scale(terms: Terms) -> Arguments:
    parts = [terms.term([*FREE, "a"], 1) for _ in range(terms.rng.randint(0, 2))]
    parts.insert(terms.rng.randint(0, len(parts)), terms.sum(FREE))
    return terms.given(), Mul(tuple(parts)), terms.rng.randint(-len(parts), len(parts) - 1)


@proposal
def linearity(terms: Terms) -> Arguments:
    whole = terms.sum(FREE)
    parts = tuple(terms.term([*FREE, *whole.names], 1) for _ in range(terms.rng.randint(0, 3)))
    return terms.given(), Sum(whole.names, whole.conds, Add(parts))


@proposal
def domain(terms: Terms) -> Arguments:
    whole, given = terms.sum(FREE), terms.given()
    if terms.flip():
        padded = access(tensor("U", "n", padded=True), terms.index(["a"]))
        whole = sum_over(["a"], terms.range("a", FREE), mul(padded, terms.term([*FREE, "a"], 1)))
        if terms.flip():
            whole = Sum(whole.names, whole.conds, mul(number(-1), padded, padded))
        whole = sum_over(["a"], [*whole.conds, *between(0, "a", poly("n") - 1)], whole.body)
    conds = [cond for cond in whole.conds if terms.flip(0.7)]
    return given, either(terms, whole), conditions([*conds, *_implied(terms, whole.conds)])


def _implied(terms: Terms, conds: tuple[Cond, ...]) -> list[Cond]:
    loose = [Ge(c.expr + 1) for c in conds if isinstance(c, Ge) and terms.flip(0.3)]
    doubled = [Ge(c.expr * 2 + 1) for c in conds if isinstance(c, Ge) and terms.flip(0.3)]
    return [*loose, *doubled, *(c for c in terms.given() if terms.flip(0.2))]


@proposal
def split(terms: Terms) -> Arguments:
    whole = terms.sum(FREE)
    return terms.given(), whole, terms.cond([*FREE, *whole.names])


@proposal
def empty(terms: Terms) -> Arguments:
    whole = terms.sum(FREE)
    spoken = [cond for cond in whole.conds if isinstance(cond, Ge)]
    against = [Ge(-terms.rng.choice(spoken).expr - 1)] if spoken and terms.flip(0.8) else []
    if terms.flip():
        outside = access(tensor("U", "n", padded=True), poly("a") + terms.rng.choice([0, 1]))
        conds = [at_least("a", poly("n") - 1), at_least(poly("n") + 1, "a")]
        return terms.given(), sum_over(["a"], conds, outside)
    return terms.given(), sum_over(whole.names, [*whole.conds, *against], whole.body)


@proposal
def everywhere(terms: Terms) -> Arguments:
    return terms.given(), sum_over([], [], terms.term(FREE)) if terms.flip(0.8) else terms.sum(FREE)


@proposal
def delta(terms: Terms) -> Arguments:
    whole = terms.sum(FREE)
    name = terms.rng.choice(["a", "b"])
    expr = terms.index([*FREE, *whole.names])
    cond = terms.rng.choice([equal(name, expr), equal(name, expr), Eq(poly(name) * 2 - expr)])
    cond = terms.rng.choice([cond, cond, Ge(poly(name)), Divides(2, poly(name))])
    names = [*whole.names, *([name] if name not in whole.names else [])]
    whole = sum_over(names, [*whole.conds, cond], whole.body)
    return terms.given(), either(terms, whole), cond, name


@proposal
def telescope(terms: Terms) -> Arguments:
    low, high = terms.index(FREE), terms.index(FREE)
    total = terms.term([*FREE, "a"], 1)
    if terms.flip(0.7):
        total = mul(integer("a"), terms.term(terms.rng.choice([FREE, [*FREE, "a"]]), 1))
    after = substitute(total, {"a": poly("a") + 1})
    body = ring_normal(add(after, mul(number(-1), total))) if terms.flip(0.8) else after
    wrong = [terms.cond(["a"])] if terms.flip(0.1) else []
    bounds = terms.rng.choice([(low, high), (low, high), (low, high + 1), (low, high - "a")])
    whole = sum_over(["a"], [*between(low, "a", bounds[1]), *wrong], body)
    return terms.given(), whole, low, terms.rng.choice([high, bounds[1]]), total
