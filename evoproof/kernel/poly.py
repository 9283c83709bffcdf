"""Integer expressions: polynomials over names and floors, in normal form.

    e  ::=  integer  |  name  |  floor(e / e)  |  e + e  |  e - e  |  e * e

Two integer expressions that are equal as polynomials are the same object. A floor is an atom of
the polynomial: no constructor knows whether its divisor is zero, so nothing is cancelled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, TypeAlias, final

from evoproof.kernel.interned import Interned, need

Atom: TypeAlias = "str | Floor"
Monomial: TypeAlias = "tuple[Atom, ...]"


@final
class Floor(Interned):
    """floor(numerator / denominator): floor division; some fixed integer where the divisor is 0."""

    __slots__ = ("denominator", "free", "key", "numerator")
    fields = ("numerator", "denominator")
    numerator: Poly
    denominator: Poly
    free: frozenset[str]
    key: str

    def derive(self) -> dict[str, Any]:
        key = f"({self.numerator.key})//({self.denominator.key})"
        return {"free": self.numerator.free | self.denominator.free, "key": key}


_NAME = re.compile(r"[^\W\d]\w*'*|#\d+(\.\d+)?'*")


@cache
def is_name(name: object) -> bool:
    """Whether this is a name of an integer: a word, or #level.number as the prover makes them.

    Keys of expressions are compared as text, so a name must not look like an expression.
    """
    return type(name) is str and _NAME.fullmatch(name) is not None


def is_atom(atom: Atom) -> bool:
    return isinstance(atom, Floor) or is_name(atom)


def atom_key(atom: Atom) -> str:
    return atom if isinstance(atom, str) else atom.key


@cache
def _degree_and_keys(monomial: Monomial) -> tuple[int, list[str]]:
    return len(monomial), [atom_key(atom) for atom in monomial]


def _order(term: tuple[Monomial, int]) -> tuple[int, list[str]]:
    return _degree_and_keys(term[0])


@final
class Poly(Interned):
    """A polynomial with integer coefficients: `terms` are (monomial, coefficient), sorted.

    A monomial is a sorted tuple of atoms, repeated for powers; () is the constant one. `atoms` are
    its names and floors, also those inside of floors.
    """

    __slots__ = ("atoms", "free", "key", "terms")
    fields = ("terms",)
    terms: tuple[tuple[Monomial, int], ...]
    atoms: frozenset[Atom]
    free: frozenset[str]
    key: str

    def derive(self) -> dict[str, Any]:
        for monomial, coefficient in self.terms:
            need(coefficient != 0, "a coefficient is not 0")
            need(all(map(is_atom, monomial)), f"{monomial!r}: an atom is a name or a floor")
            need(list(monomial) == sorted(monomial, key=atom_key), "atoms are sorted")
        orders = [_order(term) for term in self.terms]
        distinct = all(one < next_one for one, next_one in pairwise(orders))
        need(distinct, "monomials are sorted and distinct")
        atoms = frozenset[Atom](atom for monomial, _ in self.terms for atom in monomial)
        for atom in atoms:
            if isinstance(atom, Floor):
                atoms |= atom.numerator.atoms | atom.denominator.atoms
        free = frozenset(atom for atom in atoms if isinstance(atom, str))
        return {"atoms": atoms, "free": free, "key": _text(self.terms)}

    @property
    def constant(self) -> int | None:
        """The value, where the polynomial is a constant."""
        if not self.terms:
            return 0
        monomial, coefficient = self.terms[0]
        return coefficient if not monomial and len(self.terms) == 1 else None

    def __add__(self, other: Poly | int) -> Poly:
        return _collect([*self.terms, *poly(other).terms])

    def __sub__(self, other: Poly | int) -> Poly:
        return _collect([*self.terms, *((m, -c) for m, c in poly(other).terms)])

    def __neg__(self) -> Poly:
        return Poly(tuple((monomial, -coefficient) for monomial, coefficient in self.terms))

    def __mul__(self, other: Poly | int) -> Poly:
        return _collect(
            (tuple(sorted(m + n, key=atom_key)), c * d)
            for m, c in self.terms
            for n, d in poly(other).terms
        )

    def __repr__(self) -> str:
        return self.key

    def coefficient(self, name: str) -> Poly | None:
        """c with self = c * name + rest and `name` in neither; None if there is none."""
        if name not in self.free:
            return ZERO
        if any(name in atom.free for m, _ in self.terms for atom in m if isinstance(atom, Floor)):
            return None
        if any(monomial.count(name) > 1 for monomial, _ in self.terms):
            return None
        return _collect(
            (tuple(atom for atom in monomial if atom != name), coefficient)
            for monomial, coefficient in self.terms
            if name in monomial
        )

    @property
    def floors(self) -> tuple[Floor, ...]:
        """The floors that stand in this polynomial, outermost only, each once, in order."""
        return tuple(dict.fromkeys(a for m, _ in self.terms for a in m if isinstance(a, Floor)))

    def replace(self, values: Mapping[str, Poly] | Mapping[Atom, Poly]) -> Poly:
        """Every atom of `values` replaced by its value, at once, inside floors too."""
        if self.atoms.isdisjoint(values):
            return self
        parts: list[tuple[Monomial, int]] = []
        for monomial, coefficient in self.terms:
            if not any(atom in values or isinstance(atom, Floor) for atom in monomial):
                parts.append((monomial, coefficient))
                continue
            product = poly(coefficient)
            for atom in monomial:
                product = product * _replace_atom(atom, values)
            parts += product.terms
        return _collect(parts)


def _replace_atom(atom: Atom, values: Mapping[Any, Poly]) -> Poly:
    if atom in values:
        return values[atom]
    if isinstance(atom, str):
        return Poly((((atom,), 1),))
    return floor(atom.numerator.replace(values), atom.denominator.replace(values))


def _collect(terms: Iterable[tuple[Monomial, int]]) -> Poly:
    total: dict[Monomial, int] = {}
    for monomial, coefficient in terms:
        total[monomial] = total.get(monomial, 0) + coefficient
    return Poly(tuple(sorted(((m, c) for m, c in total.items() if c), key=_order)))


def _text(terms: tuple[tuple[Monomial, int], ...]) -> str:
    parts = []
    for monomial, coefficient in reversed(terms):
        factors = [atom_key(atom) for atom in monomial]
        if abs(coefficient) != 1 or not factors:
            factors.insert(0, str(abs(coefficient)))
        parts.append(("-" if coefficient < 0 else "+") + "*".join(factors))
    return "".join(parts).removeprefix("+") or "0"


def poly(value: Poly | int | str) -> Poly:
    """An integer, a name or an integer expression, as an integer expression."""
    if isinstance(value, Poly):
        return value
    if isinstance(value, str):
        return Poly((((value,), 1),))
    need(type(value) is int, f"{value!r} is no integer expression")
    return Poly((((), value),) if value else ())


def floor(numerator: Poly, denominator: Poly) -> Poly:
    """floor(numerator / denominator), computed only for integers with a divisor that is not 0."""
    top, bottom = numerator.constant, denominator.constant
    if top is not None and bottom:
        return poly(top // bottom)
    return Poly((((Floor(numerator, denominator),), 1),))


ZERO = poly(0)
ONE = poly(1)
