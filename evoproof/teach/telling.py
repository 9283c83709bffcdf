"""Whether two lines are equal, without a reason: refuted by an exact counterexample, or proved."""

from __future__ import annotations

from dataclasses import dataclass

from evoproof.kernel.arithmetic import begin
from evoproof.kernel.terms import Term
from evoproof.kernel.theorem import Theorem
from evoproof.kernel.wellformed import fault
from evoproof.prover import prove
from evoproof.refute import Counterexample, refute_claim
from evoproof.show import text
from evoproof.teach.setting import Line, Setting

SHORT, LONG = 10_000, 100_000
"""Steps of the search that goes before a proof, and of the one after a proof that failed."""

WORK = 4_000_000
"""z3's resource units for one proof: a few seconds, the same on every machine."""


@dataclass(frozen=True)
class Told:
    """A theorem that the lines are equal; or where they differ, or the second has no meaning."""

    theorem: Theorem | None = None
    found: Counterexample | None = None
    reason: str = ""

    @property
    def equal(self) -> bool:
        return self.theorem is not None

    @property
    def different(self) -> bool:
        return self.found is not None and self.found.access is None

    @property
    def meaningless(self) -> bool:
        return self.found is not None and self.found.access is not None


def refuted(setting: Setting, one: Line, other: Line, budget: int = SHORT) -> Told:
    """A search for a counterexample and no more."""
    return Told(found=refute_claim(setting.claim(one, other), budget=budget), reason="not refuted")


def proved(setting: Setting, one: Line, other: Line) -> Told:
    """A proof with every definition open, and no search."""
    begin(WORK)
    try:
        return _proved(setting, one, other)
    finally:
        begin()


def _proved(setting: Setting, one: Line, other: Line) -> Told:
    unclear = fault(setting.hypotheses, one.term, other.term)
    if unclear is not None:
        return Told(reason=f"not shown to have a meaning: {_shown(unclear.what)}")
    outcome = prove(one.term, other.term, setting.hypotheses, quick=True)
    return Told(outcome.theorem, reason=f"neither proved nor refuted: {outcome.reason}")


def told(setting: Setting, one: Line, other: Line) -> Told:
    """Everything that does not take long: what is left is undecided, and is never called wrong."""
    first = refuted(setting, one, other)
    if first.found is not None:
        return first
    second = proved(setting, one, other)
    if second.equal:
        return second
    last = refuted(setting, one, other, LONG)
    return last if last.found is not None else second


def _shown(what: object) -> str:
    return text(what) if isinstance(what, Term) else str(what)
