"""Divisors in lowest terms: 1/(a exp(x) + a exp(y)) is exp(-x) 1/a 1/(1 + exp(y - x))."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evoproof.kernel.build import add, exp, mul, number
from evoproof.kernel.judgements import children
from evoproof.kernel.ring import order, ring_normal
from evoproof.kernel.rules.equality import symmetry
from evoproof.kernel.rules.sums import everywhere
from evoproof.kernel.terms import Add, Apply, Mul, Num, Pow, Sum, Term
from evoproof.prover.factors import factors, single_factors
from evoproof.prover.rewriting import Rewriting

if TYPE_CHECKING:
    from evoproof.prover.normalise import Normaliser

MOST = 8
"""How many summands a divisor may have to be looked at."""


def divisors_in_lowest_terms(engine: Normaliser, rewriting: Rewriting) -> None:
    """What all summands of a divisor have in common becomes a divisor of its own."""
    parts = factors(rewriting.term)
    before = rewriting.term
    for position, part in enumerate(parts):
        if not isinstance(part, Pow) or part.exponent >= 0 or not isinstance(part.base, Add):
            continue
        work = Rewriting(rewriting.given, part)
        if _take_out(engine, work, part.base):
            if isinstance(rewriting.term, Mul):
                rewriting.inside(position, work.theorem)
            else:
                rewriting.to(work.theorem)
    if rewriting.term is not before:
        rewriting.ring_normal()


def _take_out(engine: Normaliser, work: Rewriting, base: Add) -> bool:
    """(x s + x t)^-n  becomes  x^-n (s + t)^-n, where x is what all summands have in common."""
    if len(base.args) > MOST:
        return False
    pairs = [_apart(part) for part in base.args]
    options = [(_without(pairs, exponent), exponent) for exponent, _ in pairs]
    rest, exponent = min(options, key=lambda option: [order(part) for part in option[0]])
    common = [*_shared(rest), *([exp(exponent)] if exponent is not number(0) else [])]
    if not common:
        return False
    others = add(*(_divided(part, _shared(rest)) for part in rest))
    theorem = engine.normal(work.given, Mul((*common, others)))
    if theorem.right is not base:
        return False
    inside = Rewriting(work.given, base)
    inside.back(theorem)
    # The sum without names or conditions keeps the other factor in one piece.
    whole = Sum((), (), others)
    inside.inside(len(common), symmetry(everywhere(work.given, whole)))
    work.inside(0, inside.theorem)
    work.ring_normal()
    _open(engine, work, whole)
    return True


def _open(engine: Normaliser, work: Rewriting, whole: Sum) -> None:
    opened = Rewriting(work.given, whole)
    opened.by(everywhere)
    opened.to(engine.normal(work.given, opened.term))
    for position, part in enumerate(children(work.term)):
        if isinstance(part, Pow) and part.base is whole:
            power = Rewriting(work.given, part)
            power.inside(0, opened.theorem)
            work.inside(position, power.theorem)


def _apart(part: Term) -> tuple[Term, Term]:
    """The exponent of a summand, and the other factors."""
    parts = single_factors(part)
    exps = [one for one in parts if isinstance(one, Apply) and one.function == "exp"]
    others = [one for one in parts if one not in exps]
    exponent = add(*(one.args[0] for one in exps)) if exps else number(0)
    return exponent, mul(*others) if others else number(1)


def _without(pairs: list[tuple[Term, Term]], common: Term) -> list[Term]:
    made = []
    for exponent, rest in pairs:
        difference = ring_normal(Add((exponent, Mul((number(-1), common)))))
        factor = number(1) if difference is number(0) else exp(difference)
        made.append(ring_normal(Mul((factor, rest))))
    return sorted(made, key=order)


def _shared(parts: list[Term]) -> list[Term]:
    """The factors, except for numbers, that all parts have, as often as all have them."""
    first, *others = (Counter(single_factors(part)) for part in parts)
    for other in others:
        first &= other
    return sorted((one for one in first.elements() if not isinstance(one, Num)), key=order)


def _divided(part: Term, shared: list[Term]) -> Term:
    left = list(single_factors(part))
    for one in shared:
        left.remove(one)
    return mul(*left) if left else number(1)
