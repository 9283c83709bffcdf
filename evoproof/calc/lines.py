"""Lines of a derivation and the steps between them, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evoproof.calc.reasons import By
from evoproof.calc.source import Place
from evoproof.kernel.terms import Term


@dataclass(frozen=True)
class Line:
    """An expression of the chain, as it was written and as a term."""

    expr: Any
    term: Term
    place: Place


@dataclass(frozen=True)
class Step:
    """The step from the line above to the line below, number `index` from 1."""

    index: int
    above: Line
    by: By
    below: Line
