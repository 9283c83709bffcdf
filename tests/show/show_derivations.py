"""Derivations for the printers: the paper's, and one of every verdict."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from evoproof import (
    Derivation,
    Sum,
    bound,
    by,
    delta,
    equation,
    indices,
    prove,
    reindex,
    sizes,
    tensor,
)
from evoproof.calc import StepResult
from evoproof.calc.display import chain_of
from evoproof.library.catalogue import choose
from evoproof.library.loading import load
from evoproof.show.chain import Chain

n, m = sizes("n m")
(i,) = indices(i=n)
(k,) = bound("k")
A = tensor("A", n, m)
x = tensor("x", m)

FORWARDS = Sum(A[i, k] * x[k], (k, 0, m - 1))
BACKWARDS = Sum(A[i, m - 1 - k] * x[m - 1 - k], (k, 0, m - 1))
FALSE = Sum(A[i, m - 1 - k] * x[k], (k, 0, m - 1))
OUTSIDE = Sum(A[i, k] * x[k + 1], (k, 0, m - 1))

claim = equation(FORWARDS, BACKWARDS)
proved = prove(
    claim,
    FORWARDS,
    by(reindex),
    BACKWARDS,  # (1)
)
wrong_reason = prove(claim, FORWARDS, by(delta), BACKWARDS)
refuted = prove(equation(FORWARDS, FALSE), FORWARDS, by(reindex), FALSE)
outside = prove(equation(FORWARDS, OUTSIDE), FORWARDS, by(reindex), OUTSIDE)
nothing = equation(FORWARDS, BACKWARDS, given=[m < n, n < m])
vacuous = prove(nothing, FORWARDS, by(reindex), BACKWARDS)
trivial = prove(equation(FORWARDS, FORWARDS), FORWARDS, by(reindex), FORWARDS)

OF_EACH_VERDICT: dict[str, Derivation] = {
    "proved": proved,
    "wrong-reason": wrong_reason,
    "refuted": refuted,
    "ill-formed": outside,
    "vacuous": vacuous,
    "trivial": trivial,
}


def titled(derivation: Derivation, doc: str) -> Derivation:
    """The same with another docstring."""
    return replace(derivation, doc=doc)


@cache
def paper() -> tuple[Chain, ...]:
    """Every derivation of the paper as the printers get it; that it is proved is taken as read."""
    return tuple(chain_of(_taken(one)) for choice in choose([]) for one in load(choice))


def _taken(derivation: Derivation) -> Derivation:
    """Another object of the same, with verdicts that nobody has looked for."""
    results = tuple(StepResult(step, "proved", None, 0, 0.0) for step in derivation.steps)
    same = replace(derivation)
    vars(same).update(results=results, fault=None, vacuous=False)
    return same
