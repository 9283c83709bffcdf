"""A formula as text that does not depend on names: equal texts mean equal values.

Products and factors stand in an order that is found without looking at names; then names are
numbered as they are met. Two texts that differ may still mean the same: that costs time, no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond
from evoproof.numeric.flat.formula import (
    Affine,
    Applied,
    Entry,
    Factor,
    Formula,
    Greatest,
    Index,
    Mask,
    Nested,
    Power,
    Product,
    Whole,
)
from evoproof.numeric.survey import tensor_key
from evoproof.numeric.tape.labels import Extents

_NAME = re.compile(r"#\d+(\.\d+)?'*|[^\W\d]\w*'*")
Naming: TypeAlias = "Callable[[str], str]"


@dataclass(frozen=True)
class Canonical:
    """The text, and the formula's names in the order of their numbers."""

    text: str
    names: tuple[str, ...]


def canonical(formula: Formula, extents: Extents) -> Canonical:
    numbers: dict[str, str] = {}

    def numbered(name: str) -> str:
        return numbers.setdefault(name, f"{len(numbers)}:{extents[name]}")

    text = _Writer(extents, numbered).formula(formula)
    return Canonical(text, tuple(numbers))


@dataclass(frozen=True)
class _Writer:
    extents: Extents
    naming: Naming

    @property
    def blind(self) -> _Writer:
        return _Writer(self.extents, lambda name: f"_{self.extents[name]}")

    def formula(self, formula: Formula) -> str:
        products = sorted(formula.products, key=self.blind.product)
        return "(" + "+".join(map(self.product, products)) + ")"

    def product(self, product: Product) -> str:
        factors = sorted(product.factors, key=self.blind.factor)
        written = "*".join(map(self.factor, factors))
        bound = sorted(map(self.naming, product.names))
        return f"{product.coefficient} sum {bound} {written}"

    def factor(self, factor: Factor) -> str:
        match factor:
            case Entry(tensor=tensor, indices=indices):
                return f"{tensor_key(tensor)}[{','.join(map(self.index, indices))}]"
            case Mask(cond=cond):
                return f"[{self.cond(cond)}]"
            case Whole(expr=expr):
                return f"<{self.expr(expr)}>"
            case Applied(function=function, args=args):
                return f"{function}{[*map(self.formula, args)]}"
            case Power(base=base, exponent=exponent):
                return f"{self.formula(base)}^{exponent}"
            case Greatest(names=names, conds=conds, body=body):
                inner = self.formula(body)
                bound = sorted(map(self.naming, names))
                return f"max {bound} {sorted(map(self.cond, conds))} {inner}"
            case Nested(formula=formula):
                return self.formula(formula)

    def index(self, index: Index) -> str:
        if isinstance(index, Poly):
            return self.expr(index)
        return self.affine(index)

    def affine(self, index: Affine) -> str:
        terms = sorted(index.terms, key=lambda term: (term[1], self.extents[term[0]]))
        return "+".join(f"{rate}*{self.naming(name)}" for name, rate in terms) + f"+{index.offset}"

    def expr(self, expr: Poly) -> str:
        return _NAME.sub(lambda found: self.naming(found.group()), expr.key)

    def cond(self, cond: Cond) -> str:
        return _NAME.sub(lambda found: self.naming(found.group()), cond.key)
