"""Conditions on loops: which hold everywhere, which nowhere, which a product implies by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import gcd
from typing import NamedTuple

from evoproof.kernel.terms import Cond, Divides, Eq, Ge
from evoproof.numeric.errors import NumericError
from evoproof.numeric.flat.affine import (
    Boxes,
    affine,
    as_poly,
    combined,
    constant,
    index_at,
    limits,
)
from evoproof.numeric.flat.formula import Affine, Entry, Index


class Test(NamedTuple):
    """form >= 0, form = 0, or modulus | form."""

    kind: type[Cond]
    form: Index
    modulus: int = 1


def test_at(cond: Cond, values: Mapping[str, Affine], boxes: Boxes) -> Test:
    """The condition with affine values for its names."""
    match cond:
        case Ge(expr=expr):
            return Test(Ge, index_at(expr, values, boxes))
        case Eq(expr=expr):
            return Test(Eq, index_at(expr, values, boxes))
        case Divides(modulus=modulus, expr=expr):
            return Test(Divides, _modulo(index_at(expr, values, boxes), modulus), modulus)
    raise NumericError(f"unknown condition {cond!r}")


def _modulo(index: Index, modulus: int) -> Index:
    if not isinstance(index, Affine):
        return index
    return affine({name: rate % modulus for name, rate in index.terms}, index.offset % modulus)


def inside(form: Affine, low: int, high: int) -> tuple[Affine, Affine]:
    """Two forms that are at least 0 where low <= form <= high."""
    return combined(form, 1, constant(-low)), combined(constant(high), -1, form)


def truth(test: Test, boxes: Boxes) -> bool | None:
    """What intervals and common divisors show of the test; None where it depends."""
    if test.kind is Divides:
        known = isinstance(test.form, Affine) and not test.form.terms
        return test.form == constant(0) if known else None
    low, high = limits(test.form, boxes)
    if test.kind is Ge:
        return True if low >= 0 else (False if high < 0 else None)
    if low == high == 0:
        return True
    return None if low <= 0 <= high and _solvable(test.form) else False


def _solvable(index: Index) -> bool:
    """Whether some integers at all make it 0."""
    if not isinstance(index, Affine) or not index.terms:
        return True
    return index.offset % gcd(*(rate for _, rate in index.terms)) == 0


def as_cond(test: Test) -> Cond:
    expr = as_poly(test.form)
    if test.kind is Divides:
        return Divides(test.modulus, expr)
    return Ge(expr) if test.kind is Ge else Eq(expr)


def not_implied(
    tests: Iterable[Test], reads: Collection[tuple[Entry, tuple[int, ...]]]
) -> list[Test]:
    """The tests without those outside which some entry, given with its shape, is 0 anyway."""
    least: dict[tuple[tuple[str, int], ...], int] = {}
    for entry, shape in reads:
        for index, size in zip(entry.indices, shape, strict=True):
            for form in inside(index, 0, size - 1) if isinstance(index, Affine) else ():
                least[form.terms] = min(form.offset, least.get(form.terms, form.offset))
    return [test for test in tests if not _follows(test, least)]


def _follows(test: Test, least: Mapping[tuple[tuple[str, int], ...], int]) -> bool:
    if test.kind is not Ge or not isinstance(test.form, Affine):
        return False
    known = least.get(test.form.terms)
    return known is not None and known <= test.form.offset
