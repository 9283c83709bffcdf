"""`judge(claim)`: the verdict on a claim. What a verdict rests on:

vacuous      z3 shows that the conditions are impossible, and the search finds nothing either
ill-formed   a place that was found, where reading a side has no meaning
refuted      values that were found, at which the sides differ
proved       every access is shown to be in bounds, and there is a theorem about these very sides
unknown      none of these; the reason says where it stopped

Budgets count steps, so a verdict is the same on every machine. A small search for a counterexample
goes first, and a larger one before a long proof: they are cheaper than a proof that fails, and they
watch over those that do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from evoproof.claims.syntax import Binary, Claim, Literal
from evoproof.claims.walk import subtrees
from evoproof.errors import EvoproofError
from evoproof.judge.proving import Attempt, attempt
from evoproof.judge.report import (
    CONTRADICTION,
    ILL_FORMED,
    PROVED,
    REFUTED,
    UNKNOWN,
    VACUOUS,
    ClaimReport,
)
from evoproof.judge.same import trivial
from evoproof.judge.search import EARLY, FULL, SECOND, Search
from evoproof.judge.terms import Formula, to_terms
from evoproof.judge.wellformed import NotShown, not_shown
from evoproof.kernel.arithmetic import Model, begin, satisfiable
from evoproof.kernel.terms import Cond
from evoproof.prover import Outcome
from evoproof.prover.denominators import unshown
from evoproof.refute import Counterexample
from evoproof.show import text

WORK = 25_000_000
"""z3's resource units for one claim: some seconds; a hard true claim needs a third of that."""

FAULT = "a fault of evoproof, please report it"


@dataclass(frozen=True)
class Judgement:
    """The report, with what it was made from: the terms and the theorems of a proof."""

    report: ClaimReport
    formula: Formula | None = None
    attempt: Attempt | None = None


def judge(claim: Claim, seed: int = 0, *, watch: bool = True) -> ClaimReport:
    """The verdict on a claim. Equal claims and seeds have equal reports but for the seconds.

    To `watch` over the prover, a refuted claim is tried on it too, and a counterexample is looked
    for before a proof that is expected: the other one would contradict. No verdict rests on it.
    """
    return judgement(claim, seed, watch=watch).report


def judgement(claim: Claim, seed: int = 0, *, watch: bool = True) -> Judgement:
    """The same with the theorems, for a record or an account of the proof."""
    start = perf_counter()
    begin(WORK)
    try:
        made = _Judge(claim, seed, watch).judgement()
    except RecursionError:
        made = Judgement(_report(claim, UNKNOWN, "the expressions are nested too deeply"))
    finally:
        begin()
    seconds = perf_counter() - start
    return replace(made, report=replace(made.report, seconds=seconds))


def _report(
    claim: Claim, verdict: str, reason: str | None = None, found: Counterexample | None = None
) -> ClaimReport:
    return ClaimReport(
        claim.file, claim.name, verdict, claim.expect, reason=reason, counterexample=found,
        why=claim.why, line=claim.line,
    )  # fmt: skip


class _Judge:
    """One claim; every method that finds nothing gives None."""

    def __init__(self, claim: Claim, seed: int, watch: bool) -> None:
        self.claim = claim
        self.seed = seed
        self.watch = watch
        self.search = Search(claim, seed)

    def judgement(self) -> Judgement:
        try:
            formula = to_terms(self.claim)
        except EvoproofError as error:
            return Judgement(self._without_terms(str(error)))
        cases = _possible(formula)
        if not cases:
            return Judgement(self._vacuous(), formula)
        self.search = Search(self.claim, self.seed, cases)
        try:
            missing = not_shown(self.claim, formula, cases)
        except EvoproofError as error:
            missing = NotShown(str(error), None)
        if missing is None:
            return self._well_formed(formula, cases)
        return Judgement(self._failing(missing.reason, missing.witness), formula)

    def _well_formed(self, formula: Formula, cases: Sequence[tuple[Cond, ...]]) -> Judgement:
        found = self.search.wrong(EARLY) if self.watch or self.claim.expect != PROVED else None
        refuted = self._found(found)
        if refuted is not None and not self.watch:
            return Judgement(refuted, formula)
        tried = attempt(formula, cases, quick=True)
        if not tried.proved and found is None:
            found = self.search.wrong(SECOND)
            tried = tried if found is not None else attempt(formula, cases)
        if tried.proved:
            return Judgement(self._proved(formula, cases, found), formula, tried)
        stopped = tried.failed or Outcome(None)
        found = found or self.search.wrong(FULL, stopped.region)
        report = self._found(found) or self._report(UNKNOWN, stopped.reason)
        return Judgement(report, formula, tried)

    def _proved(
        self, formula: Formula, cases: Sequence[tuple[Cond, ...]], found: Counterexample | None
    ) -> ClaimReport:
        wrong = self._found(found)
        if wrong is not None and wrong.verdict == REFUTED:
            return replace(wrong, verdict=CONTRADICTION, reason=f"a proof and this: {FAULT}")
        if wrong is not None:
            return wrong
        empty = trivial(self.claim)
        return replace(
            self._report(PROVED, "both sides are the same expression" if empty else None),
            trivial=empty,
            warnings=_warnings(formula, cases),
        )

    def _vacuous(self) -> ClaimReport:
        """Nothing satisfies the conditions, unless one of them has no meaning somewhere."""
        found = self._found(self.search.outside(EARLY) if _divides(self.claim) else None)
        if found is not None:
            return found
        if self.search.admits_all:
            admitted = dict(self.search.admitted or {})
            return self._report(CONTRADICTION, f"z3 excludes {admitted}: {FAULT}")
        return self._report(VACUOUS, "nothing satisfies the conditions")

    def _without_terms(self, reason: str) -> ClaimReport:
        """A claim that the kernel cannot say: it can be everything but proved."""
        return self._vacuous() if self._impossible() else self._failing(reason)

    def _impossible(self) -> bool:
        """Whether the conditions alone can be said, and are shown to be impossible."""
        zero = Literal(0)
        try:
            return not _possible(to_terms(replace(self.claim, left=zero, right=zero)))
        except EvoproofError:
            return False

    def _failing(self, reason: str, witness: Model | None = None) -> ClaimReport:
        """The report on what is not proved, for this reason if nothing wrong is found."""
        found = self.search.outside(FULL, witness) or self.search.wrong(FULL)
        return self._found(found) or self._report(UNKNOWN, reason)

    def _found(self, found: Counterexample | None) -> ClaimReport | None:
        if found is None:
            return None
        if found.access is not None:
            return self._report(ILL_FORMED, f"no meaning: {found.access}", found)
        return self._report(REFUTED, "the sides differ", found)

    def _report(
        self, verdict: str, reason: str | None = None, found: Counterexample | None = None
    ) -> ClaimReport:
        return _report(self.claim, verdict, reason, found)


def _divides(claim: Claim) -> bool:
    """Whether a condition or an extent has a division."""
    extents = [one.extent for one in claim.variables if one.extent is not None]
    trees = (tree for root in (*claim.given, *extents) for tree in subtrees(root))
    return any(isinstance(tree, Binary) and tree.operator in ("//", "%") for tree in trees)


def _possible(formula: Formula) -> list[tuple[Cond, ...]]:
    """The cases of the conditions that are not shown to be impossible."""
    return [given for given in formula.given if satisfiable(given)]


def _warnings(formula: Formula, cases: Sequence[tuple[Cond, ...]]) -> tuple[str, ...]:
    """The denominators, in any case of the conditions, that are not shown to be non-zero."""
    found = (one for given in cases for one in unshown(given, formula.left, formula.right))
    return tuple(f"not shown to be non-zero: {text(one)}" for one in dict.fromkeys(found))
