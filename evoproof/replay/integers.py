"""Integer expressions of the checker: polynomials over names and floors, as dictionaries.

A bound variable is a number in place of a name where terms are compared (see `alpha`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeAlias

from evoproof.replay.failure import refuse_unless

Atom: TypeAlias = "str | int | Floor"
Monomial: TypeAlias = "frozenset[tuple[Atom, int]]"
"""Atoms with their powers; the empty one is the constant."""

LARGEST = 20_000
"""How many monomials one multiplication may go through."""


class Floor(NamedTuple):
    """floor(top / bottom); some fixed integer where bottom is 0."""

    top: Poly
    bottom: Poly


class Poly:
    """A polynomial with integer coefficients; equal polynomials compare and hash alike."""

    def __init__(self, terms: Mapping[Monomial, int]) -> None:
        self.terms = {monomial: number for monomial, number in terms.items() if number}

    @cached_property
    def _hash(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Poly) and self.terms == other.terms

    def __add__(self, other: Poly) -> Poly:
        return collect([*self.terms.items(), *other.terms.items()])

    def __neg__(self) -> Poly:
        return Poly({monomial: -number for monomial, number in self.terms.items()})

    def __sub__(self, other: Poly) -> Poly:
        return self + -other

    def __mul__(self, other: Poly) -> Poly:
        refuse_unless(len(self.terms) * len(other.terms) <= LARGEST, "a polynomial grows too large")
        return collect(
            (_join(m, n), c * d) for m, c in self.terms.items() for n, d in other.terms.items()
        )

    def __repr__(self) -> str:
        return text(self)

    @property
    def atoms(self) -> set[Atom]:
        return {atom for monomial in self.terms for atom, _ in monomial}

    @cached_property
    def free(self) -> frozenset[str]:
        """The names in it, inside floors too."""
        found: set[str] = set()
        for atom in self.atoms:
            if isinstance(atom, str):
                found.add(atom)
            elif isinstance(atom, Floor):
                found |= atom.top.free | atom.bottom.free
        return frozenset(found)

    @cached_property
    def constant(self) -> int | None:
        """The value of a constant polynomial."""
        if any(monomial for monomial in self.terms):
            return None
        return self.terms.get(frozenset(), 0)

    def slope(self, name: str) -> Poly | None:
        """The c with self = c * name + rest and `name` in neither c nor rest; None without one."""
        inside = {n for a in self.atoms if isinstance(a, Floor) for n in a.top.free | a.bottom.free}
        powers = {power for monomial in self.terms for atom, power in monomial if atom == name}
        if name in inside or not powers <= {1}:
            return None
        here = (name, 1)
        return Poly({m - {here}: number for m, number in self.terms.items() if here in m})

    def replace(self, values: Mapping[Atom, Poly]) -> Poly:
        """Values for atoms, all at once, inside floors too."""
        total = integer(0)
        for monomial, number in self.terms.items():
            product = integer(number)
            for atom, power in monomial:
                value = _replace(atom, values)
                for _ in range(power):
                    product = product * value
            total = total + product
        return total


def collect(terms: Iterable[tuple[Monomial, int]]) -> Poly:
    total: dict[Monomial, int] = {}
    for monomial, number in terms:
        total[monomial] = total.get(monomial, 0) + number
    return Poly(total)


def _join(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for atom, power in right:
        powers[atom] = powers.get(atom, 0) + power
    return frozenset(powers.items())


def _replace(atom: Atom, values: Mapping[Atom, Poly]) -> Poly:
    if atom in values:
        return values[atom]
    if isinstance(atom, Floor):
        return floor(atom.top.replace(values), atom.bottom.replace(values))
    return variable(atom)


def integer(number: int) -> Poly:
    return Poly({frozenset(): number})


def variable(atom: Atom) -> Poly:
    return Poly({frozenset([(atom, 1)]): 1})


def floor(top: Poly, bottom: Poly) -> Poly:
    """floor(top / bottom), a number where both are numbers and the divisor is not 0."""
    if top.constant is not None and bottom.constant:
        return integer(top.constant // bottom.constant)
    return variable(Floor(top, bottom))


def text(expr: Poly) -> str:
    """The one way to write the expression: longest products first, `(n)//(d)` for a floor."""
    products = sorted(((_factors(m), c) for m, c in expr.terms.items()), key=_order, reverse=True)
    parts = []
    for factors, number in products:
        shown = factors if abs(number) == 1 and factors else [str(abs(number)), *factors]
        parts.append(("-" if number < 0 else "+") + "*".join(shown))
    return "".join(parts).removeprefix("+") or "0"


def _factors(monomial: Monomial) -> list[str]:
    return sorted(shown for atom, power in monomial for shown in [_atom(atom)] * power)


def _atom(atom: Atom) -> str:
    if isinstance(atom, Floor):
        return f"({text(atom.top)})//({text(atom.bottom)})"
    return str(atom)


def _order(item: tuple[list[str], int]) -> tuple[int, list[str]]:
    return len(item[0]), item[0]
