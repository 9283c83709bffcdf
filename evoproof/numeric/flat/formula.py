"""A formula at concrete sizes: sums of products, whose factors may hold formulas again.

Every name is a loop over 0 <= name < extent. A tensor that is read outside its shape gives 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond, Tensor


class Affine(NamedTuple):
    """offset + the sum of coefficient * name; `terms` are sorted, no coefficient is 0."""

    terms: tuple[tuple[str, int], ...]
    offset: int = 0


def affine(expr: Poly) -> Affine | None:
    """The expression as an affine form, if it is one.

    >>> from evoproof.kernel.poly import poly
    >>> affine(poly("i") * 2 + 3)
    Affine(terms=(('i', 2),), offset=3)
    """
    terms: list[tuple[str, int]] = []
    offset = 0
    for monomial, rate in expr.terms:
        if not monomial:
            offset = rate
        elif len(monomial) == 1 and isinstance(monomial[0], str):
            terms.append((monomial[0], rate))
        else:
            return None
    return Affine(tuple(sorted(terms)), offset)


Index: TypeAlias = Affine | Poly
"""A Poly stands where the index is not affine."""


@dataclass(frozen=True)
class Entry:
    """An entry of a tensor without definition."""

    tensor: Tensor
    indices: tuple[Index, ...]


@dataclass(frozen=True)
class Mask:
    """1 where the condition holds, 0 elsewhere."""

    cond: Cond


@dataclass(frozen=True)
class Whole:
    """An integer expression, as a number."""

    expr: Poly


@dataclass(frozen=True)
class Applied:
    """exp, max of several values, or an unknown function."""

    function: str
    args: tuple[Formula, ...]


@dataclass(frozen=True)
class Power:
    """base^exponent, 1/0 = 0; the exponent is neither 0 nor 1."""

    base: Formula
    exponent: int


@dataclass(frozen=True)
class Greatest:
    """The greatest value of `body` over `names` where `conds` hold, and 0 where there is none."""

    names: tuple[str, ...]
    conds: tuple[Cond, ...]
    body: Formula


@dataclass(frozen=True)
class Nested:
    """A formula as a factor."""

    formula: Formula


Factor: TypeAlias = Entry | Mask | Whole | Applied | Power | Greatest | Nested


@dataclass(frozen=True)
class Product:
    """coefficient * the sum over `names` of the product of `factors`."""

    coefficient: Fraction
    names: tuple[str, ...]
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Formula:
    """The sum of `products`; 0 where there is none."""

    products: tuple[Product, ...]


@dataclass(frozen=True)
class Flat:
    """A formula with the extents of all names in it.

    `outputs`, one for each free index, says how its value (from 0) is made of loop names: itself,
    or digits of descending weight, x = n * x1 + x0.
    """

    formula: Formula
    outputs: tuple[Affine, ...]
    extents: Mapping[str, int]
