"""Theorems, and the one way to make them: a rule of the closed table RULES.

A theorem  Gamma |- left = right  says: for all integers for which the conditions Gamma hold and
all tensors and unknown functions, the two terms have the same real value.

The seal keeps theorems from being made by accident: no field can be set, no copy changed, nothing
unpickled. Against intent there is the record: `replay` checks each step again on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any, NoReturn, final
from weakref import WeakSet

from evoproof.errors import MalformedTerm, RuleRefused
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import conditions
from evoproof.kernel.interned import fits, kinds_of
from evoproof.kernel.terms import Cond, Term

_SEAL = object()
_rules: dict[str, Callable[..., Theorem]] = {}
RULES = MappingProxyType(_rules)
"""Every rule by name. Closed once the kernel is imported."""

_closed: list[bool] = []


@dataclass(frozen=True, slots=True)
class Side:
    """A side condition: `goal` has to be shown from `given`, for all integers."""

    given: tuple[Cond, ...]
    goal: Cond


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a rule proposes: a theorem if every side condition is shown."""

    hypotheses: tuple[Cond, ...]
    left: Term
    right: Term
    sides: tuple[Side, ...] = ()


@final
class Theorem:
    """hypotheses |- left = right, with the rule and the arguments that made it."""

    __slots__ = ("__weakref__", "arguments", "hypotheses", "left", "right", "rule", "sides")
    hypotheses: tuple[Cond, ...]
    left: Term
    right: Term
    rule: str
    arguments: tuple[Any, ...]
    sides: tuple[Side, ...]

    def __init__(
        self, seal: object, rule: str, arguments: tuple[Any, ...], conclusion: Conclusion
    ) -> None:
        if seal is not _SEAL:
            raise RuleRefused("Theorem", "only a rule of the kernel makes a theorem")
        for name in ("hypotheses", "left", "right", "sides"):
            object.__setattr__(self, name, getattr(conclusion, name))
        object.__setattr__(self, "rule", rule)
        object.__setattr__(self, "arguments", arguments)
        _made.add(self)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a theorem is immutable")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a theorem is immutable")

    def __copy__(self) -> Theorem:
        return self

    def __deepcopy__(self, memo: object) -> Theorem:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a theorem is not pickled: write a proof record instead")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("Theorem is final")

    @property
    def premises(self) -> tuple[Theorem, ...]:
        """The theorems that the rule was given."""
        return tuple(one for one in self.arguments if isinstance(one, Theorem))


_made: WeakSet[Theorem] = WeakSet()
"""The theorems that rules have made: nothing else is taken as a premise."""


def rule(function: Callable[..., Conclusion]) -> Callable[..., Theorem]:
    """Enter a rule into the table: what it concludes is a theorem once its sides are shown."""
    name = function.__name__
    if _closed or name in RULES:
        raise RuleRefused(name, "the table of rules is closed")

    @wraps(function)
    def checked(*arguments: Any) -> Theorem:
        refuse_unless(_fit(function, arguments), name, "arguments of another kind than it takes")
        try:
            conclusion = function(*arguments)
        except MalformedTerm as error:
            raise RuleRefused(name, str(error)) from None
        for side in conclusion.sides:
            if not implies(side.given, side.goal):
                raise RuleRefused(name, f"not shown: {side.goal.key}")
        return Theorem(_SEAL, name, arguments, conclusion)

    _rules[name] = checked
    return checked


def _fit(function: Callable[..., Conclusion], arguments: tuple[Any, ...]) -> bool:
    """Arguments exactly as annotated: a look-alike could lie, an iterator could be used up."""
    kinds = [kind for name, kind in kinds_of(function).items() if name != "return"]
    premises = [one for one, kind in zip(arguments, kinds, strict=False) if kind is Theorem]
    fit = len(kinds) == len(arguments) and all(map(fits, arguments, kinds))
    return fit and all(one in _made for one in premises)


def close() -> None:
    """No rule enters the table after this."""
    _closed.append(True)


def refuse_unless(holds: bool, rule: str, reason: str) -> None:
    """Raise RuleRefused for a clause of "refused when"."""
    if not holds:
        raise RuleRefused(rule, reason)


def sides(given: Iterable[Cond], goals: Iterable[Cond]) -> tuple[Side, ...]:
    """Every goal that is not among `given`, as a side condition under `given`."""
    known = conditions(given)
    return tuple(Side(known, goal) for goal in goals if goal not in known)
