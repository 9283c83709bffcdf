"""A softmax among the factors of a product: exp(S) beside 1 / (the sum of exp(S))."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from evoproof.numeric.flat.formula import Applied, Factor, Formula, Power, Product
from evoproof.numeric.plan.canonical import canonical
from evoproof.numeric.tape.labels import Extents


@dataclass(frozen=True)
class Softmax:
    """Factors number `exponential` and `reciprocal`; it is a softmax over the names of `over`."""

    exponential: int
    reciprocal: int
    scores: Product
    over: frozenset[str]


def softmax_in(product: Product, extents: Extents) -> Softmax | None:
    """The first softmax over summed names of the product, whose scores are one product."""
    for k, one in enumerate(product.factors):
        scores = _scores(one)
        for n, other in enumerate(product.factors):
            total = _normaliser(other)
            if scores is None or total is None:
                continue
            over = _matched(scores, total, extents)
            if over is not None and over <= frozenset(product.names):
                return Softmax(k, n, scores, over)
    return None


def _scores(factor: Factor) -> Product | None:
    """The argument of exp, where it is one product."""
    if not isinstance(factor, Applied) or factor.function != "exp":
        return None
    products = factor.args[0].products
    return products[0] if len(products) == 1 else None


def _normaliser(factor: Factor) -> Product | None:
    """The sum, without conditions, of one exp under 1 / ..."""
    if not isinstance(factor, Power) or factor.exponent != -1 or len(factor.base.products) != 1:
        return None
    product = factor.base.products[0]
    plain = product.coefficient == Fraction(1) and len(product.factors) == 1
    return product if plain and product.names else None


def _matched(scores: Product, total: Product, extents: Extents) -> frozenset[str] | None:
    """The names of the scores that the normaliser sums over, if both have the same scores."""
    under = _scores(total.factors[0])
    if under is None:
        return None
    mine, theirs = (canonical(Formula((one,)), extents) for one in (scores, under))
    if mine.text != theirs.text:
        return None
    bound = {*scores.names, *under.names}
    pairs = [(a, b) for a, b in zip(mine.names, theirs.names, strict=True) if not {a, b} & bound]
    summed = frozenset(total.names)
    if any(a != b and b not in summed for a, b in pairs):
        return None
    over = frozenset(a for a, b in pairs if b in summed)
    return over if len(over) == len(summed) else None
