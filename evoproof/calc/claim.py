"""A claim: two expressions that should be equal, and for which integers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evoproof.errors import ChainError
from evoproof.kernel.build import at_least, between, conditions
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond, Term
from evoproof.language import (
    Bound,
    Index,
    Size,
    conditions_from_sympy,
    from_sympy,
    integer_from_sympy,
    symbols_of,
)
from evoproof.show import mathml_equation
from evoproof.show.notebook import equation_latex, inline


@dataclass(frozen=True)
class Claim:
    """left = right for all sizes and free indices in their range, where `given` holds."""

    left: Any
    right: Any
    given: tuple[Any, ...] = ()

    def _repr_latex_(self) -> str:
        """The equation, for a notebook."""
        return inline(equation_latex(*self.terms))

    def _repr_html_(self) -> str:
        return mathml_equation(*self.terms)

    @cached_property
    def terms(self) -> tuple[Term, Term]:
        return from_sympy(self.left), from_sympy(self.right)

    @cached_property
    def letters(self) -> tuple[Size | Index, ...]:
        """The sizes and free indices. Raises ChainError for a variable that nothing binds."""
        found = {s for side in (self.left, self.right, *self.given) for s in _letters(side)}
        for index in [one for one in found if isinstance(one, Index)]:
            found.update(_letters(index.extent))
        loose = sorted(str(one) for one in found if isinstance(one, Bound))
        if loose:
            raise ChainError(
                f"{', '.join(loose)} is free in the claim: make it with indices(...) or sizes(...)"
            )
        return tuple(sorted(found, key=lambda one: one.name))

    @cached_property
    def sizes(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.letters if isinstance(one, Size))

    @cached_property
    def free(self) -> dict[str, Poly]:
        """Every free index and its extent."""
        return {
            one.name: integer_from_sympy(one.extent)
            for one in self.letters if isinstance(one, Index)
        }  # fmt: skip

    @cached_property
    def hypotheses(self) -> tuple[Cond, ...]:
        """Sizes are not negative, free indices in their range, and what is `given`."""
        known = [at_least(name, 0) for name in self.sizes]
        known += [c for name, extent in self.free.items() for c in between(0, name, extent - 1)]
        known += [cond for one in self.given for cond in conditions_from_sympy(one)]
        return conditions(known)


def _letters(expr: Any) -> Sequence[Any]:
    return symbols_of(expr)


def equation(left: Any, right: Any, *, given: Any = ()) -> Claim:
    """The claim that left = right, under the conditions `given` (SymPy relations of sizes)."""
    many = tuple(given) if isinstance(given, list | tuple) else (given,)
    claim = Claim(left, right, many)
    for one in many:
        conditions_from_sympy(one)
    _ = claim.terms, claim.hypotheses
    return claim
