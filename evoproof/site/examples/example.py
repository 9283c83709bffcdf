"""What an example of a rule is: arguments. The rule itself makes the theorem from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evoproof.kernel.build import access, between, number, sum_over, tensor
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Apply, Max, Sum, Term
from evoproof.kernel.theorem import RULES, Theorem


@dataclass(frozen=True)
class Example:
    """Arguments that the rule takes, and arguments that it refuses, in the order of its own."""

    taken: tuple[Any, ...]
    refused: tuple[Any, ...]


EXAMPLES: dict[str, Callable[[], Example]] = {}
"""By the name of the rule; what the function's docstring says is the caption."""

n, m, i, j, a, b, l = map(poly, ("n", "m", "i", "j", "a", "b", "l"))
X, Y, Z = (tensor(name, n) for name in ("X", "Y", "Z"))
x, y, z = (access(one, i) for one in (X, Y, Z))
ONE, ZERO = number(1), number(0)
TEXT = "X[i]"
"""A text is no term: what is refused by a rule that takes every term."""


def example(function: Callable[[], Example]) -> Callable[[], Example]:
    """Enter the example of the rule that has the function's name."""
    EXAMPLES[function.__name__] = function
    return function


def by(rule: str, *arguments: Any) -> Theorem:
    """The theorem that the rule makes, as a premise of another."""
    return RULES[rule](*arguments)


def total(low: Poly | int, high: Poly | int, body: Term) -> Sum:
    """The sum over a, low <= a <= high."""
    return sum_over(["a"], between(low, a, high), body)


def peak(low: Poly | int, high: Poly | int, body: Term) -> Max:
    """The greatest value for a, low <= a <= high."""
    return Max(("a",), total(low, high, body).conds, body)


def greatest(*values: Term) -> Apply:
    return Apply("max", values)
