"""A formula as text that does not depend on names: equal texts mean equal values.

Products, factors and summands stand in an order that is found without looking at names; then
names are numbered as they are met. Two texts that differ may still mean the same: that costs
time, no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from evoproof.kernel.poly import Atom, Monomial, Poly
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


@dataclass(frozen=True)
class Canonical:
    """The text, and the formula's names in the order of their numbers."""

    text: str
    names: tuple[str, ...]


def canonical(formula: Formula, extents: Extents) -> Canonical:
    blind = _Writer(extents).formula(formula)
    numbers: dict[str, int] = {}
    places = [str(numbers.setdefault(name, len(numbers))) for name in blind.names]
    return Canonical(f"{blind.text} {','.join(places)}", tuple(numbers))


@dataclass(frozen=True)
class _Blind:
    """A text with the extent of a name wherever a name belongs, and the names of these places."""

    text: str
    names: tuple[str, ...] = ()


def _joined(separator: str, parts: Iterable[_Blind]) -> _Blind:
    """The parts in the order given."""
    parts = list(parts)
    text = separator.join([part.text for part in parts])
    return _Blind(text, tuple(chain.from_iterable([part.names for part in parts])))


def _sorted(separator: str, parts: Iterable[_Blind]) -> _Blind:
    return _joined(separator, sorted(parts, key=lambda part: part.text))


@dataclass(frozen=True)
class _Writer:
    extents: Extents

    def formula(self, formula: Formula) -> _Blind:
        inner = _sorted("+", map(self.product, formula.products))
        return _Blind(f"({inner.text})", inner.names)

    def product(self, product: Product) -> _Blind:
        inner = _sorted("*", map(self.factor, product.factors))
        return self._bound(f"{product.coefficient} sum", product.names, inner)

    def _bound(self, binder: str, names: Sequence[str], inner: _Blind) -> _Blind:
        """What binds names: they are written again after what they are bound in."""
        met = dict.fromkeys(inner.names)
        idle = sorted((name for name in names if name not in met), key=self.extents.__getitem__)
        bound = (*(name for name in met if name in names), *idle)
        lengths = [self.extents[name] for name in bound]
        return _Blind(f"{inner.text} {binder} {lengths}", (*inner.names, *bound))

    def factor(self, factor: Factor) -> _Blind:
        match factor:
            case Entry(tensor=tensor, indices=indices):
                inner = _joined(",", map(self.index, indices))
                return _Blind(f"{tensor_key(tensor)}[{inner.text}]", inner.names)
            case Mask(cond=cond):
                return self.cond(cond)
            case Whole(expr=expr):
                inner = self.expr(expr)
                return _Blind(f"<{inner.text}>", inner.names)
            case Applied(function=function, args=args):
                inner = _joined(",", map(self.formula, args))
                return _Blind(f"{function}({inner.text})", inner.names)
            case Power(base=base, exponent=exponent):
                inner = self.formula(base)
                return _Blind(f"{inner.text}^{exponent}", inner.names)
            case Greatest(names=names, conds=conds, body=body):
                under = _sorted(",", map(self.cond, conds))
                return self._bound("max", names, _joined(" ", (self.formula(body), under)))
            case Nested(formula=formula):
                return self.formula(formula)

    def index(self, index: Index) -> _Blind:
        return self.expr(index) if isinstance(index, Poly) else self.affine(index)

    def affine(self, index: Affine) -> _Blind:
        terms = sorted((rate, self.extents[name], name) for name, rate in index.terms)
        text = "".join([f"{rate}*_{extent}+" for rate, extent, _ in terms])
        return _Blind(f"{text}{index.offset}", tuple([name for _, _, name in terms]))

    def cond(self, cond: Cond) -> _Blind:
        inner = self.expr(cond.expr)
        return _Blind(f"[{cond.text(inner.text)}]", inner.names)

    def expr(self, expr: Poly) -> _Blind:
        return _sorted("+", (self._monomial(*term) for term in expr.terms))

    def _monomial(self, monomial: Monomial, coefficient: int) -> _Blind:
        return _sorted("*", (_Blind(str(coefficient)), *map(self._atom, monomial)))

    def _atom(self, atom: Atom) -> _Blind:
        if isinstance(atom, str):
            return _Blind(f"_{self.extents[atom]}", (atom,))
        top, bottom = self.expr(atom.numerator), self.expr(atom.denominator)
        return _Blind(f"({top.text})//({bottom.text})", top.names + bottom.names)
