"""The order in which people write integer expressions, ranges and inequalities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from evoproof.kernel.poly import ONE, ZERO, Floor, Monomial, Poly, atom_key, poly
from evoproof.kernel.terms import Binder, Cond, Divides, Eq, Ge

# integer expressions and the signs between them: (0, "<=", i-a, "<", H)
Relation: TypeAlias = "tuple[Poly | str, ...]"


@dataclass(frozen=True)
class Range:
    """One variable of a sum, with its ends where it has both."""

    name: str
    ends: tuple[Poly, Poly] | None


def in_order(expr: Poly) -> list[tuple[Monomial, int]]:
    """Positive terms before negative ones, higher degrees first, the constant last.

    A positive constant leads where all other terms are negative: 1-a.
    """
    rest = sorted((term for term in expr.terms if term[0]), key=_rank)
    positive = [term for term in rest if term[1] > 0]
    negative = [term for term in rest if term[1] < 0]
    constant = [term for term in expr.terms if not term[0]]
    if not positive and constant and constant[0][1] > 0:
        return constant + negative
    return positive + negative + constant


def _rank(term: tuple[Monomial, int]) -> tuple[int, list[str]]:
    """High degrees first, then letters as a dictionary has them, small ones first."""
    monomial, _ = term
    return -len(monomial), [atom_key(atom).swapcase().replace("#", "Y") for atom in monomial]


def remainder(expr: Poly) -> tuple[Floor, Poly] | None:
    """floor(n/d) and the rest, where expr = rest + n mod d."""
    for quotient in expr.floors:
        modulo = quotient.numerator - quotient.denominator * Poly((((quotient,), 1),))
        rest = expr - modulo
        if _letters(rest) == _letters(expr) - _letters(modulo):
            return quotient, rest
    return None


def _letters(expr: Poly) -> int:
    """How many terms are not constant."""
    return sum(1 for monomial, _ in expr.terms if monomial)


def ranges(term: Binder) -> tuple[list[Range], list[Cond]]:
    """The variables of a sum with their ends, and the conditions that are not spent on ends.

    An end may use the variables further left only.
    """
    left = list(term.conds)
    found = []
    for k, name in enumerate(term.names):
        later = frozenset(term.names[k:])
        lower, upper = _end(left, name, 1, later), _end(left, name, -1, later)
        if lower is None or upper is None:
            found.append(Range(name, None))
            continue
        found.append(Range(name, (poly(name) - lower.expr, poly(name) + upper.expr)))
        left = [cond for cond in left if cond not in (lower, upper)]
    return found, left


def _end(conds: list[Cond], name: str, sign: int, later: frozenset[str]) -> Ge | None:
    """The plainest condition sign * name + rest >= 0, `later` not in the rest.

    One that bounds a longer expression together with another, 0 <= i-a < H, is left to that.
    """
    found = [
        cond
        for cond in conds
        if isinstance(cond, Ge)
        and cond.expr.coefficient(name) is poly(sign)
        and later.isdisjoint((cond.expr - poly(name) * sign).free)
    ]
    return min(
        found,
        key=lambda cond: (_in_chain(cond, conds), len(cond.expr.terms), cond.key),
        default=None,
    )


def _in_chain(cond: Ge, conds: list[Cond]) -> bool:
    others = (other.expr for other in conds if isinstance(other, Ge))
    return any(len(_common(cond.expr, other).terms) > 1 for other in others)


def relations(conds: Iterable[Cond]) -> list[Relation]:
    """The conditions as they are written: two that bound one expression become one chain."""
    left = list(conds)
    found: list[Relation] = []
    while left:
        cond = left.pop(0)
        partner = _partner(cond, left)
        if partner is not None and isinstance(cond, Ge):
            left.remove(partner)
            found.append(_chain(cond.expr, partner.expr))
        else:
            found.append(relation(cond))
    return found


def _partner(cond: Cond, others: list[Cond]) -> Ge | None:
    """The inequality that bounds most of the same expression from the other side."""
    if not isinstance(cond, Ge):
        return None
    shared = {
        other: len(_common(cond.expr, other.expr).terms)
        for other in others
        if isinstance(other, Ge) and _common(cond.expr, other.expr).terms
    }
    return max(shared, key=lambda other: shared[other], default=None)


def _common(first: Poly, second: Poly) -> Poly:
    """The part of `first` that `second` has with the other sign."""
    opposite = dict((-second).terms)
    return Poly(tuple(term for term in first.terms if term[0] and opposite.get(term[0]) == term[1]))


def _chain(first: Poly, second: Poly) -> Relation:
    """low <= e <= high for low <= e from one and e <= high from the other."""
    ways = []
    for lower, upper in ((first, second), (second, first)):
        middle = _common(lower, upper)
        low, high = middle - lower, middle + upper
        leading = in_order(middle)[0][1]
        ways.append(((leading < 0, low.constant is None, low.key), (low, middle, high)))
    low, middle, high = min(ways)[1] if ways[0][0] != ways[1][0] else ways[0][1]
    return (low, "<=", middle, *_at_most(high))


def _at_most(high: Poly) -> tuple[str, Poly]:
    """<= high, or < high + 1 where that saves the -1."""
    saves = dict(high.terms).get(()) == -1 and len(high.terms) > 1
    return ("<", high + ONE) if saves else ("<=", high)


def relation(cond: Cond) -> Relation:
    """One condition with what is subtracted brought to the other side."""
    if isinstance(cond, Divides):
        return (poly(cond.modulus), "divides", cond.expr)
    if not isinstance(cond, (Ge, Eq)):
        raise TypeError(f"unknown condition {cond!r}")
    more, less, constant = _sides(cond.expr)
    if isinstance(cond, Eq):
        return _balanced(more, less, constant)
    if not more.terms and less.terms:
        return (less, "<=", constant)
    if less.terms:
        return _below(less, more, constant)
    return (more, ">=", -constant) if more.terms else (constant, ">=", ZERO)


def _sides(expr: Poly) -> tuple[Poly, Poly, Poly]:
    """expr = more - less + constant."""
    more = Poly(tuple(term for term in expr.terms if term[0] and term[1] > 0))
    less = Poly(tuple((term[0], -term[1]) for term in expr.terms if term[0] and term[1] < 0))
    return more, less, expr - more + less


def _below(less: Poly, more: Poly, constant: Poly) -> Relation:
    if constant is -ONE:
        return (less, "<", more)
    value = constant.constant or 0
    return (less, "<=", more + value) if value > 0 else (less - value, "<=", more)


def _balanced(more: Poly, less: Poly, constant: Poly) -> Relation:
    """The shorter side first, a constant last."""
    value = constant.constant or 0
    if not (more.terms and less.terms):
        sides = (more, -constant) if more.terms else (less, constant)
    else:
        sides = (more, less - value) if value <= 0 else (more + value, less)
    left, right = sorted(sides, key=_side_rank)
    return (left, "=", right)


def _side_rank(side: Poly) -> tuple[bool, int, list[tuple[int, list[str]]]]:
    return side.constant is not None, len(side.terms), [_rank(term) for term in in_order(side)]
