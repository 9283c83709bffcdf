"""A term at concrete sizes as sums of products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod

from evoproof.kernel.terms import Access, Apply, Cond, Int, Max, Pow, Tensor, Term
from evoproof.numeric.errors import NumericError
from evoproof.numeric.flat.affine import affine, as_poly, combined, constant, index_at, limits
from evoproof.numeric.flat.conditions import as_cond, not_implied
from evoproof.numeric.flat.formula import (
    Affine,
    Applied,
    Entry,
    Factor,
    Flat,
    Formula,
    Greatest,
    Index,
    Mask,
    Nested,
    Power,
    Product,
    Whole,
)
from evoproof.numeric.flat.loops import loops, loops_of
from evoproof.numeric.flat.opened import opened
from evoproof.numeric.flat.products import (
    MAX_FACTORS,
    Summand,
    Survey,
    summands,
    survey_all,
    survey_of,
)
from evoproof.numeric.flat.region import Ranges, Region, Scope, entered
from evoproof.numeric.integers import value


def flatten(term: Term, sizes: Mapping[str, int], tile: Mapping[str, tuple[int, int]]) -> Flat:
    """The values of `term` over a tile of its free indices: index -> (first value, extent).

    It means what the literal walk computes, but a strict tensor is 0 outside its shape. A loop of
    extent 1 occurs in the outputs only. Raises UnboundedSum, and NumericError for a name without
    a number.
    """
    _require(term, sizes, tile)
    bare = opened(term, frozenset(sizes.items()), frozenset(tile))
    boxes: Ranges = {}
    region = Region(Scope({}, {name: (size, size) for name, size in sizes.items()}), boxes)
    outputs = _outputs(bare, tile, region)
    empty = any(extent == 0 for _, extent in tile.values())
    formula = Formula(()) if empty else _Flattening(sizes, boxes).formula(bare, region.scope)
    used = {*loops(formula), *(name for form in outputs for name, _ in form.terms)}
    return Flat(formula, outputs, {name: boxes[name][1] + 1 for name in boxes if name in used})


def _require(term: Term, sizes: Mapping[str, int], tile: Mapping[str, tuple[int, int]]) -> None:
    missing = sorted(term.free - frozenset(sizes) - frozenset(tile))
    if missing:
        raise NumericError(f"no integer is given for {', '.join(missing)}")
    twice = sorted(frozenset(sizes) & frozenset(tile))
    if twice:
        raise NumericError(f"both a size and a free index: {', '.join(twice)}")


def _outputs(bare: Term, tile: Mapping[str, tuple[int, int]], region: Region) -> tuple[Affine, ...]:
    """The loops of the free indices, put into the region."""
    for name, (low, extent) in tile.items():
        region.boxes[name] = (0, extent - 1)
        region.ranges[name] = (low, low + extent - 1)
        single = extent == 1
        region.values[name] = constant(low) if single else affine({name: 1}, low)
        region.loops += [] if single else [name]
    region.split(survey_all(bare, frozenset(tile)))
    return tuple(
        combined(region.values[name], -1, constant(low)) if extent != 1 else affine({name: 1})
        for name, (low, extent) in tile.items()
    )


class _Flattening:
    """One walk over a term without definitions; a product that is 0 is None."""

    def __init__(self, sizes: Mapping[str, int], boxes: Ranges) -> None:
        self._sizes = sizes
        self._boxes = boxes

    def formula(self, term: Term, scope: Scope) -> Formula:
        found = (self._product(one, survey, scope) for one, survey in summands(term))
        return Formula(tuple(one for one in found if one is not None))

    def _product(self, one: Summand, survey: Survey, scope: Scope) -> Product | None:
        region = entered(survey, one.conds, scope, self._boxes)
        tests = None if region is None else region.tests()
        if region is None or tests is None:
            return None
        parts: list[Product] = []
        for term in one.factors:
            part = self._factor(term, region.scope)
            if part is None:
                return None
            parts.append(part)
        inner = _multiplied(parts)
        reads = [(f, self._shape(f.tensor)) for f in inner.factors if isinstance(f, Entry)]
        masks = tuple(Mask(as_cond(test)) for test in not_implied(tests, reads))
        factors = (*masks, *inner.factors)
        return self._summed(one.coefficient * inner.coefficient, region, inner.names, factors)

    def _summed(
        self, coefficient: Fraction, region: Region, inner: tuple[str, ...],
        factors: tuple[Factor, ...],
    ) -> Product:  # fmt: skip
        """The sum over the loops; one that no factor depends on multiplies by its length."""
        used = {name for factor in factors for name in loops_of(factor)}
        idle = [name for name in region.loops if name not in used]
        names = (*(name for name in region.loops if name in used), *inner)
        return Product(coefficient * prod(self._boxes[n][1] + 1 for n in idle), names, factors)

    def _shape(self, tensor: Tensor) -> tuple[int, ...]:
        return tuple(max(0, value(size, self._sizes)) for size in tensor.shape)

    def _factor(self, term: Term, scope: Scope) -> Product | None:
        match term:
            case Int(expr=expr):
                return self._whole(index_at(expr, scope.values, self._boxes))
            case Access():
                return self._entry(term, scope)
            case Apply(function=function, args=args):
                return _single(Applied(function, tuple(self.formula(arg, scope) for arg in args)))
            case Pow(base=base, exponent=exponent):
                return _power(self.formula(base, scope), exponent)
            case Max():
                return self._greatest(term, scope)
        formula = self.formula(term, scope)
        if len(formula.products) > 1:
            return _single(Nested(formula))
        return formula.products[0] if formula.products else None

    def _whole(self, index: Index) -> Product | None:
        if isinstance(index, Affine) and not index.terms:
            return Product(Fraction(index.offset), (), ()) if index.offset else None
        return _single(Whole(as_poly(index)))

    def _entry(self, term: Access, scope: Scope) -> Product | None:
        indices = tuple(index_at(index, scope.values, self._boxes) for index in term.indices)
        for index, size in zip(indices, self._shape(term.tensor), strict=True):
            low, high = limits(index, self._boxes)
            if high < 0 or low >= size:
                return None
        return _single(Entry(term.tensor, indices))

    def _greatest(self, term: Max, scope: Scope) -> Product | None:
        region = entered(survey_of(term), term.conds, scope, self._boxes)
        tests = None if region is None else region.tests()
        if region is None or tests is None:
            return None
        body = self.formula(term.body, region.scope)
        conds: tuple[Cond, ...] = tuple(map(as_cond, tests))
        used = {*loops(body), *(name for cond in conds for name in cond.free)}
        names = tuple(name for name in region.loops if name in used)
        return _single(Greatest(names, conds, body))


def _single(factor: Factor) -> Product:
    return Product(Fraction(1), (), (factor,))


def _power(base: Formula, exponent: int) -> Product | None:
    """base^exponent, as a number where the base is one."""
    if not base.products:
        return None
    number = base.products[0] if len(base.products) == 1 else None
    if number is not None and not number.names and not number.factors:
        return Product(number.coefficient**exponent, (), ())
    return _single(Power(base, exponent))


def _multiplied(parts: Sequence[Product]) -> Product:
    """One product of all; while it has too many factors, parts of several are nested."""
    counts = [sum(not isinstance(factor, Mask) for factor in part.factors) for part in parts]
    total, coefficient = sum(counts), Fraction(1)
    names: list[str] = []
    factors: list[Factor] = []
    for part, count in zip(parts, counts, strict=True):
        if total > MAX_FACTORS and count > 1:
            total -= count - 1
            factors.append(Nested(Formula((part,))))
            continue
        coefficient *= part.coefficient
        names += part.names
        factors += part.factors
    return Product(coefficient, tuple(names), tuple(factors))
