"""Conditions on integers: SymPy's relations and connectives, as cases that exclude each other."""

from __future__ import annotations

from itertools import product
from typing import TypeAlias

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from evoproof.errors import LanguageError
from evoproof.kernel.build import at_least, equal
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond, Eq, Ge
from evoproof.language.integers import compared_from_sympy
from evoproof.language.scope import Scope

ACCEPTED = "a condition has Eq, Ne, <, <=, >, >= of integers, And, Or and Not"

Case: TypeAlias = "tuple[Cond, ...]"

# a relation, and the relation that holds where it does not
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def conditions_from_sympy(value: object) -> tuple[Cond, ...]:
    """A conjunction of =, <, <=, >, >= as the kernel's conditions. Raises LanguageError.

    >>> from evoproof.language.symbols import bound
    >>> (a,) = bound("a")
    >>> [cond.key for cond in conditions_from_sympy((a >= 0) & (a < 5))]
    ['-a+4 >= 0', 'a >= 0']
    """
    if not isinstance(value, sympy.Basic):
        raise LanguageError(repr(value), f"not a SymPy relation; {ACCEPTED}")
    found = cases(value, Scope())
    if len(found) != 1:
        raise LanguageError(value, "not one conjunction: give no Ne, no Or, and nothing false")
    return tuple(sorted(found[0], key=lambda cond: cond.key))


def cases(value: sympy.Basic, scope: Scope, holds: bool = True) -> list[Case]:
    """Conjunctions, no two of which hold at once, for `value` or for its negation."""
    match value:
        case BooleanTrue() | BooleanFalse():
            return [()] if (value == sympy.true) is holds else []
        case sympy.Not():
            return cases(value.args[0], scope, not holds)
        case sympy.And() | sympy.Or():
            conjunction = isinstance(value, sympy.And) is holds
            return (_all if conjunction else _any)(value.args, scope, holds)
        case Relational() if value.rel_op in _OPPOSITE:
            return _relation(value, scope, holds)
    raise LanguageError(value, f"{type(value).__name__} where a condition is needed; {ACCEPTED}")


def _all(parts: tuple[sympy.Basic, ...], scope: Scope, holds: bool) -> list[Case]:
    return _both([cases(part, scope, holds) for part in parts])


def _any(parts: tuple[sympy.Basic, ...], scope: Scope, holds: bool) -> list[Case]:
    """The first part, or else the second, or else the third, ..."""
    found: list[Case] = []
    for k, part in enumerate(parts):
        failed = [cases(earlier, scope, not holds) for earlier in parts[:k]]
        found += _both([*failed, cases(part, scope, holds)])
    return found


def _both(choices: list[list[Case]]) -> list[Case]:
    """Every way to take one case of each."""
    return [tuple(dict.fromkeys(c for case in way for c in case)) for way in product(*choices)]


def _relation(value: Relational, scope: Scope, holds: bool) -> list[Case]:
    left, right = compared_from_sympy(value.lhs, value.rhs, scope)
    operator = value.rel_op if holds else _OPPOSITE[value.rel_op]
    possible = (_decided(cond) for cond in _conditions(operator, left, right))
    return [case for case in possible if case is not None]


def _conditions(operator: str, left: Poly, right: Poly) -> list[Cond]:
    """Conditions of which exactly one holds where the relation does."""
    below, above = at_least(right - 1, left), at_least(left - 1, right)
    return {
        "==": [equal(left, right)],
        "!=": [below, above],
        "<": [below],
        ">": [above],
        "<=": [at_least(right, left)],
        ">=": [at_least(left, right)],
    }[operator]


def _decided(cond: Cond) -> Case | None:
    """The condition, nothing where it always holds, None where it never does."""
    if not isinstance(cond, (Ge, Eq)) or cond.expr.constant is None:
        return (cond,)
    value = cond.expr.constant
    return () if value == 0 or (isinstance(cond, Ge) and value > 0) else None
