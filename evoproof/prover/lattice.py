"""Normal form of maxima of values: r + p max(0, s, ...), and p exp(max(s, ...))."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from evoproof.errors import RuleRefused
from evoproof.kernel.build import exp, mul, number
from evoproof.kernel.judgements import children
from evoproof.kernel.ring import Monomial, Ring, from_ring, order, ring_normal, to_ring
from evoproof.kernel.rules.algebra import exp_zero
from evoproof.kernel.rules.equality import reflexivity, symmetry
from evoproof.kernel.rules.maxima import exp_max, lattice, max_scale, max_square
from evoproof.kernel.terms import Add, Apply, Int, Mul, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.factors import single_factors
from evoproof.prover.rewriting import Context, Rewriting
from evoproof.prover.sharing import common, over
from evoproof.prover.witnesses import witnesses

if TYPE_CHECKING:
    from evoproof.prover.normalise import Normaliser

MOST = 24
"""How many values a maximum may be of to be brought into normal form."""


def normal_values(engine: Normaliser, rewriting: Rewriting) -> None:
    """max(a, b, ...) of normal values: flat, each once, relative to one of them."""
    values = _flat(children(rewriting.term))
    if len(values) > MOST:
        return
    kept = _undominated(rewriting, list(dict.fromkeys(map(from_ring, values))))
    try:
        if len(kept) == 1:
            rewriting.by(lattice, kept[0])
        elif not _of_exps(engine, rewriting, kept) and not _scaled(engine, rewriting, kept):
            _from_reference(rewriting, kept)
    except RuleRefused:
        return
    rewriting.ring_normal()


def without_squares(rewriting: Rewriting) -> None:
    """m^2 x  becomes  (s + t) m x - s t x, for m = max(s, t)."""
    parts = single_factors(rewriting.term)
    for part in parts:
        if not _is_of_two(part) or parts.count(part) < 2:
            continue
        rest = list(parts)
        rest.remove(part)
        rest.remove(part)
        square = max_square(rewriting.given, *children(part))
        rewriting.ring(Mul((*rest, square.left)))
        rewriting.inside(len(rest), square)
        rewriting.ring_normal()
        return


def _is_of_two(term: Term) -> bool:
    return isinstance(term, Apply) and term.function == "max" and len(term.args) == 2


def _of_exps(engine: Normaliser, rewriting: Rewriting, values: Sequence[Term]) -> bool:
    """max(p exp(s), p exp(t), ...)  becomes  p exp(max(s, t, ...)), for a number p."""
    parts = [_times_exp(to_ring(value)) for value in values]
    exponents = tuple(exponent for _, exponent in parts if exponent is not None)
    scale = parts[0][0]
    if scale <= 0 or any(part[0] != scale for part in parts) or len(exponents) < len(parts):
        return False
    given, zero = rewriting.given, number(0)
    work = Rewriting(given, exp(Apply("max", exponents)))
    work.to(exp_max(given, exponents))
    for position in [place for place, one in enumerate(exponents) if one is zero]:
        work.inside(position, exp_zero(given))
    rewriting.by(lattice, Mul((number(scale), work.term)))
    rewriting.inside(1, symmetry(work.theorem))
    rewriting.to(engine.normal(given, rewriting.term))
    return True


def _times_exp(ring: Ring) -> tuple[Fraction, Term | None]:
    """(p, s) for p exp(s); a number p is p exp(0)."""
    match list(ring.items()):
        case [((), scale)]:
            return scale, number(0)
        case [(((Apply(function="exp", args=(exponent,)), (1, 0)),), scale)]:
            return scale, exponent
    return Fraction(0), None


def _scaled(engine: Normaliser, rewriting: Rewriting, values: Sequence[Term]) -> bool:
    """max(p s, p t, ...)  becomes  p max(s, t, ...), for a product p of positive factors."""
    factor = common(rewriting.given, values)
    if not factor:
        return False
    moved = _without(rewriting.given, factor, [over(value, factor) for value in values])
    rewriting.by(lattice, moved.left)
    rewriting.to(moved)
    rewriting.to(engine.normal(rewriting.given, rewriting.term))
    return True


def _without(given: Context, factor: Monomial, values: Sequence[Term]) -> Theorem:
    """max(p s, p t, ...) = p max(s, t, ...)"""
    if not factor:
        return reflexivity(given, Apply("max", tuple(values)))
    one = from_ring({factor: Fraction(1)})
    multiples = tuple(mul(one, value) for value in values)
    found = witnesses(given, one)
    return max_scale(given, Apply("max", multiples), one, tuple(values), found)


def _flat(args: Sequence[Term]) -> list[Ring]:
    """The values, with those of an inner maximum (times a positive number, plus a rest) apart."""
    found: list[Ring] = []
    waiting = [to_ring(arg) for arg in reversed(args)]
    while waiting and len(found) + len(waiting) <= MOST:
        ring = waiting.pop()
        inside = next((key for key, value in ring.items() if value > 0 and _inner(key)), None)
        if inside is None:
            found.append(ring)
            continue
        rest = from_ring({key: value for key, value in ring.items() if key != inside})
        factor = number(ring[inside])
        waiting += [to_ring(Add((rest, Mul((factor, one))))) for one in reversed(_inner(inside))]
    return found + waiting


def _inner(monomial: object) -> tuple[Term, ...]:
    match monomial:
        case ((Apply(function="max", args=args), (1, 0)),):
            return args
    return ()


def _undominated(rewriting: Rewriting, values: list[Term]) -> list[Term]:
    """Without values that another one is shown to reach."""
    for one in list(values):
        others = [other for other in values if other is not one]
        if any(_reaches(rewriting, other, one) for other in others):
            values = others
    return values


def _reaches(rewriting: Rewriting, greater: Term, smaller: Term) -> bool:
    difference = to_ring(Add((greater, Mul((number(-1), smaller)))))
    if not all(_has_sign(monomial) for monomial in difference):
        return False
    try:
        lattice(rewriting.given, Apply("max", (greater, smaller)), greater)
    except RuleRefused:
        return False
    return True


def _has_sign(monomial: tuple[tuple[Term, object], ...]) -> bool:
    return all(
        isinstance(atom, Int) or (isinstance(atom, Apply) and atom.function in ("exp", "max"))
        for atom, _ in monomial
    )


def _from_reference(rewriting: Rewriting, values: Sequence[Term]) -> None:
    """r + p max(0, ...) for the value r that leaves the least; p is a number times what they share.

    What the differences share does not depend on which of the values is subtracted.
    """
    factor = common(rewriting.given, _differences(values, values[0]))
    options = [(_relative(values, one, factor), one) for one in values]
    (scale, rest), reference = min(options, key=lambda option: [order(one) for one in option[0][1]])
    inside = _without(rewriting.given, factor, [number(0), *rest])
    product = Rewriting(rewriting.given, Mul((number(scale), inside.left)))
    product.inside(1, inside)
    rewriting.by(lattice, Add((reference, product.start)))
    rewriting.inside(1, product.theorem)


def _relative(
    values: Sequence[Term], reference: Term, factor: Monomial
) -> tuple[Fraction, list[Term]]:
    others = [over(one, factor) for one in _differences(values, reference)]
    first = min(others, key=_without_numbers)
    scale = abs(next(iter(to_ring(first).values())))
    divided = [ring_normal(Mul((number(1 / scale), one))) for one in others]
    return scale, sorted(divided, key=order)


def _differences(values: Sequence[Term], reference: Term) -> list[Term]:
    minus = Mul((number(-1), reference))
    return [ring_normal(Add((one, minus))) for one in values if one is not reference]


def _without_numbers(term: Term) -> list[str]:
    return sorted(str([order(atom) for atom, _ in monomial]) for monomial in to_ring(term))
